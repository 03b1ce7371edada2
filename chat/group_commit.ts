/**
 * Appends commands to the log. One commit is one fsync, so while one is under way, what arrives waits and goes together into the next. The
 * invariants: a command is answered only when its outcome is known; it takes effect once, whatever is repeated or fails; a room's
 * numbers have no gap. They rest on two checks in each commit: the room's head is what it was, and so are the records
 * of commands that it adds to.
 */
import { BoundedMap } from "./bounded_map.ts";
import type { Commit } from "./bus.ts";
import { CommandMemory, recordOf } from "./command_memory.ts";
import { apply, readAhead, readTexts } from "./commands.ts";
import { CommitPace } from "./commit_pace.ts";
import { Draft, type Head } from "./draft.ts";
import { type Environment, since } from "./environment.ts";
import type { CommitFigures } from "./figures.ts";
import { keys } from "./keys.ts";
import {
  CHECKS_PER_COMMIT,
  COMMANDS_PER_COMMIT,
  COMMIT_BYTES,
  COMMIT_PATIENCE_MS,
  MUTATIONS_PER_COMMIT,
  ROOMS_IN_MEMORY,
} from "./limits.ts";
import { PatientStore } from "./patient_store.ts";
import { type Committed, Pending } from "./pending.ts";
import type { Author, Command } from "./protocol.ts";
import { OutcomeUnknown, Refusal } from "./refusal.ts";
import { joinTwin, Repeats } from "./repeats.ts";
import type { Store } from "./store.ts";
import { noTurns, type Turns } from "./turns.ts";

/** When a client may try a command again that the store did not take, in milliseconds. */
const RETRY_AFTER_MS = 1_000;

/** What one commit is to do. */
interface Drafted {
  draft: Draft;
  at: number;
  entries: { pending: Pending; seq: number }[];
  refused: { pending: Pending; refusal: Refusal }[];
  /** Did not fit; goes into the next commit. */
  rest: Pending[];
}

export class GroupCommit implements CommitFigures {
  commits = 0;
  commitMs = 0;
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #committed: (commit: Commit) => void;
  readonly #turns: Turns;
  readonly #memory: CommandMemory;
  readonly #repeats: Repeats;
  readonly #pace: CommitPace;
  readonly #heads = new BoundedMap<string, Head>(ROOMS_IN_MEMORY);
  /** Rooms in which somebody else has committed since. */
  readonly #overtaken = new Set<string>();
  /** By author and id: a repeat while the first is still under way gets the same answer. Some are answered already. */
  #pending = new Map<string, Pending>();
  #waiting: Pending[] = [];
  #running: Promise<void> | undefined;

  /** `committed` is called with what a commit has added, before the commands are answered. */
  constructor(
    store: Store,
    environment: Environment,
    committed: (commit: Commit) => void,
    turns: Turns = noTurns,
  ) {
    this.#turns = turns;
    this.#store = new PatientStore(store, environment, COMMIT_PATIENCE_MS);
    this.#environment = environment;
    this.#memory = new CommandMemory(this.#store);
    this.#repeats = new Repeats(this.#store, this.#memory, environment);
    this.#pace = new CommitPace(environment);
    this.#committed = committed;
  }

  /**
   * Commits a command and gives its `ack`; a repeated one gets the first one's, marked as such. The caller has seen to it that
   * the author may write in the room. Throws {@linkcode Refusal} (then it had no effect) or {@linkcode OutcomeUnknown}.
   */
  append(author: Author, command: Command): Promise<Committed> {
    const now = this.#environment.now();
    const pending = new Pending(author, command, now);
    const twin = this.#pending.get(pending.name);
    if (twin?.open) return joinTwin(twin, command);
    this.#pending.set(pending.name, pending);
    this.#waiting.push(pending);
    this.#pace.grown(author.id, this.#waiting.length);
    this.#running ??= this.#run();
    return pending.answer;
  }

  /** A hint: another worker has committed in these rooms. */
  overtaken(rooms: readonly string[]): void {
    for (const room of rooms) {
      if (this.#heads.has(room)) this.#overtaken.add(room);
    }
  }

  async #run(): Promise<void> {
    // Whatever else arrives in this turn shares the first commit.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#pace.next(this.#waiting.length);
      this.#pace.begin();
      await this.#takeTurn();
    }
    this.#running = undefined;
  }

  /** Within a turn the heads stay what they are once they were read, so the first retry belongs to it. */
  async #takeTurn(): Promise<void> {
    using _turn = await this.#turns.take();
    do await this.#next(); while (
      this.#pace.failures === 1 && this.#waiting.length > 0
    );
  }

  async #next(): Promise<void> {
    const batch = this.#waiting.splice(0, COMMANDS_PER_COMMIT);
    try {
      await this.#attempt(batch);
    } catch (error) {
      this.#retry(batch, error);
    }
    this.#forgetAnswered();
  }

  /**
   * Who is not answered waits. By a new map: one that is added to and deleted from for ever keeps alive whatever was in it until the next
   * major collection, because each table that it has outgrown refers to the one that took its place.
   */
  #forgetAnswered(): void {
    if (this.#pending.size <= 2 * this.#waiting.length) return;
    this.#pending = new Map(this.#waiting.map((one) => [one.name, one]));
  }

  async #attempt(batch: Pending[]): Promise<void> {
    const doubtful = batch.filter(({ doubtful }) => doubtful);
    await this.#repeats.read(doubtful);
    await this.#repeats.answer(batch);
    // A conflict that was a repeat is no failure.
    if (doubtful.some(({ open }) => !open)) this.#pace.failures = 0;
    const drafted = await this.#draft(batch.filter(({ open }) => open));
    this.#waiting.unshift(...drafted.rest);
    if (drafted.entries.length > 0) {
      const version = await this.#commit(drafted);
      if (version === null) return this.#retry(batch);
      this.#conclude(drafted, version);
    }
    // Only now: a refusal may rest on what this commit has changed.
    await this.#refuse(drafted.refused);
  }

  async #commit({ draft, entries }: Drafted): Promise<string | null> {
    for (const { pending } of entries) pending.doubtful = true;
    const begun = this.#environment.now();
    try {
      return await this.#store.commit(draft.transaction());
    } catch (error) {
      for (const { pending } of entries) pending.unsure = true;
      throw error;
    } finally {
      this.commits++;
      this.commitMs += since(this.#environment, begun);
    }
  }

  async #draft(batch: Pending[]): Promise<Drafted> {
    await this.#readHeads(batch);
    const draft = new Draft(this.#store, this.#heads, this.#memory);
    await Promise.all(
      batch.flatMap(({ command }) =>
        readAhead(draft.room(command.room), command)
      ),
    );
    const at = this.#environment.now();
    const drafted: Drafted = { draft, at, entries: [], refused: [], rest: [] };
    for (const [i, pending] of batch.entries()) {
      if (isFull(draft)) {
        drafted.rest = batch.slice(i);
        break;
      }
      const { command, author } = pending;
      const room = draft.room(command.room);
      if (command.type === "delete") await readTexts(room, command, author);
      draftOne(drafted, pending);
    }
    return drafted;
  }

  async #readHeads(batch: Pending[]): Promise<void> {
    const rooms = new Set(batch.map(({ command }) => command.room));
    const unknown = [...rooms].filter((room) =>
      this.#overtaken.delete(room) || !this.#heads.has(room)
    );
    const entries = await this.#store.getMany(unknown.map(keys.head));
    for (const [i, room] of unknown.entries()) {
      const { value = null, version = null } = entries[i] ?? {};
      this.#heads.set(room, { seq: Number(value ?? 0), version });
    }
  }

  /** A refusal stands only if the command isn't the repeat of one that went through: a second `delete` finds nothing left to delete. */
  async #refuse(refused: Drafted["refused"]): Promise<void> {
    const batch = refused.map(({ pending }) => pending);
    await this.#repeats.read(batch);
    await this.#repeats.answer(batch);
    for (const { pending, refusal } of refused) {
      if (pending.open) pending.refuse(asOutcome(pending, refusal));
    }
  }

  #conclude({ draft, at, entries }: Drafted, version: string): void {
    this.#pace.failures = 0;
    draft.keep(version);
    this.#committed({ version, added: draft.rooms });
    for (const { pending, seq } of entries) {
      const { id, room } = pending.command;
      this.#pace.answered(pending.author.id);
      const ack = { type: "ack", id, room, seq, at } as const;
      pending.commit({ ack, repeated: false });
    }
  }

  /** Tries again, in order, until the patience of each is used up: also of those that were still to be tried. */
  #retry(batch: Pending[], cause?: unknown): void {
    this.#pace.failures++;
    const waiting = new Set(this.#waiting);
    const again = batch.filter((one) => one.open && !waiting.has(one));
    for (const { command } of again) this.#heads.delete(command.room);
    const all = [...again, ...this.#waiting];
    const now = this.#environment.now();
    for (const pending of all) {
      if (now - pending.since > COMMIT_PATIENCE_MS) giveUp(pending, cause);
    }
    this.#waiting = all.filter(({ open }) => open);
  }
}

/** True if another command might not fit: it checks its key and its room's head, and a deletion rewrites every edit. */
function isFull(draft: Draft): boolean {
  const { checks, mutations, bytes } = draft.size;
  return checks + 2 > CHECKS_PER_COMMIT ||
    mutations > MUTATIONS_PER_COMMIT / 2 || bytes > COMMIT_BYTES / 2;
}

function draftOne(drafted: Drafted, pending: Pending): void {
  const { draft, at } = drafted;
  const { command, author } = pending;
  try {
    const seq = apply(draft.room(command.room), command, author, at);
    draft.record(pending, recordOf(command, seq, at));
    drafted.entries.push({ pending, seq });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    drafted.refused.push({ pending, refusal });
  }
}

/** What may have been committed, or may still be, is not refused: nobody can say that it had no effect. */
function asOutcome(
  { doubtful, unsure, command }: Pending,
  refusal: Refusal,
): Error {
  if (!doubtful && !unsure) return refusal;
  const what =
    `Cannot tell what became of '${command.id}': the store does not answer for it`;
  return new OutcomeUnknown(what, { cause: refusal });
}

function giveUp(pending: Pending, cause: unknown): void {
  const refusal = new Refusal(
    "unavailable",
    `Cannot commit '${pending.command.id}': the store does not answer, try again`,
    { retryAfter: RETRY_AFTER_MS, cause },
  );
  pending.refuse(asOutcome(pending, refusal));
}
