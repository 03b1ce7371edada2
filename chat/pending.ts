import { type Sent, type Stem, stemOf } from "./command_memory.ts";
import type { Ack, Author, Command } from "./protocol.ts";

/** How a command ended well. */
export interface Committed {
  ack: Ack;
  /** It had been committed before, under the same `id`. */
  repeated: boolean;
}

/** A command on its way into the log. It is answered once. */
export class Pending implements Sent {
  readonly author: Author;
  readonly command: Command;
  /** Its author and `id`, by which a repeat is known. */
  readonly name: string;
  readonly stem: Stem;
  /** When it came, in milliseconds since the Unix epoch. */
  readonly since: number;
  readonly answer: Promise<Committed>;
  /** A commit with it was tried and did not succeed: its key must be read back before anything is concluded. */
  doubtful = false;
  /** A commit with it threw: it may land even later, so nobody can say any more that it had no effect. */
  unsure = false;
  #open = true;
  readonly #resolve: (committed: Committed) => void;
  readonly #reject: (reason: unknown) => void;

  constructor(author: Author, command: Command, now: number) {
    this.author = author;
    this.command = command;
    this.name = `${author.id} ${command.id}`;
    this.stem = stemOf(author, command);
    this.since = now;
    const { promise, resolve, reject } = Promise.withResolvers<Committed>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** False once it was answered. */
  get open(): boolean {
    return this.#open;
  }

  commit(committed: Committed): void {
    this.#open = false;
    this.#resolve(committed);
  }

  refuse(reason: unknown): void {
    this.#open = false;
    this.#reject(reason);
  }
}
