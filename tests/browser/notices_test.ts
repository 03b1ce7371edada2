import { assertEquals } from "@std/assert";
import type { BrowserContextOptions } from "playwright-core";
import { Site } from "@/tests/browser/site.ts";
import { PATIENCE_MS, type Visitor } from "@/tests/browser/visitor.ts";

const WITH_WORKER: BrowserContextOptions = { serviceWorkers: "allow" };

Deno.test("who looks elsewhere is told once for a room of what they want to hear, and no more once they look", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.context().addInitScript(showNothing);
  await ada.enter("Ada");
  const bo = await site.person("Bo");
  await untilWorking(ada);
  await looks(ada, false);
  await bo.says("Not for anyone");
  await bo.says("For you, @Ada");
  await told(ada, ["Lobby: Bo: For you, @Ada"]);
  await chooses(ada, "Every message");
  await bo.says("For everyone");
  await told(ada, ["Lobby (2): Bo: For everyone"]);
  await looks(ada, true);
  await told(ada, []);

  // What comes while one looks is not told, nor by a tab that does not.
  const other = await site.again(ada);
  await other.visit("/rooms/lobby");
  await untilWorking(other);
  await looks(other, false);
  await bo.says("Seen");
  for (const tab of [ada, other]) await untilWeighed(tab, "Seen");
  await looks(ada, false);
  await bo.says("Unseen");
  await told(ada, ["Lobby: Bo: Unseen"]);
  assertEquals((await everTold(ada)).filter((body) => /Seen/.test(body)), []);

  await looks(ada, true);
  await chooses(ada, "Nothing");
  await looks(ada, false);
  await bo.says("@Ada, are you there?");
  for (const tab of [ada, other]) {
    await untilWeighed(tab, "@Ada, are you there?");
  }
  await chooses(ada, "Every message");
  await bo.says("The end");
  await told(ada, ["Lobby: Bo: The end"]);
});

Deno.test("who does not let the browser notify them is told so, and chooses nothing", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const { page } = ada;
  await page.evaluate(() => {
    Notification.requestPermission = () => Promise.resolve("denied");
  });
  await page.getByRole("button", { name: "Notifications" }).click();
  await page.getByRole("radio", { name: "Every message" }).click();
  await page.getByRole("alert").getByText("does not let Confab").waitFor();
  assertEquals(
    await page.getByRole("radio", { name: "Nothing" }).isChecked(),
    true,
  );
});

Deno.test("a click on a notification leads to its room, and away from no draft", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.goto("/");
  await ada.page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  await ada.visit("/rooms/lobby");
  await untilWorking(ada);
  await ada.box.fill("Begun");
  assertEquals(await clicks(ada, "tea"), `${site.url}/rooms/lobby`);
  await ada.page.waitForURL("/rooms/tea");
  await ada.page.getByRole("heading", { name: "Tea", level: 1 }).waitFor();
  await goes(ada, "Lobby");
  assertEquals(await ada.box.inputValue(), "Begun");
});

Deno.test("a click on a notification leads to the tab that shows its room, whatever was opened there and wherever one looked last", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.goto("/");
  await ada.page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  const other = await site.again(ada);
  await other.visit("/rooms/lobby");
  await untilWorking(other);
  assertEquals(await clicks(ada, "tea"), `${site.url}/rooms/tea`);
  assertEquals(await clicks(ada, "lobby"), `${site.url}/rooms/lobby`);

  await goes(ada, "Lobby");
  await goes(other, "Tea");
  assertEquals(await clicks(ada, "tea"), `${site.url}/rooms/lobby`);
  assertEquals(await clicks(ada, "lobby"), `${site.url}/rooms/tea`);
});

Deno.test("a click on a notification opens a tab where none shows a room", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", WITH_WORKER);
  await untilWorking(ada);
  await ada.page.goto("/");
  assertEquals(await clicks(ada, "tea"), "/rooms/tea, opened");
});

/** Goes to another room without another page. */
async function goes({ page }: Visitor, title: string): Promise<void> {
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
}

/** Clicks the room's notification, and gives the address that the tab was opened with to which this led. */
async function clicks({ page }: Visitor, slug: string): Promise<string> {
  const context = page.context();
  const worker = context.serviceWorkers().at(0) ??
    await context.waitForEvent("serviceworker");
  return await worker.evaluate(clickNotice, slug);
}

/** In the worker. Nobody clicks a headless browser's notifications, and only such a click lets it bring a window to the front. */
async function clickNotice(slug: string): Promise<string> {
  const { WindowClient, Clients } = Object(globalThis);
  const led = Promise.withResolvers<string>();
  WindowClient.prototype.focus = function () {
    led.resolve(this.url);
    return Promise.resolve();
  };
  Clients.prototype.openWindow = (path: string) => {
    led.resolve(`${path}, opened`);
    return Promise.resolve();
  };
  const event = new Event("notificationclick");
  const notification = { data: { slug }, close: () => {} };
  const waitUntil = () => {};
  dispatchEvent(Object.assign(event, { notification, waitUntil }));
  return await led.promise;
}

/** Waits until the page has its service worker: it has asked for it by now, and is answered before who asks for the same later. */
async function untilWorking({ page }: Visitor): Promise<void> {
  await page.evaluate(async () => {
    const address = document.querySelector<HTMLMetaElement>(
      "meta[name=service-worker]",
    );
    await navigator.serviceWorker.register(address?.content ?? "");
    await navigator.serviceWorker.ready;
  });
}

/** Waits until the page has the message and knows whether anyone looks at the room, which it asks before it tells of it. */
async function untilWeighed(visitor: Visitor, body: string): Promise<void> {
  await visitor.reads(body);
  // Answered after the page's own question.
  await visitor.page.evaluate(() => navigator.locks.query());
}

async function chooses(visitor: Visitor, level: string): Promise<void> {
  const { page } = visitor;
  await page.getByRole("button", { name: "Notifications" }).click();
  await page.getByRole("radio", { name: level }).check();
  await page.keyboard.press("Escape");
  await visitor.leavesDialog();
}

/** A headless page has the focus always: it is told otherwise. */
async function looks({ page }: Visitor, at: boolean): Promise<void> {
  await page.evaluate((at) => {
    document.hasFocus = () => at;
    dispatchEvent(new Event(at ? "focus" : "blur"));
  }, at);
}

/** Waits until these are the notifications. */
async function told({ page }: Visitor, expected: string[]): Promise<void> {
  await page.evaluate(async ([expected, patienceMs]) => {
    const patience = AbortSignal.timeout(patienceMs);
    const registration = await navigator.serviceWorker.ready;
    const shown = async () => {
      const notices = await registration.getNotifications();
      return notices.map(({ title, body }) => `${title}: ${body}`).join("\n");
    };
    while (await shown() !== expected) {
      if (patience.aborted) throw new Error(`Shown: ${await shown()}`);
      await new Promise(requestAnimationFrame);
    }
  }, [expected.join("\n"), PATIENCE_MS] as const);
}

/** What has been told until now, whether or not it is still shown. */
function everTold({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() => JSON.parse(localStorage.getItem("ever") ?? "[]"));
}

/** In the page, before anything of it is there: a headless browser shows no notifications, so they are only kept. All tabs have the same. */
function showNothing(): void {
  const KEY = "shown";
  type Shown = { title: string; tag?: string };
  const all = (): Shown[] => JSON.parse(localStorage.getItem(KEY) ?? "[]");
  const others = (tag?: string) => all().filter((each) => each.tag !== tag);
  const set = (shown: Shown[]) =>
    localStorage.setItem(KEY, JSON.stringify(shown));
  Object.defineProperty(Notification, "permission", { value: "granted" });
  Notification.requestPermission = () => Promise.resolve("granted");
  Object.assign(ServiceWorkerRegistration.prototype, {
    showNotification(title: string, options: NotificationOptions) {
      const ever = JSON.parse(localStorage.getItem("ever") ?? "[]");
      localStorage.setItem("ever", JSON.stringify([...ever, options.body]));
      set([...others(options.tag), { title, ...options }]);
      return Promise.resolve();
    },
    getNotifications({ tag }: GetNotificationOptions = {}) {
      const wanted = all().filter((each) => !tag || each.tag === tag);
      const close = () => set(others(tag));
      return Promise.resolve(wanted.map((each) => ({ ...each, close })));
    },
  });
}
