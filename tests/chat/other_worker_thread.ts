import { broadcastBus, type Notice } from "@/chat/bus.ts";
import { systemEnvironment } from "@/chat/environment.ts";
import { Hub } from "@/chat/hub.ts";
import { KvStore } from "@/chat/kv_store.ts";
import { RoomLog } from "@/chat/room_log.ts";
import { FaultyStore } from "./faulty_store.ts";
import { RecordedOutlet } from "./recorded_outlet.ts";

/** What the thread is told. */
export type Order =
  | { type: "follow"; kv: string; channel: string; polls: boolean }
  /** Stop the event loop until `gate` is no longer 0. */
  | { type: "stand still"; gate: Int32Array<SharedArrayBuffer> };

/** How things stand in the thread, each time that they change. */
export interface Report {
  state: "following" | "still";
  /** How many notices of commits came. */
  notices: number;
  /** The word came that nothing more is on the bus. */
  heardAll: boolean;
  /** The `seq` of each event that the follower was sent. */
  seqs: number[];
  failure: string | undefined;
}

const outlet = new RecordedOutlet();
let notices = 0;
let heardAll = false;

function report(state: Report["state"]): void {
  const { seqs, failure } = outlet;
  const words = failure === undefined ? undefined : String(failure);
  const report: Report = { state, notices, heardAll, seqs, failure: words };
  self.postMessage(report);
}

async function follow(order: Extract<Order, { type: "follow" }>) {
  const store = FaultyStore.over(new KvStore(await Deno.openKv(order.kv)));
  const bus = broadcastBus(order.channel);
  const hub = new Hub(store, new RoomLog(store), bus, systemEnvironment);
  bus.listen((notice) => hear(hub, notice));
  if (order.polls) hub.start();
  const follower = await hub.enter("lobby", outlet);
  outlet.onDeliver = () => report("following");
  follower.feed.start(follower, follower.feed.last);
  // A second look at the head, still under way, would find what was missed.
  await store.quiet();
  report("following");
}

function hear(hub: Hub, notice: Notice): void {
  if (notice.type === "drained") heardAll = true;
  if (notice.type === "committed") {
    notices++;
    hub.heard(notice.commit);
  }
  report("following");
}

function standStill(gate: Int32Array<SharedArrayBuffer>): void {
  report("still");
  Atomics.wait(gate, 0, 0);
}

self.addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  if (data.type === "follow") await follow(data);
  else standStill(data.gate);
});
