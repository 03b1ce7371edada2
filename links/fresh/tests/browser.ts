import type { Page } from "playwright-core";
import { launch } from "../../../tests/browser/chromium.ts";

/** Opens a page at `path` of a server for `handler`, and closes all of it after `visit`. */
export async function visiting(
  handler: (request: Request) => Promise<Response>,
  path: string,
  visit: (page: Page, errors: string[]) => Promise<void>,
): Promise<void> {
  const { promise: address, resolve } = Promise.withResolvers<Deno.NetAddr>();
  await using _server = Deno.serve({ port: 0, onListen: resolve }, handler);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const errors = errorsOn(page);
    await page.goto(`http://localhost:${(await address).port}${path}`);
    await visit(page, errors);
  } finally {
    await browser.close();
  }
}

/** What the page will complain about. */
function errorsOn(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return errors;
}
