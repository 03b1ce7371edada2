/** Wiring only: one of these per worker. */
import { createApp } from "@/app.ts";
import { broadcastBus } from "@/chat/bus.ts";
import { Chat } from "@/chat/chat.ts";
import { systemEnvironment } from "@/chat/environment.ts";
import { KvStore } from "@/chat/kv_store.ts";
import { openKv } from "@/chat/open_kv.ts";
import { fileTurns } from "@/chat/turns.ts";
import { errorFigures, surviveFaults } from "@/faults.ts";
import { memoryWatch } from "@/memory.ts";
import { isRemote, readSettings } from "@/settings.ts";
import { prepareShutdown } from "@/shutdown.ts";

const settings = readSettings(Deno.env);
const { kv } = settings;
const file = kv !== undefined && !isRemote(kv) ? kv : undefined;
const database = await openKv(() => Deno.openKv(kv), systemEnvironment);
const bus = broadcastBus("confab");
const chat = await Chat.open({
  store: new KvStore(database, file !== undefined),
  bus,
  environment: systemEnvironment,
  ...(file !== undefined &&
    { turns: await fileTurns(file, systemEnvironment) }),
  postsPerSecond: settings.postsPerSecond,
  connectionsPerAddress: settings.connectionsPerIp,
  memoryIsShort: memoryWatch(),
  errors: errorFigures,
});

surviveFaults();
prepareShutdown({
  chat,
  bus,
  workers: Number(Deno.env.get("DENO_JOBS") ?? 1),
  supervised: Deno.env.get("CHAT_SUPERVISED") === "on",
});

export const app = createApp(chat, settings);
