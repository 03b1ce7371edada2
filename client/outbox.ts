import { type ReadonlySignal, signal } from "@preact/signals";
import type { Command } from "../chat/protocol.ts";
import type { Environment } from "./environment.ts";
import { guarded } from "./guarded.ts";
import type { Entry } from "./outbox_entry.ts";
import { OutboxShelf } from "./outbox_shelf.ts";

/**
 * The commands that have no answer yet, or a refusal that nobody has seen to yet. Whatever is in here is on the shelf too, from
 * the moment that it was given; it leaves both together.
 */
export class Outbox {
  readonly #environment: Environment;
  readonly #shelf: OutboxShelf;
  readonly #entries = signal<readonly Entry[]>([]);
  /** In the order in which they were given. */
  readonly entries: ReadonlySignal<readonly Entry[]> = this.#entries;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#shelf = new OutboxShelf(environment.storage);
  }

  /** `author` is the person's id, if it is known. */
  add(command: Command, author: string | undefined): void {
    const last = this.#entries.peek().at(-1)?.since ?? 0;
    const since = Math.max(this.#environment.now(), last + 1);
    this.#put({
      command,
      key: this.#shelf.keyOf(command.id),
      since,
      ...(author !== undefined && { author }),
    });
  }

  /** Takes over what tabs that are gone left behind; calls `adopted` each time that there is something. */
  adopt(adopted: () => void): void {
    this.#shelf.adopt(guarded((entries: Entry[]) => {
      for (const entry of entries) this.#keep(entry);
      adopted();
    }));
  }

  find(id: string): Entry | undefined {
    return this.#entries.peek().find((entry) => entry.command.id === id);
  }

  /** False if another tab is done with the entry; then it is gone from here as well. */
  confirm(entry: Entry): boolean {
    const kept = this.#shelf.has(entry);
    if (!kept) this.#drop(entry);
    return kept;
  }

  /** The server may get it from now on. */
  sent(entry: Entry, author: string): void {
    this.#put({
      ...entry,
      author,
      sentAt: entry.sentAt ?? this.#environment.now(),
    });
  }

  fail(entry: Entry, problem: string): void {
    this.#put({ ...entry, problem });
  }

  /** Makes a failed one wait for the server again. */
  revive({ problem: _, ...entry }: Entry): void {
    this.#put(entry);
  }

  remove(entry: Entry): void {
    this.#shelf.remove(entry);
    this.#drop(entry);
  }

  #put(entry: Entry): void {
    this.#shelf.save(entry);
    this.#keep(entry);
  }

  #keep(entry: Entry): void {
    this.#entries.value = [...this.#without(entry), entry].sort((a, b) =>
      a.since - b.since
    );
  }

  #drop(entry: Entry): void {
    this.#entries.value = this.#without(entry);
  }

  #without({ key }: Entry): Entry[] {
    return this.#entries.peek().filter((entry) => entry.key !== key);
  }
}
