import type { Cursor } from "./dialect.ts";
import { type Host, Member } from "./member.ts";
import type { Run } from "./run.ts";
import { Tally } from "./tally.ts";

/** A client that comes back and is done when it has got all that it missed. */
export class Returner implements Host {
  readonly network;
  readonly dialect;
  readonly port;
  readonly #run: Run;
  readonly #missed: number;
  readonly #finish: () => void;
  readonly #tally = new Tally(1, 1);
  readonly #member: Member;

  /** @param finish Is called when it has got all. */
  constructor(
    run: Run,
    cursor: Cursor | undefined,
    missed: number,
    finish: () => void,
  ) {
    this.#run = run;
    this.network = run.network;
    this.dialect = run.dialect;
    this.port = run.port;
    this.#missed = missed;
    this.#finish = finish;
    this.#member = new Member(this, {
      index: 0,
      room: 0,
      ...(cursor && { cursor }),
    });
  }

  close(): void {
    this.#member.close();
  }

  joined(): void {
    if (this.#missed === 0) this.#finish();
  }

  takeKnown(): number {
    return 0;
  }

  take(_: Member, bytes: Uint8Array, start: number, end: number): number {
    const { receivedAt } = this.network;
    const count = this.#tally.take(0, 0, receivedAt, bytes, start, end);
    if (count > 0) this.#check();
    return count;
  }

  confirmed(): void {}

  problem(reason: string): void {
    this.#run.problem(reason);
  }

  #check(): void {
    const { deliveries, misplaced } = this.#tally;
    if (misplaced > 0) {
      this.#run.problem(`${misplaced} missed messages lost or out of order`);
    }
    if (deliveries === this.#missed) this.#finish();
  }
}
