import {
  type ServerSentEventMessage,
  ServerSentEventStream,
} from "@std/http/server-sent-event-stream";
import type { Chat } from "@/chat/chat.ts";
import type { Peer } from "@/chat/peers.ts";
import { report } from "@/chat/report.ts";
import type { Follower, Outlet } from "@/chat/feed.ts";
import { type Cursor, joiningOf } from "@/chat/joining.ts";
import {
  GOODBYE_RETRY_MS,
  HEARTBEAT_MS,
  SOCKET_BUFFER_BYTES,
} from "@/chat/limits.ts";
import { authorOf, type Person } from "@/chat/people.ts";
import {
  type Goodbye,
  type Joined,
  typeOf,
  type User,
} from "@/chat/protocol.ts";

/**
 * A room's events as server-sent events (HTML standard, section 9.2), for networks that block WebSockets and for `curl -N`. Each event's
 * `id:` is its `seq`. What is not an event of the room (`joined`, `presence` …) has a name and no id, so that it never moves the reader's cursor.
 */
export class EventStream implements Outlet, Peer {
  person: Person;
  readonly #chat: Chat;
  readonly #left: () => void;
  readonly #source: ReadableStream<ServerSentEventMessage>;
  #controller:
    | ReadableStreamDefaultController<ServerSentEventMessage>
    | undefined;
  #follower: Follower | undefined;
  #stopHeartbeat: (() => void) | undefined;

  /** Calls `left` once when the stream has ended, whoever ended it. */
  constructor(chat: Chat, person: Person, left: () => void) {
    this.#chat = chat;
    this.person = person;
    this.#left = left;
    this.#source = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      cancel: () => this.#ended(),
    }, {
      highWaterMark: SOCKET_BUFFER_BYTES,
      size: ({ data = "" }) => data.length,
    });
  }

  /** Begins to follow. Without an epoch, a `seq` that the log can have is believed. Throws if the store can't be read. */
  async follow(room: string, cursor: Cursor): Promise<Response> {
    try {
      await this.#begin(room, cursor);
    } catch (error) {
      this.#ended();
      throw error;
    }
    return new Response(this.#source.pipeThrough(new ServerSentEventStream()), {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        // Asks nginx not to hold events back.
        "x-accel-buffering": "no",
      },
    });
  }

  get open(): boolean {
    return this.#controller !== undefined;
  }

  get full(): boolean {
    return (this.#controller?.desiredSize ?? 0) <= 0;
  }

  get listener(): string {
    return this.person.id;
  }

  whisper(text: string): void {
    this.#controller?.enqueue({ event: typeOf(text), data: text });
  }

  renamed(person: Person): void {
    if (person.id !== this.person.id) return;
    this.person = person;
    this.#say({ type: "user", user: authorOf(person) });
  }

  deliver(_frame: string, events: readonly string[], from: number): void {
    for (const [i, data] of events.entries()) {
      this.#controller?.enqueue({ id: from + i, data });
    }
  }

  fail(error: unknown): void {
    report("stream failed", error);
    this.close();
  }

  goodbye(reason: string): void {
    this.#say({ type: "goodbye", reason, retryAfter: GOODBYE_RETRY_MS });
  }

  /** Ends the stream; the reader comes back with `Last-Event-ID`. */
  close(): void {
    this.#controller?.close();
    this.#ended();
  }

  async #begin(room: string, cursor: Cursor): Promise<void> {
    const follower = await this.#chat.hub.enter(room, this);
    this.#follower = follower;
    const from = { epoch: this.#chat.epoch, ...cursor };
    const { joined, begin } = await joiningOf(this.#chat, follower, from);
    this.#say(joined);
    this.#chat.admit(this);
    // Where the server is going away, that was all.
    if (!this.open) return;
    const user = authorOf(this.person);
    this.#chat.presence.enter(room, user, this);
    begin();
    this.#beat();
  }

  #say(packet: Joined | Goodbye | User): void {
    this.#controller?.enqueue({
      event: packet.type,
      data: JSON.stringify(packet),
    });
  }

  /** Now and then: proxies close what is silent, readers notice when it stays away, and we hear of those who have gone. */
  #beat(): void {
    this.#stopHeartbeat = this.#chat.environment.after(HEARTBEAT_MS, () => {
      this.#controller?.enqueue({ event: "heartbeat", data: "{}" });
      this.#beat();
    });
  }

  #ended(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#stopHeartbeat?.();
    if (this.#follower) this.#leave(this.#follower);
    this.#chat.forget(this);
    this.#left();
  }

  #leave(follower: Follower): void {
    const { feed: { room }, state } = follower;
    this.#chat.hub.leave(follower);
    // Whoever had not begun to follow was not there.
    if (state === "waiting") return;
    this.#chat.presence.leave(room, this.person.id, this);
  }
}
