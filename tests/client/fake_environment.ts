import type {
  Environment,
  HistoryPage,
  OutboxStorage,
  Place,
  Socket,
} from "@/client/environment.ts";
import { FakeBrowser } from "./fake_browser.ts";
import { FakeClock } from "./fake_clock.ts";
import { FakeSocket } from "./fake_socket.ts";

/** What a test may bring along, to share it between several clients. */
export interface FakeWorld {
  clock?: FakeClock;
  browser?: FakeBrowser;
  /** Told of each socket that is opened. */
  accept?: (socket: FakeSocket) => void;
}

/** Everything that the client takes from outside, in the hands of a test. */
export class FakeEnvironment implements Environment {
  readonly clock: FakeClock;
  readonly browser: FakeBrowser;
  readonly storage: OutboxStorage;
  /** Every socket that was opened, in order. */
  readonly sockets: FakeSocket[] = [];
  /** What {@linkcode random} gives. */
  chance = 0.5;
  /** Answers {@linkcode messages}. */
  page: (room: string, place: Place) => Promise<HistoryPage> = () =>
    Promise.reject(new Error("No server"));
  readonly #accept: (socket: FakeSocket) => void;
  #ids = 0;

  constructor(
    { clock = new FakeClock(), browser = new FakeBrowser(), accept = () => {} }:
      FakeWorld = {},
  ) {
    this.clock = clock;
    this.browser = browser;
    this.storage = browser.openTab();
    this.#accept = accept;
  }

  now(): number {
    return this.clock.now;
  }

  setTimer(run: () => void, ms: number): number {
    return this.clock.set(run, ms);
  }

  clearTimer(timer: number): void {
    this.clock.clear(timer);
  }

  random(): number {
    return this.chance;
  }

  newId(): string {
    return `${this.storage.owner}-${++this.#ids}`;
  }

  openSocket(): Socket {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    this.#accept(socket);
    return socket;
  }

  messages(room: string, place: Place): Promise<HistoryPage> {
    return this.page(room, place);
  }

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) {
      throw new Error("Cannot give a socket: the client has not opened any");
    }
    return socket;
  }
}
