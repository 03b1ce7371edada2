import { assert, assertEquals } from "@std/assert";
import type { Worker } from "playwright-core";
import { post } from "@/tests/browser/posts.ts";
import { Site, UNREACHABLE } from "@/tests/browser/site.ts";
import { PATIENCE_MS, type Visitor } from "@/tests/browser/visitor.ts";

/** What a kept page says. It may be from before midnight. */
const COPY = /You are offline\. This is from (Today|Yesterday), \d/;
const WITH_WORKER = { serviceWorkers: "allow" } as const;

/** Ada, who has written `Before` in the lobby, which her browser has kept. */
async function whoWasHere(site: Site): Promise<Visitor> {
  const ada = await site.person("Ada", WITH_WORKER);
  ada.expects(UNREACHABLE);
  await ada.says("Before");
  await ada.reads("Before");
  await turnAway(ada);
  await untilKept(ada, "Before");
  return ada;
}

Deno.test("a room that was read before can be read and written to offline; what was written goes out on return", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);

  await ada.page.context().setOffline(true);
  await ada.page.reload();
  await ada.page.getByText(COPY).waitFor();
  await ada.message("Before").waitFor();
  await ada.says("Written offline");
  assertEquals(await ada.pending().allTextContents(), ["Written offline"]);

  await ada.page.context().setOffline(false);
  assertEquals(await ada.reads("Written offline"), [
    "Before",
    "Written offline",
  ]);
  await ada.page.getByText("You are offline").waitFor({ state: "detached" });
});

Deno.test("where the network hangs the kept page shows after a while, and comes to life when it does not any more", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);

  site.freeze();
  await ada.page.reload();
  await ada.page.getByText(COPY).waitFor();
  await ada.message("Before").waitFor();
  site.thaw();
  await ada.page.getByText("You are offline").waitFor({ state: "detached" });
  await ada.says("After");
  assertEquals(await ada.reads("After"), ["Before", "After"]);
});

Deno.test("while only a proxy answers, which has no server to ask, a room shows as it was last, and comes to life when there is one again", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  ada.expects(/status of (?:429|502)|Unexpected response code: (?:429|502)/);

  await site.server.stop();
  for (const status of [429, 502]) {
    await using _proxy = proxyAt(site.server.port, status);
    await ada.page.reload();
    await ada.page.getByText(COPY).waitFor();
    await ada.message("Before").waitFor();
    await ada.page.goto("/rooms/never-seen");
    await ada.page.getByText(`The proxy says ${status}`).waitFor();
    await ada.page.goBack();
  }
  await site.startAgain();
  await ada.page.getByText("You are offline").waitFor({ state: "detached" });
  await ada.says("After");
  assertEquals(await ada.reads("After"), ["Before", "After"]);
});

Deno.test("a page that is not there any more is not kept", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  ada.expects(/status of 404/);
  // Unlike a room's page it does not ask for being kept, which might just be under way.
  await ada.page.goto("/");
  await untilIsKept(ada, "/", true);
  await site.server.stop();
  await using _proxy = proxyAt(site.server.port, 404);
  await ada.page.reload();
  await ada.page.getByText("The proxy says 404").waitFor();
  await untilIsKept(ada, "/", false);
});

Deno.test("no page is kept for who may read none any more", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  ada.expects(/status of 401/);
  await ada.page.goto("/");
  await untilIsKept(ada, "/", true);
  await site.server.stop();
  await using _proxy = proxyAt(site.server.port, 401);
  await ada.page.reload();
  await ada.page.getByText("The proxy says 401").waitFor();
  await untilIsKept(ada, "/", false);
  await untilIsKept(ada, "/rooms/lobby", false);
});

Deno.test("where there is no place to keep anything any more, pages come from the network all the same", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  await fillStorage(ada);
  await ada.page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await ada.reload();
  await ada.says("After");
  assertEquals(await ada.reads("After"), ["Before", "After"]);
});

Deno.test("where there has never been a place to keep anything, there is a worker all the same, which can notify", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.goto("/");
  await fillStorage(ada);
  await ada.visit("/rooms/lobby");
  await ada.page.evaluate(async (patienceMs) => {
    const patience = AbortSignal.timeout(patienceMs);
    while (!navigator.serviceWorker.controller) {
      patience.throwIfAborted();
      await new Promise(requestAnimationFrame);
    }
  }, PATIENCE_MS);
});

Deno.test("where what is kept cannot be read, pages come from the network all the same", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  ada.expects(/status of 502/);
  await workerOf(ada).evaluate(breakStorage);
  await ada.reload();
  await ada.says("After");
  assertEquals(await ada.reads("After"), ["Before", "After"]);

  await site.server.stop();
  await using _proxy = proxyAt(site.server.port, 502);
  await ada.page.reload();
  await ada.page.getByText("The proxy says 502").waitFor();
});

Deno.test("offline, the switcher works, and a page that is not kept says that it is not", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", WITH_WORKER);
  ada.expects(UNREACHABLE);
  const { page } = ada;
  await untilKept(ada, "Ada");
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText(COPY).waitFor();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("option", { name: "Lobby" }).waitFor();
  await page.goto("/rooms/never-seen");
  await page.getByRole("heading", { name: "You are offline" }).waitFor();
  const background = await page.locator(".plain-card").evaluate((card) =>
    getComputedStyle(card).borderStyle
  );
  assertEquals(background, "solid");
});

Deno.test("nothing is kept that shows a name one does not have any more", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", WITH_WORKER);
  // Left at once, and again once it is kept.
  await ada.reload();
  await untilKept(ada, "Ada");
  await ada.enter("Bo");
  await untilKept(ada, "Bo");
  assertEquals(await keptWith(ada, "Ada"), []);
});

Deno.test("a room that was read before stays kept when one comes in at the door, or tries to without a network", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  const { page } = ada;
  await page.goto("/");
  await page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.follows(() => page.keyboard.press("Enter"));
  await page.context().setOffline(true);
  await readsKept(ada);
  await page.goto("/");
  await Promise.all([
    page.waitForEvent("framenavigated"),
    page.getByRole("textbox", { name: "Your name" }).press("Enter"),
  ]);
  await readsKept(ada);
});

Deno.test("a room that one leaves for another one within the page is kept as it was read last", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", WITH_WORKER);
  await untilKept(ada, "Ada");
  await ada.page.goto("/");
  await ada.page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  const [lobby, tea] = ["Lobby", "Tea"].map((title) =>
    ada.page.locator(".room-link").filter({ hasText: title })
  );
  for (const words of ["Before one came", "While one was there"]) {
    await post(site.server, [words]);
    await lobby?.click();
    await ada.reads(words);
    await tea?.click();
    await untilKept(ada, words);
  }
});

Deno.test("the door is kept, and the eight rooms that were read last", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  await ada.page.goto("/");
  await untilIsKept(ada, "/", true);
  const read = Array.from({ length: 8 }, (_, i) => `/rooms/read-${i}`);
  await ada.page.evaluate(async (read) => {
    const names = await caches.keys();
    const pages = names.find((name) => name.startsWith("pages-")) ?? "";
    const cache = await caches.open(pages);
    for (const path of read) {
      await cache.put(path, new Response("Read earlier"));
    }
  }, read);
  await ada.visit("/rooms/lobby");
  await untilIsKept(ada, "/rooms/read-0", false);
  assertEquals((await keptWith(ada, "Come in and talk")).length, 1);
  assertEquals((await keptWith(ada, "Read earlier")).length, 7);
});

Deno.test("the pages of another build are not kept", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.goto("/");
  await ada.page.evaluate(async () => {
    await (await caches.open("pages-old")).put("/", new Response("Yesteryear"));
    await (await caches.open("assets-old")).put(
      "/old.js",
      new Response("Yesteryear"),
    );
  });
  await ada.visit("/rooms/lobby");
  await untilKept(ada, "Guest");
  assertEquals(await keptWith(ada, "Yesteryear"), []);
});

Deno.test("for a page of the build before the new one is kept with all that it is made of, and nothing under the address of another", async () => {
  await using site = await Site.open();
  const ada = await whoWasHere(site);
  await workerOf(ada).evaluate(keepForOldPage);
  await untilKept(ada, "Before");
  assertEquals(
    await ada.page.evaluate(() => caches.match("/css/log.css?__frsh_c=old")),
    undefined,
  );
});

Deno.test("the newest of a room is never the kept one while there is a network", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", WITH_WORKER);
  await untilKept(ada, "Ada");
  const bo = await site.person("Bo");
  await bo.says("New");
  await ada.reads("New");
  const [page] = await Promise.all([
    ada.page.waitForResponse("**/rooms/lobby"),
    ada.reload(),
  ]);
  assert((await page.text()).includes("New"));
  assertEquals(page.fromServiceWorker(), true);
});

/** Goes to the lobby, and finds it as it was kept. */
async function readsKept(visitor: Visitor): Promise<void> {
  await visitor.page.goto("/rooms/lobby");
  await visitor.page.getByText(COPY).waitFor();
  await visitor.message("Before").waitFor();
}

/** Answers everything in the place of a server that has ended. */
function proxyAt(port: number, status: number): AsyncDisposable {
  return Deno.serve(
    { port, onListen() {} },
    () => new Response(`The proxy says ${status}`, { status }),
  );
}

/** From now on nothing more can be kept. */
async function fillStorage({ page }: Visitor): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.overrideQuotaForOrigin", {
    origin,
    quotaSize: 1,
  });
}

function workerOf({ page }: Visitor): Worker {
  const [worker] = page.context().serviceWorkers();
  assert(worker, "There should be a service worker by now");
  return worker;
}

/** In the worker. */
function breakStorage(): void {
  const fail = () => Promise.reject(new DOMException("Broken", "UnknownError"));
  Object.assign(CacheStorage.prototype, { open: fail, match: fail });
}

/** In the worker: has just taken over from that of another build, one of whose pages is still there. Done when all of it has been kept. */
async function keepForOldPage(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name);
  await Reflect.get(globalThis, "keep")({
    path: "/rooms/lobby",
    reader: "Ada",
    assets: ["/css/log.css?__frsh_c=old", "/_fresh/js/old/Chat.js"],
    anew: false,
  });
}

/** As if another tab came before this one. */
async function turnAway({ page }: Visitor): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

/** Waits until the worker has taken over and keeps the lobby's page with this in it, and all that it is made of. */
async function untilKept({ page }: Visitor, words: string): Promise<void> {
  await page.evaluate(async ([words, patienceMs]) => {
    const patience = AbortSignal.timeout(patienceMs);
    const isKept = async () => {
      if (!navigator.serviceWorker.controller) return false;
      const html = await (await caches.match("/rooms/lobby"))?.text();
      const parts = performance.getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /\.(js|css)(\?|$)/.test(name));
      const found = await Promise.all(parts.map((name) => caches.match(name)));
      return html?.includes(words) && found.every(Boolean) &&
        parts.some((name) => name.includes("/show-"));
    };
    while (!await isKept()) {
      patience.throwIfAborted();
      await new Promise(requestAnimationFrame);
    }
  }, [words, PATIENCE_MS] as const);
}

/** Waits until this page is kept, or is not. */
async function untilIsKept(
  { page }: Visitor,
  path: string,
  isKept: boolean,
): Promise<void> {
  await page.evaluate(async ([path, isKept, patienceMs]) => {
    const patience = AbortSignal.timeout(patienceMs);
    while (isKept !== Boolean(await caches.match(path))) {
      patience.throwIfAborted();
      await new Promise(requestAnimationFrame);
    }
  }, [path, isKept, PATIENCE_MS] as const);
}

/** The addresses of what is kept and has these words in it. */
function keptWith({ page }: Visitor, words: string): Promise<string[]> {
  return page.evaluate(async (words) => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request))?.text();
        if (text?.includes(words)) found.push(`${name} ${request.url}`);
      }
    }
    return found;
  }, words);
}
