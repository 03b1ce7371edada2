import { fileURLToPath } from "node:url";
import { readSettings, SETTING_NAMES } from "@/settings.ts";
import { serverArguments, serverEnvironment } from "@/start/server.ts";
import { BUN_PATH } from "./install.ts";
import type { DialectName } from "./job.ts";

export const PEERS = [
  "confab",
  "bun",
  "ws",
  "socket.io",
  "deno",
  "deno-file",
  "deno-kv",
  "deno-kv-log",
] as const;

/** Who is measured: Confab and what it is compared with. */
export type PeerName = typeof PEERS[number];

/** How to start one. */
export interface Peer {
  name: PeerName;
  title: string;
  dialect: DialectName;
  /** Whether it has to be installed first. */
  installed: boolean;
  /** @param folder An empty folder for its data. @param workers For those that can have several. */
  command(folder: string, workers: number): string[];
  env(folder: string, workers: number): Record<string, string>;
  /** What it prints once it listens; the port is the first group. */
  listening: RegExp;
}

const LISTENING = /Listening on (\d+)\n/;
const file = (name: string) =>
  fileURLToPath(new URL(`./peers/${name}`, import.meta.url));

function settings(folder: string, workers: number): Record<string, string> {
  return {
    ...Object.fromEntries(SETTING_NAMES.map((name) => [name, ""])),
    PORT: "0",
    CHAT_KV: `${folder}/chat.kv`,
    CHAT_WORKERS: String(workers),
    CHAT_POSTS_PER_SECOND: "0",
    CHAT_CONNECTIONS_PER_IP: "0",
  };
}

/** Started with the arguments, permissions and environment that `deno task start` gives it. */
const CONFAB: Peer = {
  name: "confab",
  title: "Confab",
  dialect: "confab",
  installed: false,
  listening: /Confab is at http:.*:(\d+)\//,
  command(folder, workers) {
    const map = new Map(Object.entries(settings(folder, workers)));
    return [Deno.execPath(), ...serverArguments(readSettings(map))];
  },
  env(folder, workers) {
    const chosen = settings(folder, workers);
    return {
      ...chosen,
      ...serverEnvironment(readSettings(new Map(Object.entries(chosen)))),
    };
  },
};

function peer(
  name: PeerName,
  title: string,
  command: (folder: string) => string[],
  dialect: DialectName = "plain",
): Peer {
  return {
    name,
    title,
    dialect,
    installed: !name.startsWith("deno"),
    listening: LISTENING,
    command,
    // Otherwise Deno would take the peers' package.json for the whole project's.
    env: () => ({ DENO_NO_PACKAGE_JSON: "1" }),
  };
}

function denoPeer(name: string): string[] {
  return [
    Deno.execPath(),
    "run",
    "--no-config",
    "--unstable-kv",
    "--allow-all",
    file(name),
  ];
}

const ALL: Record<PeerName, Peer> = {
  confab: CONFAB,
  bun: peer("bun", "Bun publish", () => [BUN_PATH, file("bun.js")]),
  ws: peer("ws", "ws (Node)", () => ["node", file("ws.cjs")]),
  "socket.io": peer(
    "socket.io",
    "Socket.IO (Node)",
    () => ["node", file("socket_io.cjs")],
    "socket_io",
  ),
  deno: peer("deno", "bare Deno", () => denoPeer("deno.ts")),
  "deno-file": peer("deno-file", "bare Deno file", (folder) => [
    ...denoPeer("deno_file.ts"),
    `${folder}/messages.txt`,
  ]),
  "deno-kv": peer("deno-kv", "bare Deno KV", (folder) => [
    ...denoPeer("deno_kv.ts"),
    `${folder}/messages.kv`,
  ]),
  "deno-kv-log": peer("deno-kv-log", "bare Deno KV log", (folder) => [
    ...denoPeer("deno_kv_log.ts"),
    `${folder}/messages.kv`,
  ]),
};

export function peerOf(name: PeerName): Peer {
  return ALL[name];
}
