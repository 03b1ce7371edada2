import type {
  ClientPacket,
  Command,
  ErrorPacket,
  Welcome,
} from "../chat/protocol.ts";
import { Alarm } from "./alarm.ts";
import { backOff, sensible } from "./back_off.ts";
import type { Environment } from "./environment.ts";
import type { Outbox } from "./outbox.ts";
import type { Entry } from "./outbox_entry.ts";
import { isTemporary } from "./refusals.ts";

/** Well below the number of commands that the server takes at once from a connection (64). */
const MOST_IN_FLIGHT = 16;
/** The server answers within 10 s or closes; an answer that stays away longer got lost, and a new connection asks again. */
const ANSWER_MS = 30_000;
/** The server knows an `id` for 24 hours. Sent again later, the command would have a second effect; an hour is for clocks that differ. */
const ID_MEMORY_MS = 23 * 60 * 60 * 1000;
const FORGOTTEN =
  "It was sent a day ago and may have arrived: look before you send it again";

/** What delivering needs from around it. */
export interface Way {
  send(packet: ClientPacket): boolean;
  isJoined(room: string): boolean;
  /** The connection seems to be of no use. */
  restart(): void;
}

interface Flight {
  room: string;
  patience: Alarm;
}

/**
 * Brings what is in the outbox to the server. One command of a room is in flight at a time: if the server refused one for now
 * and took the next, they would end up in another order than they were typed in.
 */
export class Delivery {
  readonly #environment: Environment;
  readonly #outbox: Outbox;
  readonly #way: Way;
  readonly #flights = new Map<string, Flight>();
  /** Set while the server does not want commands; its limits are per person, so every room waits. */
  readonly #pause: Alarm;
  #refusals = 0;
  #welcome: Welcome | null = null;

  constructor(environment: Environment, outbox: Outbox, way: Way) {
    this.#environment = environment;
    this.#outbox = outbox;
    this.#way = way;
    this.#pause = new Alarm(environment);
  }

  opened(welcome: Welcome): void {
    this.#welcome = welcome;
  }

  /** Nothing in flight will be answered any more: all of it will be sent again, each with its `id`. */
  lost(): void {
    this.#welcome = null;
    for (const id of [...this.#flights.keys()]) this.landed(id);
  }

  /** Sends what can be sent now. */
  flush(): void {
    if (!this.#welcome) return;
    for (let entry = this.#next(); entry; entry = this.#next()) {
      this.#deliver(entry, this.#welcome);
    }
  }

  /** The rooms that commands wait for. */
  rooms(): Set<string> {
    return new Set(this.#waiting().map(({ command }) => command.room));
  }

  /** The command is not on its way any more; unless it is settled, it will be sent again. */
  landed(id: string): void {
    this.#flights.get(id)?.patience.clear();
    this.#flights.delete(id);
  }

  /** Takes the command out of the outbox; gives it if it was still there. */
  acknowledged(id: string): Entry | undefined {
    this.landed(id);
    this.#refusals = 0;
    const entry = this.#outbox.find(id);
    if (entry) this.#outbox.remove(entry);
    return entry;
  }

  /** Tries again by itself if that makes sense; else a person has to see to it. */
  refused(id: string, { code, message, retryAfter }: ErrorPacket): void {
    this.landed(id);
    const entry = this.#outbox.find(id);
    if (isTemporary(code)) this.#wait(retryAfter);
    else if (entry && this.#outbox.confirm(entry)) {
      this.#outbox.fail(entry, message);
    }
  }

  /** Nothing of this room can be delivered. */
  refuseRoom(room: string, problem: string): void {
    for (const entry of this.#waiting()) {
      if (entry.command.room === room) this.#outbox.fail(entry, problem);
    }
  }

  /** What waits for the server, and is the user's own. */
  #waiting(): Entry[] {
    const user = this.#welcome?.user.id;
    return this.#outbox.entries.peek().filter(({ problem, author }) =>
      problem === undefined &&
      (author === undefined || user === undefined || author === user)
    );
  }

  /** The first one that waits in a room where nothing is in flight. */
  #next(): Entry | undefined {
    if (this.#pause.isSet || this.#flights.size >= MOST_IN_FLIGHT) {
      return undefined;
    }
    const busy = new Set([...this.#flights.values()].map(({ room }) => room));
    return this.#waiting().find(({ command: { room } }) =>
      !busy.has(room) && this.#way.isJoined(room)
    );
  }

  #deliver(entry: Entry, { user, limits }: Welcome): void {
    if (!this.#outbox.confirm(entry)) return;
    if (sizeOf(entry.command) > limits.frame) {
      return this.#outbox.fail(entry, tooLong(limits.body));
    }
    if (this.#isForgotten(entry)) {
      return this.#outbox.fail({ ...entry, sentAt: undefined }, FORGOTTEN);
    }
    this.#fly(entry.command);
    this.#outbox.sent(entry, user.id);
    this.#way.send(entry.command);
  }

  #fly({ id, room }: Command): void {
    const patience = new Alarm(this.#environment);
    patience.set(ANSWER_MS, () => this.#way.restart());
    this.#flights.set(id, { room, patience });
  }

  #isForgotten({ sentAt }: Entry): boolean {
    return sentAt !== undefined &&
      this.#environment.now() - sentAt > ID_MEMORY_MS;
  }

  #wait(asked = backOff(this.#refusals++, this.#environment.random())): void {
    this.#pause.set(sensible(asked), () => this.flush());
  }
}

/** In bytes, as a frame. A larger one than the server takes would close each connection, and nothing would ever get through. */
function sizeOf(command: Command): number {
  return new TextEncoder().encode(JSON.stringify(command)).length;
}

function tooLong(most: number): string {
  return `This is too long: at most ${most} characters fit`;
}
