import type { CommandMemory, CommandRecord } from "./command_memory.ts";
import type { Environment } from "./environment.ts";
import type { Committed, Pending } from "./pending.ts";
import type { Ack, Command, RoomEvent } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { eventAt } from "./room_events.ts";
import type { Store } from "./store.ts";

/** Answers commands that were committed before as they were then. */
export class Repeats {
  readonly #store: Store;
  readonly #memory: CommandMemory;
  readonly #environment: Environment;

  constructor(store: Store, memory: CommandMemory, environment: Environment) {
    this.#store = store;
    this.#memory = memory;
    this.#environment = environment;
  }

  /** Reads back the records of these commands: who has one was committed, by us or by a twin elsewhere. */
  async read(batch: readonly Pending[]): Promise<void> {
    await this.#memory.read(batch);
    for (const pending of batch) pending.doubtful = false;
  }

  /** Answers those that have a record. Throws if the log can't be read; then some may be left. */
  async answer(batch: readonly Pending[]): Promise<void> {
    const now = this.#environment.now();
    const answers: Promise<void>[] = [];
    for (const pending of batch) {
      const record = this.#memory.find(pending, now);
      if (!record) continue;
      // It went through: until it is answered so, nobody may say that it did not.
      pending.doubtful = true;
      answers.push(this.#answerOne(pending, record));
    }
    // All of them have come to an end before anybody tries again.
    for (const outcome of await Promise.allSettled(answers)) {
      if (outcome.status === "rejected") throw outcome.reason;
    }
  }

  async #answerOne(pending: Pending, record: CommandRecord): Promise<void> {
    try {
      const ack = await this.#first(record, pending.command);
      pending.commit({ ack, repeated: true });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      pending.refuse(refusal);
    }
  }

  /** The first one's `ack`. Throws {@linkcode Refusal} when the `id` named another command: what that was, the log knows. */
  async #first(
    { room, seq, at }: CommandRecord,
    command: Command,
  ): Promise<Ack> {
    const event = await eventAt(this.#store, room, seq);
    // In a log that lost its end the record alone tells.
    if (event !== undefined) mustBeSame(command, JSON.parse(event));
    return { type: "ack", id: command.id, room, seq, at };
  }
}

/** What the first one is answered. Throws {@linkcode Refusal} when it is another command. */
export async function joinTwin(
  twin: Pending,
  command: Command,
): Promise<Committed> {
  mustBeSame(command, twin.command);
  return { ...await twin.answer, repeated: true };
}

/** Throws {@linkcode Refusal} unless a command says the same as another one with its `id`, or as the event that such a one led to. */
function mustBeSame(command: Command, other: Command | RoomEvent): void {
  if (aimOf(command) === aimOf(other) && isBodyOf(command, other)) return;
  throw new Refusal(
    "bad_packet",
    `Cannot use id '${command.id}' again: it named another command, choose a new one`,
  );
}

/** What a command does and to what. */
function aimOf(one: Command | RoomEvent): string {
  const type = one.type === "message" ? "post" : one.type;
  const target = "target" in one ? one.target : one.replyTo;
  const reaction = one.type === "react" ? [one.emoji, one.on] : null;
  return JSON.stringify([type, one.room, target, reaction]);
}

/** The text is gone from an event whose message was deleted: then any text passes for it, and has no effect. */
function isBodyOf(command: Command, other: Command | RoomEvent): boolean {
  if (!("body" in command) || !("body" in other)) return true;
  return other.body === command.body || other.body === "";
}
