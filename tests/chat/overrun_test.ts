/**
 * Deno's BroadcastChannel is a ring of 256 messages for the whole process: who does not read in time loses the oldest, and nobody is
 * told. Here a real one overruns, between two threads on one database.
 */
import { assert, assertEquals } from "@std/assert";
import { broadcastBus, type Bus, type Notice } from "@/chat/bus.ts";
import { systemEnvironment } from "@/chat/environment.ts";
import { GroupCommit } from "@/chat/group_commit.ts";
import { Hub } from "@/chat/hub.ts";
import { KvStore } from "@/chat/kv_store.ts";
import { RoomLog } from "@/chat/room_log.ts";
import { ann, post } from "./log_fixture.ts";
import { OtherWorker } from "./other_worker.ts";

/** More than the ring holds. */
const TOO_MANY = 400;
const NOISE: Notice = {
  type: "sockets",
  worker: "other",
  counts: [],
  all: true,
};

/** This thread's worker: commits one message at a time, each with a notice of its own. */
class Writer implements AsyncDisposable {
  readonly kv: string;
  readonly channel = crypto.randomUUID();
  readonly bus: Bus = broadcastBus(this.channel);
  readonly #folder: string;
  readonly #store: KvStore;
  readonly #commits: GroupCommit;
  notices = 0;

  static async open(): Promise<Writer> {
    const folder = await Deno.makeTempDir({ prefix: "confab-" });
    const kv = `${folder}/chat.kv`;
    return new Writer(folder, kv, new KvStore(await Deno.openKv(kv)));
  }

  private constructor(folder: string, kv: string, store: KvStore) {
    this.#folder = folder;
    this.kv = kv;
    this.#store = store;
    const log = new RoomLog(store);
    const hub = new Hub(store, log, this.bus, systemEnvironment);
    this.#commits = new GroupCommit(store, systemEnvironment, (commit) => {
      this.notices++;
      hub.committed(commit);
    });
  }

  /** Commits events up to this `seq`. */
  async writeTo(seq: number): Promise<void> {
    while (this.notices < seq) {
      await this.#commits.append(ann, post(`${this.notices + 1}`));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.bus.close();
    this.#store.close();
    await Deno.remove(this.#folder, { recursive: true });
  }
}

Deno.test("a follower misses nothing when the channel overran while its worker stood still", async () => {
  const last = TOO_MANY + 100;
  await using writer = await Writer.open();
  const { kv, channel } = writer;
  using other = await OtherWorker.following(kv, channel, { polls: false });
  await writer.writeTo(1);
  await other.begins();
  await other.standStill();
  await writer.writeTo(TOO_MANY);
  other.goOn();
  // It reads from the log while further notices come.
  await writer.writeTo(last);
  writer.bus.post({ type: "drained" });
  const { notices, seqs, failure } = await other.endsWith(last);
  assert(notices < writer.notices, "The channel has dropped nothing");
  assertEquals(seqs, upTo(last));
  assertEquals(failure, undefined);
});

Deno.test("a follower misses nothing when the channel dropped every notice of its room", async () => {
  await using writer = await Writer.open();
  const { kv, channel } = writer;
  using other = await OtherWorker.following(kv, channel, { polls: true });
  await writer.writeTo(1);
  await other.begins();
  await other.standStill();
  await writer.writeTo(20);
  // The ring is everybody's: what other rooms say pushes out what this one said.
  for (let i = 0; i < TOO_MANY; i++) writer.bus.post(NOISE);
  writer.bus.post({ type: "drained" });
  other.goOn();
  const { notices, seqs, failure } = await other.endsWith(20);
  assertEquals(notices, 1, "The channel has not dropped all the others");
  assertEquals(seqs, upTo(20));
  assertEquals(failure, undefined);
});

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
