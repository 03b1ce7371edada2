import type { Figures, Measurement } from "@/bench/figures.ts";
import type { Target } from "@/bench/job.ts";
import { now } from "./clock.ts";
import { type Dialect, dialectOf } from "./dialect.ts";
import { Network } from "./network.ts";

/** Past this share of a core the generator might be what is measured, if the server had more of its own left. */
const BUSIEST_GENERATOR = 0.9;
/** Connections that are being made at a time: more would overflow the queue of a listening socket. */
const OPENING = 200;
/** How long connecting may take, in microseconds. */
const OPENING_PATIENCE = 60e6;
const MOST_PROBLEMS = 5;

/** What all tasks of the generator share: the network, the server's dialect, and what went wrong. */
export class Run {
  readonly network = new Network();
  readonly dialect: Dialect;
  readonly port: number;
  readonly server: number;
  readonly problems: string[] = [];

  constructor({ dialect, port, pid }: Target) {
    this.dialect = dialectOf(dialect);
    this.port = port;
    this.server = pid;
  }

  problem(reason: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(reason);
  }

  /** Lets the network work until `time` or a problem, calling `tick`, which says for how many microseconds it has nothing to do. */
  until(time: number, tick: () => number = () => Infinity): void {
    while (this.problems.length === 0) {
      const idle = tick();
      const left = time - now();
      if (left <= 0) return;
      this.network.turn(Math.min(left, idle));
    }
  }

  /** Lets the network work until something holds; gives whether it did within so many microseconds. */
  waitFor(patience: number, holds: () => boolean): boolean {
    const end = now() + patience;
    while (this.problems.length === 0 && !holds()) {
      if (now() >= end) return false;
      this.network.turn(end - now());
    }
    return this.problems.length === 0;
  }

  /**
   * Opens `count` connections, a bounded number at a time, and waits until all of them have come as far as they should.
   *
   * @param done How many have.
   */
  openAll(
    count: number,
    open: (index: number) => void,
    done: () => number,
    patience = OPENING_PATIENCE,
  ): void {
    let opened = 0;
    const all = this.waitFor(patience, () => {
      while (opened < count && opened - done() < OPENING) open(opened++);
      return done() === count;
    });
    if (!all) {
      this.problem(`Only ${done()} of ${count} connections came through`);
    }
  }

  /** @param checked How many deliveries or responses were looked at. */
  result(figures: Figures, checked: number): Measurement {
    const { generatorCpu = 0, serverCpu = 0 } = figures;
    if (generatorCpu > BUSIEST_GENERATOR && generatorCpu > serverCpu) {
      this.problem(
        `The generator used ${
          generatorCpu.toFixed(2)
        } of a core, more than the server, and may have been what was measured`,
      );
    }
    return { figures, problems: this.problems, checked };
  }
}
