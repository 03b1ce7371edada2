import type { CommandFigures } from "./figures.ts";
import type { Committed } from "./pending.ts";
import { Refusal } from "./refusal.ts";

/** Counts commands by what became of them. */
export class CommandTally implements CommandFigures {
  committed = 0;
  repeated = 0;
  refused = 0;
  failed = 0;

  ended({ repeated }: Committed): void {
    if (repeated) this.repeated++;
    else this.committed++;
  }

  threw(error: unknown): void {
    if (error instanceof Refusal && error.code !== "unavailable") {
      this.refused++;
    } else this.failed++;
  }
}
