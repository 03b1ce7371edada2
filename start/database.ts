import { dirname } from "node:path";
import { isRemote } from "@/settings.ts";
import { StartError } from "@/start/start_error.ts";

/** How long a database may keep us waiting, in milliseconds. `Deno.openKv()` itself waits for a locked one for ever. */
const PATIENCE_MS = 5_000;

const LOCKED =
  "it does not answer, or another program keeps it locked. Stop that program, or choose another database with CHAT_KV";

/**
 * Makes the database's folder, opens the database and writes to it, so that an operator reads one sentence now
 * and not a stack trace from each worker.
 *
 * @param patience How long it may stay locked, in milliseconds.
 * @throws {StartError} If it cannot be used.
 */
export async function checkDatabase(
  kv: string,
  patience = PATIENCE_MS,
): Promise<void> {
  try {
    if (!isRemote(kv)) await checkPlace(kv);
    await within(patience, tryOut(kv));
  } catch (error) {
    const why = error instanceof StartError ? error.message : reason(error);
    throw new StartError(`Cannot use the database '${kv}': ${why}`, {
      cause: error,
    });
  }
}

async function checkPlace(path: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  if (await isFolder(path)) {
    throw new StartError(
      `it is a folder. Name a file in it, e.g. CHAT_KV='${path}/chat.kv'`,
    );
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Writes nothing that stays. Another process in the middle of a commit locks the file too; SQLite waits for that by itself. */
async function tryOut(kv: string): Promise<void> {
  using database = await Deno.openKv(kv);
  await database.atomic().delete(["start"]).commit();
}

async function within(patience: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new StartError(LOCKED)), patience);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Deno hands on SQLite's own words, without a class or a code to tell them apart. */
const REASONS: [words: RegExp, reason: string][] = [
  [/is locked/, LOCKED],
  [
    /not a database/,
    "the file is not a Deno KV database. Move it away, or choose another path with CHAT_KV",
  ],
  [
    /unable to open|read-?only|permission denied/i,
    "this user may not read and write it. Change the permissions of the file and its folder, or choose another path with CHAT_KV",
  ],
  [
    /not a directory|file exists/i,
    "a part of its path is a file and not a folder. Choose another path with CHAT_KV",
  ],
];

function reason(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? words;
}
