import type { Random } from "./random.ts";
import type { RawClient } from "./raw_client.ts";
import type { RawRoom } from "./raw_room.ts";
import { nonsense, oddJoin, Workload } from "./workload.ts";
import type { World } from "./world.ts";

const LARGEST_BURST = 70;

/** What a raw client is told to do: much of it sense, and what the real client never would: it repeats itself, contradicts itself, talks nonsense. */
export class RawHabits {
  readonly #world: World;
  readonly #client: RawClient;
  readonly #random: Random;
  readonly #workload: Workload;
  #names = 0;

  constructor(world: World, client: RawClient) {
    this.#world = world;
    this.#client = client;
    this.#random = world.random.fork();
    this.#workload = new Workload(this.#random, world.long);
  }

  /** Does one thing. `twin`: a client of the same person, maybe this one. */
  act(twin: RawClient): void {
    const room = this.#random.pick(this.#client.rooms);
    const kind = this.#random.next();
    if (kind < 0.02) this.#burst(room);
    else if (kind < 0.06) this.#repeat();
    else if (kind < 0.08) this.#contradict();
    else if (kind < 0.12) this.#comeAndGo(room);
    else if (kind < 0.15) this.#joinOddly(room);
    else if (kind < 0.17) this.#talkNonsense(room);
    else if (kind < 0.18) this.#tell(room);
    else if (kind < 0.25) this.#give(room, [this.#client, twin]);
    else this.#give(room, [this.#client]);
  }

  /** Several clients of a person may send the same command at once. */
  #give(room: RawRoom, clients: readonly RawClient[]): void {
    const id = `${this.#client.name}-${++this.#names}`;
    const command = { ...this.#workload.idea(room.slug, room.targets, id), id };
    for (const client of new Set(clients)) client.take(command);
  }

  #burst(room: RawRoom): void {
    const commands = this.#random.whole(2, LARGEST_BURST);
    for (let i = 0; i < commands; i++) this.#give(room, [this.#client]);
  }

  #repeat(): void {
    const { done } = this.#client.outbox;
    if (done.length > 0) this.#client.send(this.#random.pick(done));
  }

  #contradict(): void {
    const { done, waiting } = this.#client.outbox;
    const known = [...done, ...waiting];
    if (known.length > 0) {
      this.#client.send(this.#workload.clash(this.#random.pick(known)));
    }
  }

  #comeAndGo(room: RawRoom): void {
    if (!room.joined) return;
    room.joined = false;
    this.#client.send({ type: "leave", room: room.slug });
    const pause = this.#random.pick([0, 0, 300, 3_000]);
    if (pause === 0) this.#client.send(room.join());
    else {this.#world.scheduler.after(pause, () =>
        this.#client.send(room.join()));}
  }

  #joinOddly(room: RawRoom): void {
    if (!room.joined) return;
    const join = oddJoin(this.#random, room.slug, room.cursor, room.epoch);
    room.joined = false;
    room.goTo(join);
    this.#client.send(join);
  }

  #talkNonsense(room: RawRoom): void {
    const name = `nonsense-${this.#client.name}-${++this.#names}`;
    this.#client.sendFrame(nonsense(this.#random, room.slug, name));
  }

  #tell({ slug: room, cursor: seq }: RawRoom): void {
    if (seq > 0) {
      this.#client.send({ type: "read", room, seq }, {
        type: "typing",
        room,
        on: true,
      });
    }
  }
}
