import type { Browser } from "playwright-core";
import { launch } from "@/tests/browser/chromium.ts";

let browser: Promise<Browser> | undefined;

/** The browser of a test file: started when a test first needs it, ended after the last one. */
export function sharedBrowser(): Promise<Browser> {
  return browser ??= launch();
}

Deno.test.afterAll(async () => {
  await (await browser)?.close();
});
