import { join, resolve, sep as SEPARATOR } from "node:path";
import { fileURLToPath } from "node:url";
import { turnFileOf } from "@/chat/turns.ts";
import { isRemote, type Settings } from "@/settings.ts";
import { HOST } from "@/start/port.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** The folder that the permission set `serve` of `deno.json` lets a server write to. */
const DATA = join(ROOT, "data");

/**
 * What `deno` is called with to serve the built app. The permission set `serve` allows what every server needs; the
 * one thing that differs from place to place is the database.
 */
export function serverArguments(settings: Settings): string[] {
  return [
    "serve",
    "--quiet",
    "--no-prompt",
    "--permission-set=serve",
    ...databasePermissions(settings.kv),
    ...(settings.workers > 1 ? ["--parallel"] : []),
    `--host=${HOST}`,
    `--port=${settings.port}`,
    import.meta.resolve("./serve.ts"),
  ];
}

/** Variables of the server besides the settings: how many workers, and that the end of standard input means to go down. */
export function serverEnvironment(settings: Settings): Record<string, string> {
  return {
    DENO_JOBS: String(settings.workers),
    CHAT_SUPERVISED: "on",
    // Otherwise Deno sends everything uncompressed.
    DENO_SERVE_AUTOMATIC_COMPRESSION: "1",
  };
}

/** A permission flag takes the place of the whole list of its kind in the set, so it has to say everything. */
function databasePermissions(kv: string | undefined): string[] {
  if (kv === undefined) return [];
  // Only its answer says on which hosts the data is, and that may change.
  if (isRemote(kv)) return ["--allow-net"];
  if (resolve(kv).startsWith(DATA + SEPARATOR)) return [];
  return [
    `--allow-read=${ROOT},${kv}`,
    `--allow-write=${kv},${turnFileOf(kv)}`,
  ];
}
