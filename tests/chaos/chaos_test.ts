/** A short run of `deno task chaos`. What goes wrong is written down here, so that what must have happened is certain. */
import { assert, assertEquals } from "@std/assert";
import type { Entry } from "@/tests/simulation/history.ts";
import { excerptFor } from "@/tests/simulation/trace.ts";
import { judge } from "./judge.ts";
import type { Fault, Storm } from "./plan.ts";
import { perform, playRound, type Round } from "./round.ts";
import { Site } from "./site.ts";
import { Totals } from "./totals.ts";
import { countWrong } from "./verdict.ts";

const SIZE = {
  people: 4,
  programs: 8,
  pages: 4,
  blockedPages: 1,
  slowReaders: 2,
  stoppingReaders: 2,
};
const READERS = SIZE.slowReaders + SIZE.stoppingReaders;
const QUICK = SIZE.programs + SIZE.pages + SIZE.blockedPages +
  SIZE.stoppingReaders;
const ROOMS = ["main", "tea", "flood"];
const PATIENCE_MS = 1_000;

const STORMS = [
  // First, because it takes clients seconds to find out: the rest goes on meanwhile.
  storm(
    { kind: "blackhole", at: 0, seat: 0, lasts: 400, noticed: true },
    {
      kind: "strand",
      at: 0,
      seat: 1,
      share: 0.3,
      end: "client",
      noticed: true,
    },
  ),
  storm(
    { kind: "kill", at: 0, seat: 0, down: 0 },
    { kind: "cut", at: 0, seat: 1, share: 0.5 },
  ),
  storm(
    { kind: "restart", at: 0, seat: 1 },
    { kind: "delay", at: 0, seat: 0, lasts: 600, most: 100 },
  ),
  storm(
    { kind: "stop", at: 0, lasts: 500 },
    { kind: "slice", at: 0, seat: 0, lasts: 500, most: 40 },
  ),
  storm({ kind: "kill", at: 0, seat: 1, down: 300 }),
  // The power fails.
  storm(
    { kind: "kill", at: 0, seat: 0, down: 100 },
    { kind: "kill", at: 0, seat: 1, down: 0 },
  ),
];

function storm(...faults: Fault[]): Storm {
  return { faults, patience: PATIENCE_MS };
}

Deno.test("real servers keep every promise while they are killed, restarted and cut off", async () => {
  await using site = await Site.open([1, 2]);
  const round = await playRound(site, {
    seed: 1,
    size: SIZE,
    rooms: ROOMS,
    storms: STORMS,
  });
  mustBeKept(round);
  assertEquals(round.faults.get("kill"), 4);
  assertEquals(round.faults.get("restart"), 1);
  assertEquals(round.faults.get("stop"), SIZE.stoppingReaders);
  // After a power failure everybody has to come back, and who only reads goes on where they stood.
  const totals = new Totals();
  totals.add(round);
  assert(totals.connections.reconnects >= QUICK + SIZE.slowReaders);
  assert(totals.connections.resumed >= READERS * ROOMS.length);
  assert(round.recoveries.length >= QUICK);
  assert(totals.commands.acknowledged > 0);
});

Deno.test("judge() sees what is missing", async () => {
  await using site = await Site.open([1]);
  const { stage, evidence } = await perform(site, {
    seed: 1,
    size: { ...SIZE, slowReaders: 0 },
    rooms: ROOMS,
    storms: [storm({ kind: "kill", at: 0, seat: 0, down: 0 })],
  });
  assertEquals(await judge(stage, evidence), []);
  const history = withoutLastEvents(evidence.history);
  const violations = await judge(stage, { ...evidence, history });
  assert(countWrong(violations).lost > 0);
});

/** As if a server had not sent what somebody heard last. */
function withoutLastEvents(history: readonly Entry[]): Entry[] {
  const closed = new Set(
    history.flatMap((entry) =>
      entry.kind === "closed" ? [entry.connection] : []
    ),
  );
  const last = history.findLastIndex((entry) =>
    entry.kind === "received" && !closed.has(entry.connection) &&
    entry.packets.some((packet) => "author" in packet)
  );
  return history.toSpliced(last, 1);
}

function mustBeKept({ history, violations }: Round): void {
  for (const violation of violations) {
    throw new Error(
      `${violation.invariant}: ${violation.detail}\n${
        excerptFor(violation, history).join("\n")
      }`,
    );
  }
}
