import type { Locator, Page, WebSocket } from "playwright-core";
import { readRoomList } from "@/client/room_list.ts";

/** How long to wait for what should come soon, in milliseconds. */
export const PATIENCE_MS = 60_000;

/** Playwright's word where it has been told to have none. */
const NO_WORKER = /Service Worker registration blocked/;

/** A person at a page: what they do, and what they see. */
export class Visitor {
  readonly page: Page;
  /** What went wrong in the page, in its own words. */
  readonly faults: string[] = [];
  /** How the page is expected to be told what happens. */
  hears: "socket" | "stream" = "socket";
  readonly #expected: RegExp[] = [NO_WORKER];
  /** The last one that the page opened. */
  #socket: WebSocket | null = null;

  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", (error) => this.#fault(error.stack ?? `${error}`));
    page.on("websocket", (socket) => this.#socket = socket);
    page.on("dialog", (dialog) => this.#fault(`Dialog: ${dialog.message()}`));
    page.on("console", (message) => {
      if (/error|warning/.test(message.type())) this.#fault(message.text());
    });
    page.on("request", (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== "localhost") this.#fault(`Asked ${request.url()}`);
    });
  }

  /** From now on this is no fault. */
  expects(fault: RegExp): void {
    this.#expected.push(fault);
  }

  /** Where one writes. */
  get box(): Locator {
    return this.page.getByRole("textbox", { name: /^Message / });
  }

  /** Chooses a name at the door and goes on to the lobby. */
  async enter(name: string): Promise<void> {
    await this.page.goto("/");
    await this.page.getByRole("textbox", { name: "Your name" }).fill(name);
    await this.follows(() => this.page.keyboard.press("Enter"));
  }

  /** Opens a room's page. */
  async visit(path: string): Promise<void> {
    await this.follows(() => this.page.goto(path));
  }

  /** Opens a room's page whose script comes only when they have done something there. */
  async visitAhead(path: string, act: () => Promise<void>): Promise<void> {
    const script = Promise.withResolvers<void>();
    await this.page.route("**/*.js", async (route) => {
      await script.promise;
      await route.continue();
    });
    await this.follows(async () => {
      await this.page.goto(path, { waitUntil: "commit" });
      await act();
      script.resolve();
    });
  }

  async reload(): Promise<void> {
    await this.follows(() => this.page.reload());
  }

  /** Does what leads to a room, and waits until its page is alive and told what happens there. */
  async follows(go: () => Promise<unknown>): Promise<void> {
    const joined = this.hears === "socket"
      ? this.#joinsBySocket()
      : this.#joinsByStream();
    await Promise.all([joined, go()]);
  }

  /** Writes something and sends it with the Enter key. */
  async says(body: string): Promise<void> {
    await this.box.fill(body);
    await this.box.press("Enter");
  }

  /** The message with this body, once the server has it. */
  message(body: string): Locator {
    return this.#bodies().filter({ hasText: exactly(body) });
  }

  /** What is shown and not acknowledged by the server. */
  pending(): Locator {
    return this.page.locator(".message-pending .message-body");
  }

  /** Waits until this message is there and nothing is on its way, and gives the bodies of all messages as they stand. */
  async reads(last: string): Promise<string[]> {
    await this.message(last).last().waitFor();
    await this.pending().first().waitFor({ state: "detached" });
    return await this.#bodies().allTextContents();
  }

  /** Waits until the page has no connection and makes none at the moment. */
  async isDisconnected(): Promise<void> {
    if (!this.#socket?.isClosed()) await this.#socket?.waitForEvent("close");
  }

  /** Waits until the server knows that they have read all of a room: a page that is left before that has not told it. */
  async hasRead(room = "lobby"): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    while (await this.#unread(room) !== 0) patience.throwIfAborted();
  }

  /** Waits until the dialog is gone. It is hidden a moment before; until then no other one opens. */
  async leavesDialog(): Promise<void> {
    await this.page.locator("dialog").waitFor({ state: "detached" });
  }

  /** What is new in a room, as the server lists it. */
  async #unread(room: string): Promise<number | undefined> {
    const answer = await this.page.context().request.get("/api/rooms");
    const rooms = readRoomList(await answer.json());
    return rooms.find(({ slug }) => slug === room)?.unread;
  }

  async #joinsBySocket(): Promise<void> {
    // Until then it would be one with which the page that is left comes back.
    await this.page.waitForEvent("framenavigated");
    const socket = await this.page.waitForEvent("websocket");
    await socket.waitForEvent("framereceived", {
      predicate: ({ payload }) => `${payload}`.includes('"type":"joined"'),
    });
  }

  /** The answer begins with the word that the room was joined. */
  async #joinsByStream(): Promise<void> {
    await this.page.waitForResponse(/\/api\/rooms\/[^/]+\/events/);
  }

  #bodies(): Locator {
    return this.page.locator("article[id] .message-body");
  }

  #fault(words: string): void {
    if (!this.#expected.some((pattern) => pattern.test(words))) {
      this.faults.push(words);
    }
  }
}

function exactly(text: string): RegExp {
  return new RegExp(`^${RegExp.escape(text)}$`);
}
