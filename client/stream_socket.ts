import type {
  Ack,
  ClientPacket,
  Command,
  ErrorCode,
  ErrorPacket,
  Join,
  ServerPacket,
} from "../chat/protocol.ts";
import type { Socket } from "./environment.ts";

/** What a stream of events needs of the browser. */
export interface StreamTransport {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  events(path: string): EventSource;
}

/** RFC 6455, section 7.4.1: the way a lost connection reads. */
const LOST = 1006;
const HISTORY_DEFAULT = 50;
/** The server says something on each stream every 25 s; after so long a silence, in milliseconds, it is dead. */
const DEAF_MS = 60_000;

/**
 * The protocol over plain HTTP, for networks that block WebSockets: server-sent events down, `POST` up. To the client it is a
 * socket like the other; whatever fails closes it, and the client comes back and resumes.
 */
export class StreamSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  readonly bufferedAmount = 0;
  readonly #transport: StreamTransport;
  readonly #streams = new Map<string, EventSource>();
  /** When each stream was last heard. */
  readonly #heard = new WeakMap<EventSource, number>();
  /** Commands go one after another: they must not overtake each other. */
  #tail: Promise<void>;
  #closed = false;

  /** Calls `opened` once the server has answered. */
  constructor(transport: StreamTransport, opened: () => void = () => {}) {
    this.#transport = transport;
    this.#tail = this.#orLose(this.#open(opened));
  }

  send(text: string): void {
    const packets: ClientPacket | ClientPacket[] = JSON.parse(text);
    for (const packet of [packets].flat()) this.#take(packet);
  }

  close(code = LOST, reason = ""): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const stream of this.#streams.values()) stream.close();
    this.onclose?.(code, reason);
  }

  async #open(opened: () => void): Promise<void> {
    const welcome = await this.#json("/api/welcome");
    if (this.#closed) return;
    opened();
    this.onopen?.();
    this.#deliver(welcome);
  }

  #take(packet: ClientPacket): void {
    switch (packet.type) {
      case "join":
        return this.#join(packet);
      case "leave":
        this.#streams.get(packet.room)?.close();
        return void this.#streams.delete(packet.room);
      case "ping":
        return void this.#orLose(this.#ping(packet.at));
      case "typing":
        return this.#typing(packet);
      case "read":
        return void this.#orLose(this.#read(packet));
      default:
        this.#tail = this.#tail.then(() => this.#orLose(this.#post(packet)));
    }
  }

  #join({ room, after, epoch, history = HISTORY_DEFAULT }: Join): void {
    this.#streams.get(room)?.close();
    const query = after === undefined || epoch === undefined
      ? ""
      : `?after=${after}&epoch=${encodeURIComponent(epoch)}`;
    const stream = this.#transport.events(`/api/rooms/${room}/events${query}`);
    this.#streams.set(room, stream);
    // Events that come while the history is on its way wait for it.
    let ready = Promise.resolve();
    const heard = () => this.#heard.set(stream, performance.now());
    heard();
    stream.addEventListener("heartbeat", () => {
      heard();
      // A busy room must not hide that another one's stream is dead.
      if (!this.#hearsAll()) this.close();
    });
    const inOrder = (text: string, work?: () => Promise<void>) => {
      heard();
      ready = ready.then(() => {
        if (this.#streams.get(room) !== stream) return;
        this.#deliver(text);
        return work && this.#orLose(work());
      });
    };
    stream.addEventListener("joined", ({ data }) =>
      inOrder(data, async () => {
        const { head, resumed } = JSON.parse(data);
        if (!resumed && history > 0) await this.#history(room, head, history);
      }));
    for (const type of ["goodbye", "presence", "typing", "read", "user"]) {
      stream.addEventListener(type, ({ data }) => inOrder(data));
    }
    stream.onmessage = ({ data }) => inOrder(data);
    // It would come back by itself, but with a cursor of its own; the client knows better.
    stream.onerror = () => this.close();
  }

  async #history(room: string, head: number, limit: number): Promise<void> {
    const path = `/api/rooms/${room}/messages?before=${
      head + 1
    }&limit=${limit}`;
    const { messages, more } = JSON.parse(await this.#json(path));
    this.#say({ type: "history", room, messages, more });
  }

  /** An answer over HTTP says nothing of the streams: one may be dead with nobody knowing. */
  async #ping(at: number | undefined): Promise<void> {
    if (!this.#hearsAll()) throw new Error("A stream has fallen silent");
    await this.#json("/api/welcome");
    this.#say({ type: "pong", ...(at !== undefined && { at }) });
  }

  /** False if a stream has been silent for too long. */
  #hearsAll(): boolean {
    const now = performance.now();
    return [...this.#streams.values()].every((stream) =>
      now - (this.#heard.get(stream) ?? 0) <= DEAF_MS
    );
  }

  async #read({ room, seq }: { room: string; seq: number }): Promise<void> {
    await this.#send(`/api/rooms/${room}/read`, { seq });
  }

  /** Forgotten in a moment: what fails is not sent again. */
  #typing({ room, on }: { room: string; on: boolean }): void {
    this.#send(`/api/rooms/${room}/typing`, { on }).catch((error) =>
      console.debug("Telling who types failed", error)
    );
  }

  #send(path: string, body: unknown): Promise<Response> {
    return this.#transport.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async #post({ room, ...command }: Command): Promise<void> {
    if (this.#closed) return;
    const response = await this.#send(`/api/rooms/${room}/commands`, command);
    const answer: Ack | Problem = await response.json();
    this.#say(
      response.ok && "seq" in answer
        ? answer
        : refusal(room, command.id, answer),
    );
  }

  /** The text of a successful answer. */
  async #json(path: string): Promise<string> {
    const response = await this.#transport.fetch(path);
    const text = await response.text();
    if (!response.ok) throw new Error(`The server answered ${response.status}`);
    return text;
  }

  #say(packet: ServerPacket): void {
    this.#deliver(JSON.stringify(packet));
  }

  #deliver(text: string): void {
    if (!this.#closed) this.onmessage?.(text);
  }

  async #orLose(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      console.debug("The stream was lost", error);
      this.close();
    }
  }
}

/** Problem details (RFC 9457), as the server sends them. */
interface Problem {
  code?: ErrorCode;
  detail?: string;
  retryAfter?: number;
}

function refusal(room: string, id: string, answer: Ack | Problem): ErrorPacket {
  if (!("code" in answer) || answer.code === undefined) {
    throw new Error("Expected problem details");
  }
  const { code, detail: message = "", retryAfter } = answer;
  return {
    type: "error",
    code,
    message,
    id,
    room,
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
