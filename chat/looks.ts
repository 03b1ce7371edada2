import { looksLike } from "./attendance.ts";
import type { Bus } from "./bus.ts";
import type { Environment } from "./environment.ts";
import { LOOKS_PER_POLL, LOOKS_POLL_MS } from "./limits.ts";
import { authorOf, type People, type Person } from "./people.ts";
import type { Peers } from "./peers.ts";
import type { Presence } from "./presence.ts";
import { report } from "./report.ts";

export interface LooksParts {
  bus: Bus;
  environment: Environment;
  people: People;
  peers: Peers;
  presence: Presence;
}

/**
 * How people look, their name and colour: whoever changes it here or elsewhere looks so in all their connections. The workers of this
 * process tell each other; that is a hint. What counts is what stands in the store: those who are connected are looked up in turn, because
 * somebody else may have an old name by now.
 */
export class Looks {
  readonly #parts: LooksParts;
  /** Whose change was heard of since the last look into the store began: what that finds may be older. */
  readonly #heard = new Set<string>();
  #stop: (() => void) | undefined;
  #closed = false;

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** From now on looks up those who are connected. */
  start(): void {
    this.#stop = this.#parts.environment.after(LOOKS_POLL_MS, async () => {
      await this.poll();
      if (!this.#closed) this.start();
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
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
    this.#heard.add(person.id);
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

  /** Looks up some of those who are connected. Never rejects: their turn comes again. */
  async poll(): Promise<void> {
    const shown = this.#parts.peers.next(LOOKS_PER_POLL);
    this.#heard.clear();
    try {
      const kept = await this.#parts.people.findAll(shown.map(({ id }) => id));
      for (const [i, known] of shown.entries()) this.#compare(known, kept[i]);
    } catch (error) {
      if (!this.#closed) report("looking up who is connected failed", error);
    }
  }

  /** Who is only passing by is not kept. */
  #compare(known: Person, kept?: Person): void {
    if (!kept || this.#heard.has(kept.id) || looksLike(known, kept)) return;
    this.changed(kept);
  }
}
