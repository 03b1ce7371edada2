import type { Command, Join } from "@/chat/protocol.ts";
import type { Random } from "./random.ts";

/** A message that someone may do something with. */
export interface Target {
  seq: number;
  own: boolean;
  deleted: boolean;
}

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key>
  : never;
/** A command before it has an `id`. */
export type Idea = Without<Command, "id">;

const EMOJI = ["👍", "❤️", "🎉"];
const WORDS = [
  "tea",
  "rain",
  "harbour",
  "ünïcode",
  "😀",
  "second",
  "line\nbreak",
  "<b>",
];
const LONG_BODY_CODE_POINTS = 8_000;
/** So often somebody tries what must be refused. */
const MISTAKE = 0.05;
/** More packets than anybody may send at once. */
const FLOOD = 230;
const MISTAKEN_SEQ = 100;

/** Thinks up what people say and do. */
export class Workload {
  readonly #random: Random;
  /** How often a text is as long as it may be. */
  readonly #long: number;

  constructor(random: Random, long: number) {
    this.#random = random;
    this.#long = long;
  }

  /** What a person does next in a room. `name` makes its text unlike any other. */
  idea(room: string, targets: readonly Target[], name: string): Idea {
    const random = this.#random;
    const kind = random.next();
    if (random.chance(MISTAKE)) return this.#mistake(room, targets, name);
    const open = targets.filter(({ deleted }) => !deleted);
    const own = open.filter((target) => target.own);
    if (kind < 0.15 && open.length > 0) {
      return this.#reaction(room, random.pick(open).seq);
    }
    if (kind < 0.27 && own.length > 0) {
      return this.#edit(room, random.pick(own).seq, name);
    }
    if (kind < 0.33 && own.length > 0) {
      return { type: "delete", room, target: random.pick(own).seq };
    }
    const replyTo = open.length > 0 && random.chance(0.1)
      ? random.pick(open).seq
      : undefined;
    return {
      type: "post",
      room,
      body: this.#body(name),
      ...(replyTo !== undefined && { replyTo }),
    };
  }

  /** Another command that has the same `id`. */
  clash({ room, id }: Command): Command {
    return { type: "post", room, id, body: this.#body(`clash of ${id}`) };
  }

  /** Something with a message that is another's, deleted, no message or not there yet. */
  #mistake(room: string, targets: readonly Target[], name: string): Idea {
    const seqs = [
      ...targets.map(({ seq }) => seq),
      this.#random.whole(1, MISTAKEN_SEQ),
    ];
    const target = this.#random.pick(seqs);
    return this.#random.pick<Idea>([
      this.#reaction(room, target),
      this.#edit(room, target, name),
      { type: "delete", room, target },
      { type: "post", room, body: this.#body(name), replyTo: target },
    ]);
  }

  #edit(room: string, target: number, name: string): Idea {
    return { type: "edit", room, target, body: this.#body(name) };
  }

  #reaction(room: string, target: number): Idea {
    return {
      type: "react",
      room,
      target,
      emoji: this.#random.pick(EMOJI),
      on: this.#random.chance(0.7),
    };
  }

  /** Text that nobody else writes, so that the checker can tell who is meant. */
  #body(name: string): string {
    const words = Array.from(
      { length: this.#random.below(6) },
      () => this.#random.pick(WORDS),
    );
    const text = [name, ...words].join(" ");
    if (!this.#random.chance(this.#long)) return text;
    // Characters of four bytes: the longest body that a store has to take.
    return name + "😀".repeat(LONG_BODY_CODE_POINTS - name.length);
  }
}

/** A `join` that says something odd about where it stands. */
export function oddJoin(
  random: Random,
  room: string,
  cursor: number,
  epoch: string,
): Join {
  return random.pick<Join>([
    { type: "join", room, after: cursor + 1_000_000, epoch },
    { type: "join", room, after: cursor, epoch: "another life" },
    { type: "join", room, after: cursor },
    { type: "join", room, after: 0, epoch },
    { type: "join", room, epoch },
    { type: "join", room, after: Math.max(0, cursor - 3), epoch },
    { type: "join", room, history: random.pick([0, 1, 5, 200]) },
  ]);
}

/** Frames that must be refused without harm. */
export function nonsense(random: Random, room: string, name: string): string {
  return random.pick([
    `[${Array<string>(FLOOD).fill('{"type":"ping"}')}]`,
    "{",
    "null",
    '{"type":"shout"}',
    `{"type":"join","room":"${room}","after":1.5,"epoch":{}}`,
    `{"type":"join","room":"no-such-room"}`,
    `{"type":"leave","room":"no-such-room"}`,
    `{"type":"post","room":"${room}","id":"${name}","body":"   "}`,
    `{"type":"post","room":"no-such-room","id":"${name}","body":"hello"}`,
    `{"type":"post","room":"${room}","id":"","body":"hello"}`,
    `[{"type":"ping"},{"type":"edit","room":"${room}","id":"${name}","target":0,"body":"x"}]`,
  ]);
}
