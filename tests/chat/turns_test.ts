import { assertEquals } from "@std/assert";
import { FileTurns, noTurns, turnFileOf } from "@/chat/turns.ts";
import { CapturedLog } from "./captured_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { turn } from "./turn.ts";

async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  const remove = () => Deno.remove(folder, { recursive: true });
  return { path: `${folder}/chat.kv`, [Symbol.asyncDispose]: remove };
}

/** A worker of its own at this database. */
async function worker(path: string, environment = new FakeEnvironment()) {
  const options = { create: true, write: true };
  const file = await Deno.open(turnFileOf(path), options);
  return new FileTurns(file, environment);
}

Deno.test("take() gives the turn to one after another", async () => {
  await using database = await temporary();
  const environment = new FakeEnvironment();
  using one = await worker(database.path, environment);
  using other = await worker(database.path, environment);
  const order: string[] = [];
  const first = await one.take();
  const second = other.take().then((turn) => {
    order.push("second");
    turn[Symbol.dispose]();
  });
  await turn();
  order.push("first");
  first[Symbol.dispose]();
  await second;
  assertEquals(order, ["first", "second"]);
  assertEquals(environment.timers, 0);
});

Deno.test("take() gives a turn again that was given back", async () => {
  await using database = await temporary();
  using turns = await worker(database.path);
  for (let i = 0; i < 3; i++) {
    using _turn = await turns.take();
  }
});

Deno.test("take() goes on without the turn of somebody who does not end it, and passes it on should it come after all", async () => {
  const environment = new FakeEnvironment();
  const locked = Promise.withResolvers<void>();
  let unlocked = 0;
  using turns = new FileTurns({
    tryLockSync: () => false,
    lock: () => locked.promise,
    unlockSync: () => void unlocked++,
    close() {},
  }, environment);
  const waiting = turns.take();
  environment.pass(1_000);
  (await waiting)[Symbol.dispose]();
  assertEquals(unlocked, 0);
  locked.resolve();
  await turn();
  assertEquals(unlocked, 1);
});

Deno.test("take() goes on without the turn where the lock fails, and reports it", async () => {
  using log = new CapturedLog();
  const environment = new FakeEnvironment();
  const locked = Promise.withResolvers<void>();
  using turns = new FileTurns({
    tryLockSync: () => false,
    lock: () => locked.promise,
    unlockSync() {},
    close() {},
  }, environment);
  const waiting = turns.take();
  locked.reject(new Error("No locks here"));
  (await waiting)[Symbol.dispose]();
  assertEquals([log.lines.length, environment.timers], [1, 0]);
});

Deno.test("a turn that cannot be given back is reported, not thrown", async () => {
  using log = new CapturedLog();
  using turns = new FileTurns({
    tryLockSync: () => true,
    lock: () => Promise.resolve(),
    unlockSync() {
      throw new Error("The network is down");
    },
    close() {},
  }, new FakeEnvironment());
  (await turns.take())[Symbol.dispose]();
  assertEquals(log.lines.length, 1);
});

Deno.test("noTurns lets everybody go on at once", async () => {
  using _one = await noTurns.take();
  using _other = await noTurns.take();
});
