import { type ReadonlySignal, signal } from "@preact/signals";
import type { ClientPacket, Welcome } from "../chat/protocol.ts";
import { Alarm } from "./alarm.ts";
import type { Environment, Socket } from "./environment.ts";
import { guarded } from "./guarded.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Pauses } from "./pauses.ts";
import { type Heard, readFrame } from "./server_frame.ts";

/** `open` only after the server's `welcome`; `waiting` for the next attempt, or for {@linkcode Connection.start}. */
export type Status = "connecting" | "open" | "waiting";

/** Who is told what happens on the connection. */
export interface ConnectionListener {
  opened(welcome: Welcome): void;
  /** What one frame held, in order. */
  received(packets: Heard[]): void;
  /** Follows each `opened`. */
  lost(): void;
}

/** How long opening a socket may take, `welcome` included. */
const OPENING_MS = 10_000;
/** When somebody comes back and wants to see something, an attempt that is older than this is given up for a new one. */
const STALE_ATTEMPT_MS = 5_000;
/** RFC 6455, section 7.4.1: the server does not want this client; asking soon again would make it worse. */
const POLICY_VIOLATION = 1008;
const POLICY_WAIT_MS = 60_000;
const DONE = 1000;

/**
 * One WebSocket after another: `connecting → open → waiting → connecting`. It knows nothing of rooms. One socket at most is
 * listened to: the callbacks of one that was given up are taken off, so nothing that it still says is heard.
 */
export class Connection {
  readonly #status = signal<Status>("waiting");
  readonly #lostAt = signal<number | null>(null);
  readonly status: ReadonlySignal<Status> = this.#status;
  /** When the connection was lost (or first wanted), in ms since the Unix epoch; null while it is open. */
  readonly lostAt: ReadonlySignal<number | null> = this.#lostAt;
  readonly #environment: Environment;
  readonly #listener: ConnectionListener;
  readonly #pauses: Pauses;
  /** Ends the present state: a pause, or the patience with an attempt. */
  readonly #alarm: Alarm;
  #running = false;
  #socket: Socket | null = null;
  /** There is one while the connection is open. */
  #heartbeat: Heartbeat | null = null;
  /** When the present state began. */
  #since = 0;
  #warned = false;

  constructor(environment: Environment, listener: ConnectionListener) {
    this.#environment = environment;
    this.#listener = listener;
    this.#pauses = new Pauses(environment);
    this.#alarm = new Alarm(environment);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#lostAt.value = this.#environment.now();
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#drop();
  }

  /** The user or the network is back: connects at once, or makes sure at once that the connection still lives. */
  wake(): void {
    if (this.#heartbeat) return this.#heartbeat.ping();
    const underWay = this.#socket && this.#age() <= STALE_ATTEMPT_MS;
    if (!this.#running || underWay || !this.#pauses.cutShort()) return;
    this.#drop();
    this.#connect();
  }

  /** Gives the connection up for a new one. */
  restart(): void {
    if (this.#heartbeat) this.#lose();
  }

  /** Sends if the connection is open; gives whether it was. */
  send(packet: ClientPacket): boolean {
    if (!this.#heartbeat) return false;
    this.#socket?.send(JSON.stringify(packet));
    return true;
  }

  #connect(): void {
    this.#enter("connecting");
    this.#alarm.set(OPENING_MS, () => this.#lose());
    try {
      this.#listen(this.#environment.openSocket());
    } catch (error) {
      console.error(error);
      this.#lose();
    }
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    socket.onmessage = guarded((text) => this.#receive(socket, text));
    socket.onclose = guarded((code) => {
      if (code === POLICY_VIOLATION) this.#pauses.ask(POLICY_WAIT_MS);
      this.#lose();
    });
  }

  #receive(socket: Socket, text: string): void {
    this.#heartbeat?.heard();
    const packets = readFrame(text, (what) => this.#warn(what));
    for (const packet of packets) {
      if (packet.type === "welcome") this.#welcomed(socket, packet);
      if (packet.type === "goodbye") this.#pauses.ask(packet.retryAfter);
    }
    if (this.#heartbeat) this.#listener.received(packets);
  }

  #welcomed(socket: Socket, welcome: Welcome): void {
    if (this.#heartbeat) return;
    this.#enter("open");
    this.#lostAt.value = null;
    this.#heartbeat = new Heartbeat(
      this.#environment,
      socket,
      welcome.heartbeat,
      () => this.#lose(),
    );
    this.#listener.opened(welcome);
  }

  #lose(): void {
    const pause = this.#pauses.next(this.#heartbeat ? this.#age() : 0);
    this.#drop();
    this.#alarm.set(pause, () => this.#connect());
  }

  /** Back to nothing, whatever the state was. */
  #drop(): void {
    const [socket, heartbeat] = [this.#socket, this.#heartbeat];
    this.#socket = this.#heartbeat = null;
    this.#enter("waiting");
    if (socket) abandon(socket);
    if (!heartbeat) return;
    heartbeat.stop();
    this.#lostAt.value = this.#environment.now();
    this.#listener.lost();
  }

  #enter(status: Status): void {
    this.#alarm.clear();
    this.#since = this.#environment.now();
    this.#status.value = status;
  }

  #age(): number {
    return this.#environment.now() - this.#since;
  }

  #warn(what: unknown): void {
    if (!this.#warned) {
      console.warn("Ignored a malformed packet from the server", what);
    }
    this.#warned = true;
  }
}

function abandon(socket: Socket): void {
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close(DONE);
}
