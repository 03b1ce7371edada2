import { assertEquals } from "@std/assert";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { sharedBrowser } from "@/tests/browser/shared_browser.ts";
import { PATIENCE_MS, Visitor } from "@/tests/browser/visitor.ts";
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from "@/tests/server.ts";

/** What Chromium reports of a page that cannot reach its server, or only one that is going down, or gives an attempt up. */
export const UNREACHABLE =
  /net::ERR_|Unexpected response code: 503|closed before (?:receiving a handshake|the connection is established)/;
/** What Chromium reports of an answer that says no. */
export const REFUSED = /the server responded with a status of 4\d\d/;

/** Messages may come as fast as a test can type them. */
const ENV = { CHAT_POSTS_PER_SECOND: "0" };

/**
 * A server and the people who visit it, each in a browser context of their own. Leaving the scope of an `await using` ends all of it
 * and fails if any page had an error: an exception, a word in its console, a request to somewhere else.
 */
export class Site implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #stack: AsyncDisposableStack;
  readonly #visitors: Visitor[] = [];
  #server: RunningServer;

  static async open(options: ServerOptions = {}): Promise<Site> {
    const browser = await sharedBrowser();
    const stack = new AsyncDisposableStack();
    const env = { ...ENV, ...options.env };
    const server = stack.use(await startServer({ ...options, env }));
    return new Site(browser, stack, server);
  }

  private constructor(
    browser: Browser,
    stack: AsyncDisposableStack,
    server: RunningServer,
  ) {
    this.#browser = browser;
    this.#stack = stack;
    this.#server = server;
  }

  /** The server that runs now. */
  get server(): RunningServer {
    return this.#server;
  }

  get url(): string {
    return this.#server.url;
  }

  /** Somebody who has not been here before. What a service worker fetches or keeps no test could see, so there is one only on demand. */
  async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await this.#browser.newContext({
      baseURL: this.url,
      serviceWorkers: "block",
      ...options,
    });
    this.#stack.defer(() => context.close());
    context.setDefaultTimeout(PATIENCE_MS);
    return this.#at(await context.newPage());
  }

  /** The same one in a new tab. */
  async again({ page }: Visitor): Promise<Visitor> {
    return this.#at(await page.context().newPage());
  }

  /** Somebody who has chosen a name and is in the lobby. */
  async person(name: string, options?: BrowserContextOptions) {
    const visitor = await this.visitor(options);
    await visitor.enter(name);
    return visitor;
  }

  #at(page: Page): Visitor {
    const visitor = new Visitor(page);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Holds the server still: what reaches it waits, and nothing comes from it. */
  freeze(): void {
    Deno.kill(this.#server.pid, "SIGSTOP");
  }

  /** Lets it go on. */
  thaw(): void {
    Deno.kill(this.#server.pid, "SIGCONT");
  }

  /** Starts a new server where the last one ended: on its port and its database. */
  async startAgain(): Promise<void> {
    const { port, kv } = this.#server;
    const env = { ...ENV, PORT: String(port) };
    this.#server = this.#stack.use(await startServer({ kv, env }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
    assertEquals(this.#visitors.flatMap(({ faults }) => faults), []);
  }
}
