import type { Measurement } from "@/bench/figures.ts";
import type { Fill } from "@/bench/job.ts";
import type { Cursor } from "./dialect.ts";
import { type Host, Member } from "./member.ts";
import { messageText } from "./message_text.ts";
import { Meter } from "./meter.ts";
import type { Run } from "./run.ts";

/** Posts on the way at a time: as many as Confab takes from one connection. */
const IN_FLIGHT = 64;
/** How long each may take, in microseconds. */
const PATIENCE = 10_000;
const LEAST_PATIENCE = 30e6;

/** Connections that fill a room when nobody will count the messages by their writer. */
const FILLERS = 4;

/** Posts messages to room 0. */
export function fill(run: Run, { messages, bytes }: Fill): Measurement {
  const meter = new Meter(run.server);
  const share = Math.ceil(messages / FILLERS);
  const shares = Array.from(
    { length: FILLERS },
    (_, i) => Math.max(0, Math.min(share, messages - i * share)),
  );
  postAll(run, shares, bytes);
  const { seconds, figures } = meter.read(messages);
  const messagesPerSecond = messages / seconds;
  return run.result({ messagesPerSecond, ...figures }, messages);
}

/** Posts messages to room 0, numbered by one writer, and gives where somebody stands who has missed all of them. */
export function fillRoom(run: Run, messages: number, bytes: number): Cursor {
  const [filler] = postAll(run, [messages], bytes);
  return filler?.cursor ?? { epoch: "", after: 0 };
}

function postAll(
  run: Run,
  shares: readonly number[],
  bytes: number,
): Filler[] {
  const fillers = shares.map((share) => new Filler(run, share, bytes));
  const most = Math.max(...shares);
  const patience = Math.max(LEAST_PATIENCE, most * PATIENCE);
  if (!run.waitFor(patience, () => fillers.every(({ done }) => done))) {
    run.problem(`The server did not take ${most} messages in time`);
  }
  for (const filler of fillers) filler.close();
  return fillers;
}

/** A connection that posts. */
class Filler implements Host {
  readonly network;
  readonly dialect;
  readonly port;
  cursor: Cursor = { epoch: "", after: 0 };
  readonly #run: Run;
  readonly #messages: number;
  readonly #bytes: number;
  readonly #member: Member;

  constructor(run: Run, messages: number, bytes: number) {
    this.#run = run;
    this.network = run.network;
    this.dialect = run.dialect;
    this.port = run.port;
    this.#messages = messages;
    this.#bytes = bytes;
    this.#member = new Member(this, { index: 0, room: 0, writer: 0 });
  }

  get done(): boolean {
    return this.#member.confirmed >= this.#messages;
  }

  close(): void {
    this.#member.close();
  }

  joined(member: Member, epoch = "", head: number): void {
    this.cursor = { epoch, after: head };
    this.#refill(member);
  }

  takeKnown(): number {
    return 0;
  }

  take(): number {
    return 0;
  }

  confirmed(member: Member, count: number): void {
    member.confirmed += count;
    this.#refill(member);
  }

  problem(reason: string): void {
    this.#run.problem(reason);
  }

  #refill(member: Member): void {
    const most = Math.min(this.#messages, member.confirmed + IN_FLIGHT);
    const { sent } = member;
    member.post(Array.from(
      { length: most - sent },
      (_, i) => messageText(0, sent + i, 0, this.#bytes),
    ));
  }
}
