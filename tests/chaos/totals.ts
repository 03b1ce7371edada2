import {
  type CommandCounts,
  type ConnectionCounts,
  countCommands,
  countConnections,
} from "./counts.ts";
import type { Memory, Round } from "./round.ts";
import { countWrong, type Wrong } from "./verdict.ts";

/** What all rounds came to. */
export class Totals {
  rounds = 0;
  commands: CommandCounts = countCommands([]);
  connections: ConnectionCounts = countConnections([]);
  wrong: Record<Wrong, number> = countWrong([]);
  /** What went wrong on purpose, by name. */
  faults: Record<string, number> = {};
  /** Times to recover, in milliseconds. */
  readonly recoveries: number[] = [];
  /** Of the servers when the first round began, and when the last one ended. */
  memory: Memory = { start: undefined, end: undefined };

  add(round: Round): void {
    const { history, violations, faults, recoveries, memory } = round;
    this.rounds++;
    this.commands = sum(this.commands, countCommands(history));
    this.connections = sum(this.connections, countConnections(history));
    this.wrong = sum(this.wrong, countWrong(violations));
    this.faults = sum(this.faults, Object.fromEntries(faults));
    this.recoveries.push(...recoveries);
    const start = this.rounds === 1 ? memory.start : this.memory.start;
    this.memory = { start, end: memory.end };
  }
}

/** Adds what goes by the same name. */
function sum<Name extends string>(
  one: Record<Name, number>,
  other: Record<Name, number>,
): Record<Name, number> {
  const total = { ...one };
  for (const name in other) total[name] = (one[name] ?? 0) + other[name];
  return total;
}
