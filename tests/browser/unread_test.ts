import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

Deno.test("what comes in while nobody looks is counted in the title, on the favicon and on the app's icon, until one looks", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  await ada.page.addInitScript(watchBadge);
  await ada.enter("Ada");
  const bo = await site.person("Bo");
  await looks(ada, false);
  await bo.says("One");
  await bo.says("Two");
  await ada.reads("Two");
  await shows(ada, "(2) Lobby · Confab", "unread", "2");
  await looks(ada, true);
  await shows(ada, "Lobby · Confab", "plain", "0");
});

/** No part of a headless browser shows the number; what it is told does. */
function watchBadge(): void {
  navigator.setAppBadge = (count) => {
    document.documentElement.dataset.badge = String(count);
    return Promise.resolve();
  };
}

async function looks({ page }: Visitor, at: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", {
      value: hidden,
      configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange"));
  }, !at);
}

/** Waits until these are in the title, on the favicon and on the app's icon. */
async function shows({ page }: Visitor, ...signs: string[]): Promise<void> {
  await page.waitForFunction((signs) => {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    return signs === [
      document.title,
      icon?.href.includes("/favicon-unread.svg") ? "unread" : "plain",
      document.documentElement.dataset.badge,
    ].join();
  }, signs.join());
}
