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
  await ada.reads("@Ada, are you there?");
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

Deno.test("a click on a notification leads to its room", async () => {
  await using site = await Site.open();
  const ada = await site.visitor(WITH_WORKER);
  await ada.page.goto("/");
  await ada.page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  await ada.visit("/rooms/lobby");
  await untilWorking(ada);
  const context = ada.page.context();
  const worker = context.serviceWorkers().at(0) ??
    await context.waitForEvent("serviceworker");
  await worker.evaluate(clickNotice, "tea");
  await ada.page.waitForURL("/rooms/tea");
  await ada.page.getByRole("heading", { name: "Tea", level: 1 }).waitFor();
});

/** In the worker. Nobody clicks a headless browser's notifications, and only such a click lets it bring a window to the front. */
function clickNotice(slug: string): void {
  const WindowClient = Reflect.get(globalThis, "WindowClient");
  WindowClient.prototype.focus = () => Promise.resolve();
  const event = new Event("notificationclick");
  const notification = { data: { slug }, close: () => {} };
  const waitUntil = () => {};
  dispatchEvent(Object.assign(event, { notification, waitUntil }));
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
