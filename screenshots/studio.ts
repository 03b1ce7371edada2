import type { Browser, BrowserContext, Page } from "playwright-core";
import { join } from "node:path";
import { type Line, NOW, TIME_ZONE } from "@/screenshots/conversation.ts";
import { furnish } from "@/screenshots/furnish.ts";
import type { Scene } from "@/screenshots/states.ts";
import { launch } from "@/tests/browser/chromium.ts";
import { type RunningServer, startServer } from "@/tests/server.ts";

/** In CSS pixels. */
export const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 390, height: 844 },
};
export const SCHEMES = ["light", "dark"] as const;

/** What is to be seen in a picture. */
export interface Picture {
  /** Brings the page there. */
  open: (scene: Scene) => Promise<void>;
  size: keyof typeof SIZES;
  scheme: typeof SCHEMES[number];
  /** With the few colours that the reader's system allows. */
  forcedColors?: boolean;
  /** As in Arabic or Hebrew. */
  rightToLeft?: boolean;
  withoutScript?: boolean;
}

/** A furnished server and a browser before it. */
export class Studio implements AsyncDisposable {
  readonly #stack: AsyncDisposableStack;
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #token: string;

  static async open(talk: Record<string, readonly Line[]>): Promise<Studio> {
    const stack = new AsyncDisposableStack();
    const folder = await Deno.makeTempDir({ prefix: "confab-" });
    stack.defer(() => Deno.remove(folder, { recursive: true }));
    const kv = join(folder, "chat.kv");
    const token = await furnish(kv, talk);
    // A state may need many messages at once.
    const env = { CHAT_POSTS_PER_SECOND: "0" };
    const server = stack.use(await startServer({ kv, env }));
    const browser = await launch();
    stack.defer(() => browser.close());
    return new Studio(stack, server, browser, token);
  }

  private constructor(
    stack: AsyncDisposableStack,
    server: RunningServer,
    browser: Browser,
    token: string,
  ) {
    this.#stack = stack;
    this.#server = server;
    this.#browser = browser;
    this.#token = token;
  }

  /** @param file Where the picture goes, a PNG. */
  async take(file: string, picture: Picture): Promise<void> {
    const page = await this.visit(picture);
    await page.screenshot({ path: file, animations: "disabled" });
    await page.context().close();
  }

  /** Opens what is to be seen, in a browser context of its own. */
  async visit(
    { open, size, scheme, forcedColors, rightToLeft, withoutScript }: Picture,
  ): Promise<Page> {
    const context = await this.#browser.newContext({
      baseURL: this.#server.url,
      serviceWorkers: "block",
      javaScriptEnabled: !withoutScript,
      viewport: SIZES[size],
      colorScheme: scheme,
      forcedColors: forcedColors ? "active" : "none",
      hasTouch: size === "narrow",
      isMobile: size === "narrow",
      reducedMotion: "reduce",
      timezoneId: TIME_ZONE,
    });
    await this.#signIn(context);
    await context.clock.install({ time: NOW });
    const page = await context.newPage();
    if (rightToLeft) await page.addInitScript(writeFromTheRight);
    await open({ page, server: this.#server });
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }

  async #signIn(context: BrowserContext): Promise<void> {
    const { url } = this.#server;
    await context.addCookies([{ name: "session", value: this.#token, url }]);
  }
}

/** In the page, before anything of it is there. */
function writeFromTheRight(): void {
  new MutationObserver((_, observer) => {
    if (!document.documentElement) return;
    document.documentElement.dir = "rtl";
    observer.disconnect();
  }).observe(document, { childList: true });
}
