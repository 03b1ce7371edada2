import { assertEquals } from "@std/assert";
import type { Figures } from "@/chat/figures.ts";
import { ROLL_CALL_MS, SILENCE_MS } from "@/chat/limits.ts";
import { RollCall } from "@/chat/roll_call.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { LinkedBuses } from "./linked_buses.ts";

const NONE: Figures = {
  since: 0,
  connections: 0,
  turnedAway: { address: 0, memory: 0, full: 0 },
  rooms: 0,
  followers: 0,
  delivered: 0,
  committed: 0,
  repeated: 0,
  refused: 0,
  failed: 0,
  commits: 0,
  commitMs: 0,
  errors: 0,
  faults: 0,
};

/** Roll calls of as many workers. */
function workers(environment: FakeEnvironment, names: string[]): RollCall[] {
  const buses = new LinkedBuses();
  return names.map((name) => {
    const bus = buses.join();
    const rollCall = new RollCall(bus, name, () => NONE, environment);
    bus.listen((notice) => {
      if (notice.type !== "here") return;
      rollCall.heard(notice.worker, notice.figures);
    });
    return rollCall;
  });
}

Deno.test("silent counts nobody as long as all are heard of", () => {
  const environment = new FakeEnvironment();
  const all = workers(environment, ["a", "b", "c"]);
  for (const one of all) one.start();
  environment.pass(10 * SILENCE_MS);
  assertEquals(all.map(({ silent }) => silent), [0, 0, 0]);
});

Deno.test("silent counts a worker that is not heard of for too long, until it is again", () => {
  const environment = new FakeEnvironment();
  const [a, b] = workers(environment, ["a", "b"]);
  a?.start();
  b?.start();
  b?.stop();
  environment.pass(SILENCE_MS);
  assertEquals(a?.silent, 0);
  environment.pass(1);
  assertEquals([a?.silent, b?.silent], [1, 0]);
  b?.start();
  assertEquals(a?.silent, 0);
});

Deno.test("stop() leaves no timer behind", () => {
  const environment = new FakeEnvironment();
  const [a] = workers(environment, ["a"]);
  a?.start();
  environment.pass(3 * ROLL_CALL_MS);
  a?.stop();
  assertEquals(environment.timers, 0);
});
