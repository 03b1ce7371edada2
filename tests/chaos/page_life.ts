import { ChatClient } from "@/client/chat_client.ts";
import type {
  Environment,
  HistoryPage,
  OutboxStorage,
  Place,
  Socket,
} from "@/client/environment.ts";
import { addressOfPage } from "@/client/page_address.ts";
import { readHistoryPage } from "@/client/server_frame.ts";
import { StreamSocket, type StreamTransport } from "@/client/stream_socket.ts";
import type { LineParts } from "./line.ts";
import { TokenSocket } from "./token_socket.ts";
import { type PageListener, WitnessedSocket } from "./witnessed_socket.ts";

/** What a page is made of. */
export interface PageParts extends LineParts {
  /** Its network lets no WebSockets through: it has to do with a stream of events and `POST`. */
  blocked: boolean;
}

/** One life of a page, from load to unload: the real client with real timers and sockets, which end with the page. */
export class PageLife {
  readonly client: ChatClient;
  readonly owner: string;
  readonly #parts: PageParts;
  readonly #listener: PageListener;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #sockets = new Set<WitnessedSocket>();
  readonly #underWay = new Set<Promise<unknown>>();
  /** Requests end with the page, too. */
  readonly #unload = new AbortController();
  #count = 0;

  constructor(
    parts: PageParts,
    storage: OutboxStorage,
    listener: PageListener,
  ) {
    this.#parts = parts;
    this.#listener = listener;
    this.owner = storage.owner;
    this.client = new ChatClient(this.#environment(storage));
  }

  /** Closed or reloaded: what it had in memory is gone. */
  close(): void {
    this.#unload.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const socket of this.#sockets) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  /** Resolves when nothing of it runs any more. */
  async gone(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  #environment(storage: OutboxStorage): Environment {
    return {
      now: () => Date.now(),
      random: () => this.#parts.random.next(),
      setTimer: (run, ms) => this.#setTimer(run, ms),
      clearTimer: (timer) => this.#clearTimer(timer),
      newId: () => crypto.randomUUID(),
      openSocket: () => this.#openSocket(),
      messages: (room, place) => this.#messages(room, place),
      storage,
    };
  }

  #setTimer(run: () => void, ms: number): number {
    const number = ++this.#count;
    const timer = setTimeout(() => {
      this.#timers.delete(number);
      run();
    }, ms);
    this.#timers.set(number, timer);
    return number;
  }

  #clearTimer(number: number): void {
    clearTimeout(this.#timers.get(number));
    this.#timers.delete(number);
  }

  #openSocket(): Socket {
    const { visitor, witness } = this.#parts;
    const socket = new WitnessedSocket(this.#newSocket(), visitor, witness, {
      heard: (packets) => this.#listener.heard(packets),
      lost: () => this.#unload.signal.aborted || this.#listener.lost(),
    });
    this.#sockets.add(socket);
    this.#keep(socket.gone.then(() => this.#sockets.delete(socket)));
    return socket;
  }

  #newSocket(): Socket {
    const { port, visitor: { token }, blocked } = this.#parts;
    return blocked
      ? new StreamSocket(this.#streams(port()))
      : new TokenSocket(port(), token);
  }

  #streams(port: number): StreamTransport {
    return {
      fetch: (path, init) => this.#fetch(port, path, init),
      events: (path) => new EventSource(`http://localhost:${port}${path}`),
    };
  }

  #fetch(port: number, path: string, init?: RequestInit): Promise<Response> {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${this.#parts.visitor.token}`);
    const { signal } = this.#unload;
    const address = `http://localhost:${port}${path}`;
    return this.#keep(fetch(address, { ...init, headers, signal }));
  }

  async #messages(room: string, place: Place): Promise<HistoryPage> {
    const path = addressOfPage(room, place);
    const response = await this.#fetch(this.#parts.port(), path);
    return readHistoryPage(await response.json());
  }

  #keep<T>(promise: Promise<T>): Promise<T> {
    this.#underWay.add(promise);
    const over = () => void this.#underWay.delete(promise);
    promise.then(over, over);
    return promise;
  }
}
