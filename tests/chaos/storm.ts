import { blackhole, cut, delay, slice, strand } from "./line_faults.ts";
import type { Fault, Storm } from "./plan.ts";
import { stopReading } from "./reader_faults.ts";
import { kill, restart } from "./server_faults.ts";
import { sleep, type Stage } from "./stage.ts";

/** Lets a storm happen, and waits until everybody is well again or its patience is used up. */
export async function carryOut(
  stage: Stage,
  { faults, patience }: Storm,
): Promise<void> {
  await Promise.all(faults.map(async (fault) => {
    await sleep(fault.at);
    await happen(stage, fault);
  }));
  const { lookout, recovery } = stage;
  await lookout.until(() => recovery.complete, patience);
}

function happen(stage: Stage, fault: Fault): Promise<void> | void {
  switch (fault.kind) {
    case "kill":
      return kill(stage, fault);
    case "restart":
      return restart(stage, fault);
    case "cut":
      return cut(stage, fault);
    case "strand":
      return strand(stage, fault);
    case "blackhole":
      return blackhole(stage, fault);
    case "delay":
      return delay(stage, fault);
    case "slice":
      return slice(stage, fault);
    case "stop":
      return stopReading(stage, fault);
  }
}
