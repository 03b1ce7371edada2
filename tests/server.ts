import { readSettings, SETTING_NAMES } from "@/settings.ts";
import { serverArguments, serverEnvironment } from "@/start/server.ts";
import { Process } from "@/tests/deno_process.ts";

/** How to start a server; everything has a default. */
export interface ServerOptions {
  /** Server workers; 1 by default. */
  workers?: number;
  /** Path of the database, for a second server on the first one's; by default one of its own that goes with the server. */
  kv?: string;
  /** Further settings, e.g. `{ CHAT_POSTS_PER_SECOND: "0" }`. */
  env?: Record<string, string>;
}

/** The built app in a real process. Leaving the scope of an `await using` kills it and removes its database. */
export interface RunningServer extends AsyncDisposable {
  /** Without a slash at the end: `http://localhost:1234`. */
  readonly url: string;
  /** Where the socket is: `ws://localhost:1234/api/chat`. */
  readonly wsUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly kv: string;
  /** What it has written so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Asks it to go down, as `start.ts` does or with a signal, and gives its exit code. */
  stop(signal?: Deno.Signal): Promise<number>;
  /** Ends it as a power cut would: `kill -9`. The database stays. */
  kill(): Promise<void>;
}

/** Whoever runs the tests may have some of them set; an empty variable is an unset one. */
const UNSET = Object.fromEntries(SETTING_NAMES.map((name) => [name, ""]));

/**
 * Starts the built app on a free port, with the arguments and permissions that `start.ts` gives it, and waits until it serves.
 *
 * @throws {Error} If it ends before it serves; the message holds what it wrote.
 */
export async function startServer(
  { workers = 1, kv, env = {} }: ServerOptions = {},
): Promise<RunningServer> {
  const folder = kv ? undefined : await Deno.makeTempDir({ prefix: "confab-" });
  const path = kv ?? `${folder}/chat.kv`;
  const process = spawn({
    ...UNSET,
    PORT: "0",
    CHAT_KV: path,
    CHAT_WORKERS: String(workers),
    ...env,
  });
  return running(process, await portOf(process), path, folder);
}

function spawn(variables: Record<string, string>): Process {
  const settings = readSettings(new Map(Object.entries(variables)));
  return new Process(serverArguments(settings), {
    ...variables,
    ...serverEnvironment(settings),
  });
}

async function portOf(process: Process): Promise<number> {
  try {
    const [, port] = await process.stdout.match(/Confab is at http:.*:(\d+)\//);
    return Number(port);
  } catch (error) {
    const reason = await process.stderr.whole;
    throw new Error(`Cannot start the server: ${reason}`, { cause: error });
  }
}

function running(
  process: Process,
  port: number,
  kv: string,
  folder: string | undefined,
): RunningServer {
  return {
    url: `http://localhost:${port}`,
    wsUrl: `ws://localhost:${port}/api/chat`,
    port,
    pid: process.pid,
    kv,
    get stdout() {
      return process.stdout.text;
    },
    get stderr() {
      return process.stderr.text;
    },
    async stop(signal) {
      if (signal === undefined) await process.endInput();
      else process.signal(signal);
      return await process.ended;
    },
    async kill() {
      await process[Symbol.asyncDispose]();
    },
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
      if (folder !== undefined) await Deno.remove(folder, { recursive: true });
    },
  };
}
