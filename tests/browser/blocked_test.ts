import { assert, assertEquals, assertRejects } from "@std/assert";
import { BlockingProxy } from "@/tests/browser/blocking_proxy.ts";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site, UNREACHABLE } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** Who starts anew sees the newest 50 only: not to miss any of so many, a page has to resume. */
const MORE_THAN_A_PAGE = 60;
/** A browser opens six to a server over HTTP/1.1. */
const MORE_THAN_CONNECTIONS = 7;
/** What Chromium reports of a WebSocket that the proxy has refused. */
const BLOCKED = /WebSocket connection to .* failed: .* response code: 403/;

Deno.test("someone whose network blocks WebSockets chats with someone whose network does not", async () => {
  await using site = await Site.open();
  await using proxy = new BlockingProxy(site.server.port);
  const ada = await blockedPerson(site, proxy, "Ada");
  const bo = await site.person("Bo");
  await ada.says("Ada first");
  await bo.reads("Ada first");
  await bo.says("Bo second");
  await ada.reads("Bo second");
  // Both at once: whose comes first is for the server to say, but there is one order.
  await Promise.all([saysAll(ada, "Ada"), saysAll(bo, "Bo")]);
  await ada.reads("Bo 9");
  const order = await ada.reads("Ada 9");
  await bo.reads("Ada 9");
  assertEquals(await bo.reads("Bo 9"), order);
  assertEquals(order.length, 20);
  for (const word of ["Ada", "Bo"]) {
    const own = order.filter((body) =>
      /\d/.test(body) && body.startsWith(word)
    );
    assertEquals(own, numbered(9, word));
  }
  assert(proxy.refused >= 2);
});

Deno.test("what someone behind such a network types offline arrives once and in order after a reload", async () => {
  await using site = await Site.open();
  await using proxy = new BlockingProxy(site.server.port);
  const ada = await blockedPerson(site, proxy, "Ada");
  const bo = await site.person("Bo");
  await ada.says("Before");
  await bo.reads("Before");
  await ada.reads("Before");
  await goOffline(ada, proxy);
  const meanwhile = numbered(3, "Offline");
  for (const body of meanwhile) await ada.says(body);
  assertEquals(await ada.pending().allTextContents(), meanwhile);
  await assertRejects(() => ada.page.reload(), Error, "INTERNET_DISCONNECTED");
  await bo.says("While Ada was away");
  await bo.reads("While Ada was away");

  await goOnline(ada, proxy);
  await ada.visit("/rooms/lobby");
  const all = ["Before", "While Ada was away", ...meanwhile];
  assertEquals(await ada.reads("Offline 3"), all);
  assertEquals(await bo.reads("Offline 3"), all);
  await bo.says("After");
  assertEquals(await ada.reads("After"), [...all, "After"]);
});

Deno.test("a page behind such a network comes back by itself and misses nothing", async () => {
  await using site = await Site.open();
  await using proxy = new BlockingProxy(site.server.port);
  const ada = await blockedPerson(site, proxy, "Ada");
  const bo = await site.person("Bo");
  await bo.says("Before");
  await ada.reads("Before");
  await goOffline(ada, proxy);
  await ada.says("From Ada, offline");
  const missed = numbered(MORE_THAN_A_PAGE, "Missed");
  await post(site.server, missed);
  await goOnline(ada, proxy);
  const all = ["Before", ...missed, "From Ada, offline"];
  assertEquals(await ada.reads("From Ada, offline"), all);
  assertEquals(await bo.reads("From Ada, offline"), all);
});

Deno.test("who follows many rooms and comes into such a network goes on in the one they look at", async () => {
  await using site = await Site.open();
  await using proxy = new BlockingProxy(site.server.port);
  proxy.blocks = false;
  const ada = await site.person("Ada", { baseURL: proxy.url });
  ada.expects(BLOCKED);
  ada.expects(UNREACHABLE);
  const rooms = numbered(MORE_THAN_CONNECTIONS, "Room");
  for (const title of rooms) {
    await ada.page.goto("/");
    await ada.page.getByRole("textbox", { name: "New room" }).fill(title);
    await ada.follows(() => ada.page.keyboard.press("Enter"));
  }
  for (const title of [...rooms, "Lobby"]) {
    await ada.page.getByRole("link", { name: title, exact: true }).click();
    await ada.page.getByRole("heading", { name: title, level: 1 }).waitFor();
  }
  await ada.says("Before");
  await ada.reads("Before");
  proxy.blocks = true;
  proxy.goDown();
  await ada.isDisconnected();
  proxy.goUp();
  await ada.says("After");
  assertEquals(await ada.reads("After"), ["Before", "After"]);
  const bo = await site.person("Bo");
  await bo.says("Welcome back");
  await ada.reads("Welcome back");
});

/** Somebody in the lobby whom only a stream of events reaches. */
async function blockedPerson(
  site: Site,
  proxy: BlockingProxy,
  name: string,
): Promise<Visitor> {
  const visitor = await site.visitor({ baseURL: proxy.url });
  visitor.expects(BLOCKED);
  visitor.expects(UNREACHABLE);
  visitor.hears = "stream";
  await visitor.enter(name);
  return visitor;
}

/** Chromium lets some requests of a page out that is about to be left, though it is offline: the network has to go, too. */
async function goOffline({ page }: Visitor, proxy: BlockingProxy) {
  proxy.goDown();
  await page.context().setOffline(true);
}

async function goOnline({ page }: Visitor, proxy: BlockingProxy) {
  proxy.goUp();
  await page.context().setOffline(false);
}

async function saysAll(visitor: Visitor, word: string): Promise<void> {
  for (const body of numbered(9, word)) await visitor.says(body);
}
