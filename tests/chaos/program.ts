import type { Command } from "@/chat/protocol.ts";
import type { Random } from "@/tests/simulation/random.ts";
import type { RawRoom } from "@/tests/simulation/raw_room.ts";
import { nonsense, oddJoin, Workload } from "@/tests/simulation/workload.ts";
import type { LineParts } from "./line.ts";
import type { Member } from "./member.ts";
import type { Pace } from "./pacer.ts";
import { ProtocolClient } from "./protocol_client.ts";
import type { Heads } from "./witness.ts";

const LARGEST_BURST = 70;
/** So many commands are given to two programs of the same person at once. */
const TWICE = 0.1;
/** So many texts are as long as they may be. */
export const LONG_BODIES = 0.005;

/** Asks for many things at once, repeats and contradicts itself and talks nonsense, as the real client never would. */
export class Program implements Member {
  readonly name: string;
  readonly person: string;
  /** Other programs of the same person. */
  twins: readonly Program[] = [];
  readonly #random: Random;
  readonly #workload: Workload;
  readonly #client: ProtocolClient;
  #names = 0;

  /** `lost` is called whenever a connection is gone. */
  constructor(
    parts: LineParts,
    rooms: readonly string[],
    pace: Pace,
    lost: () => void,
  ) {
    this.name = parts.visitor.client;
    this.person = parts.visitor.person;
    this.#random = parts.random;
    this.#workload = new Workload(parts.random, LONG_BODIES);
    this.#client = new ProtocolClient(parts, rooms, pace, lost);
  }

  /** True if it has nothing to do. */
  get idle(): boolean {
    return this.#client.errands.open.length === 0;
  }

  set pace(pace: Pace) {
    this.#client.pace = pace;
  }

  start(): void {
    this.#client.start();
  }

  stop(): Promise<void> {
    return this.#client.stop();
  }

  isAt(heads: Heads): boolean {
    return this.#client.isAt(heads);
  }

  unrest(): string[] {
    const { errands, rooms } = this.#client;
    return [
      ...errands.open.map(({ id }) => `has to send '${id}'`),
      ...errands.owed.map((id) => `waits for an answer to '${id}'`),
      ...rooms.filter(({ joined }) => !joined).map(({ slug }) =>
        `has not joined '${slug}'`
      ),
    ].map((what) => `${this.name} ${what}`);
  }

  act(): void {
    const room = this.#random.pick(this.#client.rooms);
    const kind = this.#random.next();
    if (kind < 0.01) this.#burst(room);
    else if (kind < 0.05) this.#repeat();
    else if (kind < 0.07) this.#contradict();
    else if (kind < 0.09) this.#rejoin(room);
    else if (kind < 0.11) this.#joinOddly(room);
    else if (kind < 0.12) this.#talkNonsense(room);
    else this.#give(room);
  }

  /** Posts so many messages, as fast as it can. */
  post(room: string, count: number, text = ""): void {
    for (let i = 0; i < count; i++) {
      const id = this.#newName();
      this.#client.take({ type: "post", room, id, body: `${id} ${text}` });
    }
  }

  #give(room: RawRoom): void {
    const command = this.#newCommand(room);
    this.#client.take(command);
    if (!this.#random.chance(TWICE)) return;
    for (const twin of this.twins) twin.#client.take(command);
  }

  /** More than a server takes at once, now and then. */
  #burst(room: RawRoom): void {
    const length = this.#random.whole(2, LARGEST_BURST);
    this.#client.rush(
      ...Array.from({ length }, () => this.#newCommand(room)),
    );
  }

  #repeat(): void {
    const { done } = this.#client.errands;
    if (done.length > 0) this.#client.send(this.#random.pick(done));
  }

  #contradict(): void {
    const { done, open } = this.#client.errands;
    const known = [...done, ...open];
    if (known.length === 0) return;
    this.#client.send(this.#workload.clash(this.#random.pick(known)));
  }

  #rejoin(room: RawRoom): void {
    if (!room.joined) return;
    room.joined = false;
    this.#client.send({ type: "leave", room: room.slug }, room.join());
  }

  #joinOddly(room: RawRoom): void {
    if (!room.joined) return;
    room.joined = false;
    const join = oddJoin(this.#random, room.slug, room.cursor, room.epoch);
    if (join.type === "join" && join.epoch === room.epoch) {
      room.cursor = Math.min(room.cursor, join.after ?? Infinity);
    }
    this.#client.send(join);
  }

  #talkNonsense({ slug }: RawRoom): void {
    const name = `odd-${this.#newName()}`;
    this.#client.sendFrame(nonsense(this.#random, slug, name));
  }

  #newCommand({ slug, targets }: RawRoom): Command {
    const id = this.#newName();
    return { ...this.#workload.idea(slug, targets, id), id };
  }

  #newName(): string {
    return `${this.name}-${++this.#names}`;
  }
}
