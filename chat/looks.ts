import type { Bus } from "./bus.ts";
import { authorOf, type People, type Person } from "./people.ts";
import type { Peers } from "./peers.ts";
import type { Presence } from "./presence.ts";
import { report } from "./report.ts";

export interface LooksParts {
  bus: Bus;
  people: People;
  peers: Peers;
  presence: Presence;
}

/** How people look, their name and colour: whoever changes it here or elsewhere looks so in all their connections. */
export class Looks {
  readonly #parts: LooksParts;

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** Somebody is to have another name or colour. Throws `Refusal`. */
  async change(person: Person, name: string, hue?: number): Promise<void> {
    const { bus, people } = this.#parts;
    const changed = await people.rename(person, name, hue);
    this.changed(changed);
    bus.post({ type: "renamed", person: changed });
  }

  /** Somebody has another name or colour, by way of this worker or another. */
  changed(person: Person): void {
    const { peers, presence } = this.#parts;
    peers.renamed(person);
    presence.rename(authorOf(person));
  }

  /** Another instance knows this person by another name or colour: the store knows what is right. */
  async doubt(id: string): Promise<void> {
    try {
      const person = await this.#parts.people.find(id);
      if (person) this.changed(person);
    } catch (error) {
      report("looking up a person failed", error);
    }
  }
}
