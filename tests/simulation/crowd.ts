import { BrowserProfile } from "./browser_profile.ts";
import type { FinalView } from "./final_state.ts";
import { RawClient } from "./raw_client.ts";
import { RawHabits } from "./raw_habits.ts";
import type { Visitor } from "./sim_link.ts";
import type { Network } from "./sim_network.ts";
import type { Site } from "./sim_site.ts";
import { SimTab } from "./sim_tab.ts";
import type { World } from "./world.ts";

/** Within this time everybody comes, in milliseconds. */
const ARRIVAL_MS = 1_000;
/** Of so many people, the browser knows which of its tabs are gone. */
const LOCKS_CHANCE = 0.8;
/** The first room is everybody's; each other one, of so many. */
const ROOM_CHANCE = 0.6;

/** Everybody who uses the chat in a run: programs that speak the protocol, and tabs of browsers; some belong to the same person. */
export class Crowd {
  readonly #world: World;
  readonly #network: Network;
  readonly #site: Site;
  readonly #rooms: readonly string[];
  readonly #people: number;
  readonly #raw: RawClient[];
  readonly #tabs: SimTab[];
  readonly #profiles = new Map<string, BrowserProfile>();

  constructor(
    world: World,
    network: Network,
    site: Site,
    rooms: readonly string[],
  ) {
    const { random } = world;
    this.#world = world;
    this.#network = network;
    this.#site = site;
    this.#rooms = rooms;
    this.#people = random.whole(2, 3);
    this.#raw = Array.from(
      { length: random.whole(2, 3) },
      (_, i) => this.#newRaw(`raw-${i + 1}`),
    );
    this.#tabs = Array.from(
      { length: random.whole(1, 3) },
      (_, i) => this.#newTab(`tab-${i + 1}`),
    );
  }

  /** Lets all come, and do about `actions` things in the next `ms`. */
  begin(actions: number, ms: number): void {
    const { random, scheduler } = this.#world;
    const mean = ms * (this.#raw.length + this.#tabs.length) / actions;
    for (const client of this.#raw) {
      const habits = new RawHabits(this.#world, client);
      scheduler.after(random.below(ARRIVAL_MS), () => client.start());
      this.#keepActing(
        () => habits.act(random.pick(this.#twinsOf(client))),
        mean,
        ms,
      );
    }
    for (const tab of this.#tabs) {
      scheduler.after(random.below(ARRIVAL_MS), () => void tab.open());
      this.#keepActing(() => tab.act(), mean, ms);
    }
  }

  /** Sees to it that people look at their tabs. */
  wake(): void {
    for (const tab of this.#tabs) tab.wake();
  }

  /** What is not as it should be in the end. */
  unrest(headOf: (room: string) => number): string[] {
    return [
      ...this.#raw.flatMap((client) => client.unrest(headOf)),
      ...this.#tabs.flatMap((tab) => tab.unrest()),
    ];
  }

  /** What the tabs show. */
  views(): FinalView[] {
    return this.#tabs.flatMap((tab) => tab.views());
  }

  #newRaw(name: string): RawClient {
    return new RawClient(
      this.#world,
      this.#network,
      this.#visitor(name),
      this.#someRooms(),
    );
  }

  #newTab(name: string): SimTab {
    const visitor = this.#visitor(name);
    const profile = this.#profileOf(visitor.person.id);
    const parts = {
      network: this.#network,
      site: this.#site,
      visitor,
      profile,
    };
    return new SimTab(this.#world, parts, this.#someRooms());
  }

  #visitor(client: string): Visitor {
    const number = this.#world.random.whole(1, this.#people);
    return {
      person: { id: `p${number}`, name: `Person ${number}` },
      client,
      address: `10.0.0.${number}`,
    };
  }

  #someRooms(): string[] {
    const [first = "", ...others] = this.#rooms;
    return [
      first,
      ...others.filter(() => this.#world.random.chance(ROOM_CHANCE)),
    ];
  }

  #profileOf(person: string): BrowserProfile {
    const profile = this.#profiles.get(person) ??
      new BrowserProfile(this.#world, this.#world.random.chance(LOCKS_CHANCE));
    this.#profiles.set(person, profile);
    return profile;
  }

  #twinsOf(client: RawClient): RawClient[] {
    return this.#raw.filter((other) => other.person === client.person);
  }

  #keepActing(act: () => void, mean: number, until: number): void {
    const { scheduler, random } = this.#world;
    scheduler.after(random.exponential(mean), () => {
      if (scheduler.elapsed > until) return;
      act();
      this.#keepActing(act, mean, until);
    });
  }
}
