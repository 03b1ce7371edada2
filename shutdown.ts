/**
 * Going down without losing anything. Two ways lead there: the end of standard input, by which `start.ts` asks (it leaves the
 * sockets to us, so that what was accepted is still answered), and SIGTERM or SIGINT straight from the platform (then
 * `deno serve` closes the sockets at once: `goodbye` still goes out, the rest is committed, clients ask again with the same `id`).
 */
import type { Bus } from "@/chat/bus.ts";
import type { Chat } from "@/chat/chat.ts";
import { DRAIN_MS } from "@/chat/limits.ts";

/** The runtime calls an answer complete that is still to be written to its socket: it takes a turn or two. In milliseconds. */
const LAST_ANSWERS_MS = 50;

/** What {@linkcode prepareShutdown} works on. */
export interface Shutdown {
  chat: Chat;
  bus: Bus;
  /** Workers in this process: the last one to have drained ends it. */
  workers: number;
  /** Whether the end of standard input means to go down. */
  supervised: boolean;
}

/** Sees to it that this worker drains when the process is to end. */
export function prepareShutdown(shutdown: Shutdown): void {
  const { bus, supervised } = shutdown;
  let drained = 0;
  const count = () => {
    if (++drained >= shutdown.workers) Deno.exit(0);
  };
  bus.listen((notice) => notice.type === "drained" && count());
  const begin = once(() => goDown(shutdown, count));
  Deno.addSignalListener("SIGINT", begin);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", begin);
  if (supervised) endOfInput().then(begin);
}

async function goDown(
  { chat, bus }: Shutdown,
  count: () => void,
): Promise<void> {
  // Another worker's word may get lost on the bus: nobody waits for it for ever.
  setTimeout(() => Deno.exit(0), DRAIN_MS);
  await chat.drain();
  await new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS));
  bus.post({ type: "drained" });
  count();
}

async function endOfInput(): Promise<void> {
  for await (const _ of Deno.stdin.readable);
}

function once(run: () => unknown): () => void {
  let ran = false;
  return () => {
    if (!ran) run();
    ran = true;
  };
}
