/**
 * Appends commands to the log. One commit is one fsync, so while one is under way, what arrives waits and goes together into the next. The
 * invariants: a command is answered only when its outcome is known; it takes effect once, whatever is repeated or fails; a room's
 * numbers have no gap. They rest on two checks in each commit: the room's head is what it was, and the command's key is absent.
 */
import {
  digestOf,
  readRecord,
  recordOf,
  repeat,
  reused,
} from "./command_memory.ts";
import { apply, keysOf } from "./commands.ts";
import { Draft, type Head, type RoomEvents } from "./draft.ts";
import { delay, type Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import {
  COMMAND_MEMORY_MS,
  COMMANDS_PER_COMMIT,
  COMMIT_BYTES,
  COMMIT_PATIENCE_MS,
  MUTATIONS_PER_COMMIT,
} from "./limits.ts";
import type { Ack, Author, Command } from "./protocol.ts";
import { OutcomeUnknown, Refusal } from "./refusal.ts";
import type { Store } from "./store.ts";

/** The pause after a lost race doubles from the first to the second, in milliseconds. */
const PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 20;
/** When a client may try a command again that the store did not take, in milliseconds. */
const RETRY_AFTER_MS = 1_000;

/** How a command ended well. */
export interface Committed {
  ack: Ack;
  /** It had been committed before, under the same `id`. */
  repeated: boolean;
}

/** A command on its way into the log. */
interface Pending {
  readonly author: Author;
  readonly command: Command;
  readonly digest: string;
  readonly since: number;
  /** A commit with it was tried and did not succeed: its key must be read back before anything is concluded. */
  doubtful: boolean;
  /** A commit with it threw: it may land even later, so nobody can say any more that it had no effect. */
  unsure: boolean;
  /** The version of an expired record that stands under its key. */
  expired: string | null;
  readonly answer: Promise<Committed>;
  resolve(committed: Committed): void;
  reject(reason: unknown): void;
}

/** What was found out while drafting: commands that will be committed, and the others with their refusals. */
interface Drafted {
  draft: Draft;
  at: number;
  entries: { pending: Pending; seq: number }[];
  refused: { pending: Pending; refusal: Refusal }[];
  /** Did not fit; goes into the next commit. */
  rest: Pending[];
}

export class GroupCommit {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #committed: (added: RoomEvents) => void;
  readonly #heads = new Map<string, Head>();
  /** By author and id: a repeat while the first is still under way gets the same answer. */
  readonly #pending = new Map<string, Pending>();
  #waiting: Pending[] = [];
  #running: Promise<void> | undefined;
  #failures = 0;

  /** `committed` is called for each room of a commit, before the commands are answered. */
  constructor(
    store: Store,
    environment: Environment,
    committed: (added: RoomEvents) => void,
  ) {
    this.#store = store;
    this.#environment = environment;
    this.#committed = committed;
  }

  /**
   * Commits a command and gives its `ack`; a repeated one gets the first one's, marked as such. The caller has seen to it that the author may write in the room.
   * Throws {@linkcode Refusal} (then it had no effect) or {@linkcode OutcomeUnknown}.
   */
  append(author: Author, command: Command): Promise<Committed> {
    const digest = digestOf(author.id, command);
    const name = nameOf(author, command);
    const twin = this.#pending.get(name);
    if (twin) return this.#join(twin, digest);
    const pending = this.#newPending(author, command, digest);
    this.#pending.set(name, pending);
    this.#waiting.push(pending);
    this.#running ??= this.#run();
    return pending.answer;
  }

  async #join(twin: Pending, digest: string): Promise<Committed> {
    if (twin.digest !== digest) throw reused(twin.command.id);
    return { ...await twin.answer, repeated: true };
  }

  /** Resolves when nothing waits to be committed any more. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #newPending(author: Author, command: Command, digest: string): Pending {
    const { promise: answer, resolve, reject } = Promise.withResolvers<
      Committed
    >();
    const since = this.#environment.now();
    return {
      author,
      command,
      digest,
      since,
      doubtful: false,
      unsure: false,
      expired: null,
      answer,
      resolve,
      reject,
    };
  }

  async #run(): Promise<void> {
    // Whatever else arrives in this turn shares the first commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, COMMANDS_PER_COMMIT);
      try {
        await this.#attempt(batch);
      } catch (error) {
        this.#retry(batch, error);
      }
      if (this.#failures > 0) await this.#pause();
    }
    this.#running = undefined;
  }

  async #attempt(batch: Pending[]): Promise<void> {
    await this.#settleRepeats(batch.filter((pending) => pending.doubtful));
    const open = batch.filter((pending) => this.#isOpen(pending));
    if (open.length === 0) return;
    const drafted = await this.#draft(open);
    this.#waiting.unshift(...drafted.rest);
    await this.#refuse(drafted.refused);
    if (drafted.entries.length > 0) await this.#commit(drafted);
  }

  async #commit(drafted: Drafted): Promise<void> {
    const batch = drafted.entries.map(({ pending }) => pending);
    for (const pending of batch) pending.doubtful = true;
    let version;
    try {
      version = await this.#store.commit(drafted.draft.transaction());
    } catch (error) {
      for (const pending of batch) pending.unsure = true;
      throw error;
    }
    if (version === null) this.#retry(batch);
    else this.#conclude(drafted, version);
  }

  /** Reads back the keys of commands whose outcome is open: who finds a record there was committed, by us or by a twin elsewhere. */
  async #settleRepeats(batch: Pending[]): Promise<void> {
    const names = batch.map(({ author, command }) =>
      keys.command(author.id, command.id)
    );
    const records = await this.#store.getMany(names);
    const now = this.#environment.now();
    for (const [i, pending] of batch.entries()) {
      const entry = records[i];
      if (!entry) throw new Error("The store gave fewer entries than keys");
      const record = readRecord(entry, now);
      if (record) this.#answerRepeat(pending, record);
      pending.expired = entry.version;
      pending.doubtful = false;
    }
  }

  #answerRepeat(pending: Pending, record: Parameters<typeof repeat>[0]): void {
    try {
      this.#answer(pending, {
        ack: repeat(record, pending.command, pending.digest),
        repeated: true,
      });
    } catch (error) {
      this.#reject(pending, error);
    }
  }

  async #draft(batch: Pending[]): Promise<Drafted> {
    await this.#readHeads(batch);
    const draft = new Draft(this.#store, this.#heads);
    await draft.prefetch(batch.flatMap(({ command }) => keysOf(command)));
    const drafted: Drafted = {
      draft,
      at: this.#environment.now(),
      entries: [],
      refused: [],
      rest: [],
    };
    for (const [i, pending] of batch.entries()) {
      const { mutations, bytes } = draft.size;
      if (mutations > MUTATIONS_PER_COMMIT / 2 || bytes > COMMIT_BYTES / 2) {
        drafted.rest = batch.slice(i);
        break;
      }
      await this.#draftOne(drafted, pending);
    }
    return drafted;
  }

  async #draftOne(drafted: Drafted, pending: Pending): Promise<void> {
    const { draft, at } = drafted;
    const { command, author, digest } = pending;
    try {
      const seq = await apply(draft, command, author, at);
      const key = keys.command(author.id, command.id);
      draft.check(key, pending.expired);
      draft.set(key, recordOf(command, digest, seq, at), COMMAND_MEMORY_MS);
      drafted.entries.push({ pending, seq });
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      drafted.refused.push({ pending, refusal });
    }
  }

  async #readHeads(batch: Pending[]): Promise<void> {
    const unknown = [...new Set(batch.map(({ command }) => command.room))]
      .filter((room) => !this.#heads.has(room));
    const entries = await this.#store.getMany(unknown.map(keys.head));
    for (const [i, room] of unknown.entries()) {
      const entry = entries[i];
      this.#heads.set(room, {
        seq: Number(entry?.value ?? 0),
        version: entry?.version ?? null,
      });
    }
  }

  /** A refusal stands only if the command isn't the repeat of one that went through: a second `delete` finds nothing left to delete. */
  async #refuse(refused: Drafted["refused"]): Promise<void> {
    await this.#settleRepeats(refused.map(({ pending }) => pending));
    for (const { pending, refusal } of refused) this.#reject(pending, refusal);
  }

  #conclude({ draft, at, entries }: Drafted, version: string): void {
    this.#failures = 0;
    for (const added of draft.rooms) {
      this.#heads.set(added.room, {
        seq: added.from + added.events.length - 1,
        version,
      });
      this.#committed(added);
    }
    for (const { pending, seq } of entries) {
      const { id, room } = pending.command;
      this.#answer(pending, {
        ack: { type: "ack", id, room, seq, at },
        repeated: false,
      });
    }
  }

  /** Tries again, in order, until the patience of each is used up. */
  #retry(batch: Pending[], cause?: unknown): void {
    this.#failures++;
    const waiting = new Set(this.#waiting);
    const open = batch.filter((pending) =>
      this.#isOpen(pending) && !waiting.has(pending)
    );
    for (const pending of open) {
      this.#heads.delete(pending.command.room);
      if (this.#environment.now() - pending.since > COMMIT_PATIENCE_MS) {
        this.#giveUp(pending, cause);
      }
    }
    this.#waiting.unshift(...open.filter((pending) => this.#isOpen(pending)));
  }

  #giveUp(pending: Pending, cause: unknown): void {
    const what =
      `Cannot commit '${pending.command.id}': the store does not answer`;
    this.#reject(
      pending,
      pending.doubtful || pending.unsure
        ? new OutcomeUnknown(what, { cause })
        : new Refusal("unavailable", `${what}, try again`, {
          retryAfter: RETRY_AFTER_MS,
          cause,
        }),
    );
  }

  #pause(): Promise<void> {
    const longest = Math.min(PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    return delay(this.#environment, this.#environment.random() * longest);
  }

  #isOpen(pending: Pending): boolean {
    return this.#pending.get(nameOf(pending.author, pending.command)) ===
      pending;
  }

  #answer(pending: Pending, committed: Committed): void {
    if (this.#pending.delete(nameOf(pending.author, pending.command))) {
      pending.resolve(committed);
    }
  }

  #reject(pending: Pending, reason: unknown): void {
    if (this.#isOpen(pending)) {
      this.#pending.delete(nameOf(pending.author, pending.command));
      pending.reject(reason);
    }
  }
}

function nameOf(author: Author, command: Command): string {
  return `${author.id} ${command.id}`;
}
