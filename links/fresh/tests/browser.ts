import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";

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

/** Starts a headless browser. */
export async function launch(): Promise<Browser> {
  return await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args,
    headless: true,
  });
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
