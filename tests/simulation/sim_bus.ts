import type { Bus, Notice } from "@/chat/bus.ts";
import type { Host, World } from "./world.ts";

const LONGEST_DELAY_MS = 500;
const LONGEST_OVERFLOW_MS = 2_000;

/** The BroadcastChannel of one process: reaches its workers, unless it does not. */
export class BusSegment {
  readonly #world: World;
  readonly #members = new Set<SimBus>();

  constructor(world: World) {
    this.#world = world;
  }

  join(host: Host): Bus {
    const bus = new SimBus(this.#world, host, this.#members);
    this.#members.add(bus);
    return bus;
  }
}

class SimBus implements Bus {
  readonly #world: World;
  readonly #host: Host;
  readonly #members: Set<SimBus>;
  #heard: (notice: Notice) => void = () => {};
  #lastArrival = 0;
  /** Busy: its ring overflows until then. */
  #deafUntil = 0;

  constructor(world: World, host: Host, members: Set<SimBus>) {
    this.#world = world;
    this.#host = host;
    this.#members = members;
  }

  post(notice: Notice): void {
    if (
      notice.type === "committed" &&
      this.#host.passes("crash: committed, before the notice")
    ) return;
    if (!this.#host.alive) return;
    const copy = copyOf(notice);
    for (const member of this.#members) {
      if (member !== this) member.#take(copy);
    }
    if (notice.type === "committed") {
      this.#host.passes("crash: committed, after the notice");
    }
  }

  listen(heard: (notice: Notice) => void): void {
    this.#heard = heard;
  }

  close(): void {
    this.#members.delete(this);
  }

  #take(notice: Notice): void {
    const { faults, random, scheduler } = this.#world;
    const { name } = this.#host;
    if (faults.happens("bus overflows", name)) {
      this.#deafUntil = scheduler.elapsed + random.below(LONGEST_OVERFLOW_MS);
    }
    if (faults.active && this.#deafUntil > scheduler.elapsed) return;
    if (faults.happens("notice dropped", name)) return;
    this.#deliver(notice);
    if (faults.happens("notice repeated", name)) this.#deliver(notice);
  }

  #deliver(notice: Notice): void {
    const { faults, random, scheduler } = this.#world;
    const overtaken = faults.happens("notice out of order", this.#host.name);
    const way = overtaken
      ? random.below(LONGEST_DELAY_MS)
      : random.exponential(0.3);
    const arrival = scheduler.elapsed + way;
    const time = overtaken ? arrival : Math.max(arrival, this.#lastArrival);
    if (!overtaken) this.#lastArrival = time;
    scheduler.at(time, () => {
      if (this.#host.alive) this.#heard(notice);
    });
  }
}

/** Nothing is shared between workers. As `structuredClone` does it, but ten times as fast. */
function copyOf(notice: Notice): Notice {
  if (notice.type !== "committed") return { ...notice };
  const { version } = notice.commit;
  const added = notice.commit.added.map((one) => ({
    ...one,
    events: [...one.events],
  }));
  return { type: "committed", commit: { version, added } };
}
