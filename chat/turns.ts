/**
 * Lets those who share a database on one machine write one after another. SQLite takes one writer at a time, and who comes second
 * waits there without a queue: it sleeps ever longer, is refused, and reads everything again. Nothing depends on the turns but speed:
 * each commit checks what it rests on all the same.
 */
import type { Environment } from "./environment.ts";
import { report } from "./report.ts";

/** How long to wait for a turn, in milliseconds: whoever has it may have been stopped. */
const PATIENCE_MS = 1_000;

export interface Turns {
  /** Resolves when it is one's turn, which ends when it is disposed of. */
  take(): Promise<Disposable>;
}

const nothing: Disposable = { [Symbol.dispose]() {} };

/** Where nobody else writes to the same file. */
export const noTurns: Turns = { take: () => Promise.resolve(nothing) };

/** The file beside the database at `path` whose lock is the turn. It stays empty. */
export function turnFileOf(path: string): string {
  return `${path}-turn`;
}

/**
 * The turns of the database at `path`. The system ends the turn of a process that dies. Where it has no such locks (some network
 * file systems), everybody writes at once. Throws as `Deno.open()` does.
 */
export async function fileTurns(
  path: string,
  environment: Environment,
): Promise<Turns> {
  const options = { create: true, write: true };
  const file = await Deno.open(turnFileOf(path), options);
  try {
    if (file.tryLockSync(true)) file.unlockSync();
    return new FileTurns(file, environment);
  } catch (error) {
    report("locking the file of turns failed", error);
    file.close();
    return noTurns;
  }
}

type LockFile = Pick<
  Deno.FsFile,
  "tryLockSync" | "lock" | "unlockSync" | "close"
>;

/** A lock is a turn. */
export class FileTurns implements Turns, Disposable {
  readonly #file: LockFile;
  readonly #environment: Environment;
  #closed = false;

  constructor(file: LockFile, environment: Environment) {
    this.#file = file;
    this.#environment = environment;
  }

  /** Never rejects: where the lock fails one goes on without the turn. */
  async take(): Promise<Disposable> {
    try {
      return await this.#lock();
    } catch (error) {
      report("locking the file of turns failed", error);
      return nothing;
    }
  }

  async #lock(): Promise<Disposable> {
    const turn = { [Symbol.dispose]: () => this.#unlock() };
    if (this.#file.tryLockSync(true)) return turn;
    const { promise: late, resolve: giveUp } = Promise.withResolvers<null>();
    const stop = this.#environment.after(PATIENCE_MS, () => giveUp(null));
    const locked = this.#file.lock(true).then(() => turn);
    const got = await Promise.race([locked, late]).finally(stop);
    return got ?? goWithout(locked);
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#file.close();
  }

  #unlock(): void {
    try {
      if (!this.#closed) this.#file.unlockSync();
    } catch (error) {
      report("unlocking the file of turns failed", error);
    }
  }
}

/** Should the turn come after all, it is passed on at once. */
function goWithout(locked: Promise<Disposable>): Disposable {
  locked.then(
    (turn) => turn[Symbol.dispose](),
    (error) => report("locking the file of turns failed", error),
  );
  return nothing;
}
