import type {
  ErrorPacket,
  History,
  Join,
  Joined,
  RoomEvent,
  ServerPacket,
} from "@/chat/protocol.ts";
import type { FinalRoom } from "./final_state.ts";
import { type Asking, wrongInPage } from "./history_page.ts";

/** What the server sends when a `join` does not say how much. */
const DEFAULT_HISTORY = 50;
/** A `join`, and what was known to be committed when it was sent. */
interface Asked {
  join: Join;
  least: number;
  /** Something was sent before it that only a refusal answers. */
  follows: boolean;
}

/**
 * What one connection hears of one room. Each method gives what is wrong, if anything is. Joins are answered in their order, so each `joined` is
 * compared with its own `join`, except after a refusal that may have overtaken others, or may be meant for something else: then with any of them.
 */
export class RoomStream {
  readonly #room: FinalRoom;
  #joins: Asked[] = [];
  /** The order of the answers is not sure any more. */
  #overtaken = false;
  /** Something was sent since the last `join` that only a refusal answers. */
  #said = false;
  /** Numbers of which one must come next; undefined while the room is not followed. */
  #next: Set<number> | undefined;
  /** What has to come as `history`. */
  #awaited: Asking | undefined;
  /** The last word was `leave`. */
  #left = false;

  constructor(room: FinalRoom) {
    this.#room = room;
  }

  /** `least`: an event up to which the room was known to be committed at this moment. */
  join(join: Join, least: number): void {
    this.#joins.push({ join, least, follows: this.#said });
    this.#said = false;
    this.#left = false;
  }

  leave(): void {
    this.#said = true;
    this.#left = true;
  }

  /** `read` or `typing` was sent. */
  say(): void {
    this.#said = true;
  }

  receive(packet: ServerPacket): string | undefined {
    if (packet.type === "error") return this.#refused(packet);
    if (packet.type === "joined") return this.#joined(packet);
    if (packet.type === "history") return this.#history(packet);
    if ("seq" in packet && "author" in packet) return this.#event(packet);
  }

  ended(): string | undefined {
    if (this.#left || this.#joins.length > 0 && !this.#overtaken) {
      return this.#left ? undefined : "a 'join' was not answered";
    }
    const { head } = this.#room;
    if (!this.#next || this.#next.has(head + 1)) return;
    return `expected event ${
      [...this.#next].join(" or ")
    } and heard nothing, the head is ${head}`;
  }

  /** A `join` that was refused has had no effect: what was followed before goes on. */
  #refused({ id, code }: ErrorPacket): undefined {
    if (id !== undefined || code === "not_joined" || code === "bad_packet") {
      return;
    }
    const isUnsure = this.#joins[0]?.follows ?? false;
    if (code === "rate_limited" || isUnsure) this.#overtaken = true;
    else if (!this.#overtaken) this.#joins.shift();
  }

  #joined(joined: Joined): string | undefined {
    const asked = this.#overtaken ? this.#joins : this.#joins.splice(0, 1);
    if (asked.length === 0) return "'joined' came without a 'join'";
    if (this.#awaited) return "'history' did not come";
    const wrong = this.#wrongHead(joined, asked);
    return joined.resumed
      ? this.#resumed(joined, asked) ?? wrong
      : this.#begun(joined, asked) ?? wrong;
  }

  /** Whoever joins sees at least what was acknowledged before, by whatever server, and nothing that is not committed. */
  #wrongHead({ head }: Joined, asked: readonly Asked[]): string | undefined {
    const least = Math.min(...asked.map(({ least }) => least));
    if (head < least) {
      return `joined at ${head}, though event ${least} was acknowledged before`;
    }
    if (head > this.#room.head) {
      return `joined at ${head}, the head is ${this.#room.head}`;
    }
  }

  #resumed(
    { epoch, head }: Joined,
    asked: readonly Asked[],
  ): string | undefined {
    const cursors = asked.flatMap(({ join }) =>
      join.epoch === epoch && join.after !== undefined && join.after <= head
        ? [join.after]
        : []
    );
    this.#next = new Set(cursors.map((after) => after + 1));
    if (cursors.length === 0) {
      return `resumed at ${head}, but nobody asked for it`;
    }
  }

  #begun({ head }: Joined, asked: readonly Asked[]): undefined {
    this.#next = new Set([head + 1]);
    const most = asked[0]?.join.history ?? DEFAULT_HISTORY;
    if (!this.#overtaken && most > 0) this.#awaited = { head, most };
  }

  #history(page: History): string | undefined {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    if (awaited) return wrongInPage(page, this.#room, awaited);
    return this.#overtaken ? undefined : "'history' came unasked";
  }

  #event(event: RoomEvent): string | undefined {
    if (this.#awaited) return `event ${event.seq} came before 'history'`;
    if (!this.#next) return `event ${event.seq} came before 'joined'`;
    if (!this.#next.has(event.seq)) {
      const expected = [...this.#next].join(" or ");
      this.#next = new Set([event.seq + 1]);
      return `event ${event.seq} came, expected ${expected}`;
    }
    this.#next = new Set([event.seq + 1]);
    const logged = this.#room.events[event.seq - 1];
    if (!logged || !isSame(event, logged)) {
      return `event ${event.seq} is ${JSON.stringify(event)}, the log has ${
        JSON.stringify(logged)
      }`;
    }
  }
}

/** True if the event is the one in the log, of which the text may have been deleted since. */
function isSame(heard: RoomEvent, logged: RoomEvent): boolean {
  if (compared.get(heard) === logged) return true;
  const deleted = "body" in logged && logged.body === "";
  const same = JSON.stringify(deleted ? { ...heard, body: "" } : heard) ===
    JSON.stringify(logged);
  if (same) compared.set(heard, logged);
  return same;
}

/** The same frame goes to many: what was found equal once. */
const compared = new WeakMap<RoomEvent, RoomEvent>();
