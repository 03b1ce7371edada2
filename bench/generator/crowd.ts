import type { FanOut } from "@/bench/job.ts";
import { Audience } from "./audience.ts";
import { now } from "./clock.ts";
import { type Host, Member } from "./member.ts";
import { messageText } from "./message_text.ts";
import type { Run } from "./run.ts";
import type { Tally } from "./tally.ts";

/** Who is in a crowd and what they write. */
export type CrowdPlan = Pick<
  FanOut,
  "rooms" | "readers" | "writers" | "inFlight" | "bytes"
>;

/** All members of all rooms, and the posts of those who write. */
export class Crowd implements Host {
  readonly network;
  readonly dialect;
  readonly port;
  readonly #audience: Audience;
  readonly writers: Member[] = [];
  readonly #run: Run;
  readonly #task: CrowdPlan;
  #joined = 0;
  #sent = 0;
  #writing = false;

  constructor(run: Run, task: CrowdPlan) {
    this.#run = run;
    this.#task = task;
    this.network = run.network;
    this.dialect = run.dialect;
    this.port = run.port;
    this.#audience = new Audience(task.rooms, task.readers, task.writers);
  }

  get tally(): Tally {
    return this.#audience.tally;
  }

  /** How many members there are. */
  get size(): number {
    return this.#task.rooms * this.#task.readers;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Deliveries that have not come yet. */
  get missing(): number {
    return this.#sent * this.#task.readers - this.tally.deliveries;
  }

  /** Connects all and waits until they have joined. */
  assemble(): void {
    this.#run.openAll(
      this.size,
      (index) => this.#open(index),
      () => this.#joined,
    );
  }

  /** Each writer that waits for confirmations sends as many messages as may be on the way, and from now on one for each that is confirmed. */
  start(): void {
    this.#writing = true;
    for (const writer of this.writers) this.#refill(writer);
  }

  stop(): void {
    this.#writing = false;
  }

  /** @param stamp When it should have been sent: a delay here counts as the server's. */
  post(member: Member, stamp: number, count = 1): void {
    const { writer = 0 } = member.seat;
    const { sent } = member;
    member.post(Array.from(
      { length: count },
      (_, i) => messageText(writer, sent + i, stamp, this.#task.bytes),
    ));
    this.#sent += count;
  }

  joined(): void {
    this.#joined++;
  }

  takeKnown(
    member: Member,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const { index, room } = member.seat;
    const { receivedAt } = this.network;
    const length = this.#audience
      .takeKnown(index, room, receivedAt, bytes, start, end);
    this.#echoed(member);
    return length;
  }

  take(
    member: Member,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const { index, room } = member.seat;
    const { receivedAt } = this.network;
    const count = this.#audience
      .take(index, room, receivedAt, bytes, start, end);
    this.#echoed(member);
    return count;
  }

  confirmed(member: Member, count: number): void {
    member.confirmed += count;
    this.#refill(member);
  }

  problem(reason: string): void {
    this.#run.problem(reason);
  }

  #open(index: number): void {
    const { readers, writers } = this.#task;
    const room = Math.floor(index / readers);
    const place = index % readers;
    const writes = place < writers;
    const seat = {
      index,
      room,
      ...(writes && { writer: room * writers + place }),
    };
    const member = new Member(this, seat);
    if (writes) this.writers.push(member);
  }

  /** Where nothing is acknowledged, a writer's own messages are their confirmation. */
  #echoed(member: Member): void {
    const { index, writer } = member.seat;
    if (writer === undefined || this.dialect.acks) return;
    member.confirmed = this.tally.echoes(index, writer);
    this.#refill(member);
  }

  #refill(member: Member): void {
    const { inFlight = 0 } = this.#task;
    const free = inFlight - (member.sent - member.confirmed);
    if (this.#writing && free > 0) this.post(member, now(), free);
  }
}
