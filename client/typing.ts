import { type ReadonlySignal, signal } from "@preact/signals";
import type { Author, Typing as TypingPacket } from "../chat/protocol.ts";
import { Alarm } from "./alarm.ts";
import type { Environment } from "./environment.ts";

/** Whoever is not heard of for so long does not type any more (`docs/protocol.md`). */
const FORGOTTEN_MS = 6_000;
/** One who goes on typing says so no more often than this. */
const REPEAT_MS = 3_000;
const NOBODY: readonly Author[] = [];

interface Writer {
  user: Author;
  /** When they were heard of last, in milliseconds since the Unix epoch. */
  at: number;
}

/** Who is writing something in a room, oneself included: that is told to the others. */
export class Typing {
  readonly #people = signal<readonly Author[]>(NOBODY);
  /** The others. */
  readonly people: ReadonlySignal<readonly Author[]> = this.#people;
  readonly #environment: Environment;
  readonly #tell: (on: boolean) => void;
  readonly #alarm: Alarm;
  readonly #writers = new Map<string, Writer>();
  /** When the others were told last that one types; null if they take one to have stopped. */
  #toldAt: number | null = null;

  constructor(environment: Environment, tell: (on: boolean) => void) {
    this.#environment = environment;
    this.#tell = tell;
    this.#alarm = new Alarm(environment);
  }

  heard({ user, on }: TypingPacket): void {
    const at = this.#environment.now();
    if (on) this.#writers.set(user.id, { user, at });
    else this.#writers.delete(user.id);
    this.#show();
  }

  /** They have sent what they wrote. */
  stopped(user: Author): void {
    if (this.#writers.delete(user.id)) this.#show();
  }

  /** One is writing something, or has stopped. */
  compose(on: boolean): void {
    const now = this.#environment.now();
    if (on && this.#toldAt !== null && since(this.#toldAt, now) < REPEAT_MS) {
      return;
    }
    if (!on && this.#toldAt === null) return;
    this.#toldAt = on ? now : null;
    this.#tell(on);
  }

  #show(): void {
    const now = this.#environment.now();
    for (const [id, { at }] of this.#writers) {
      if (since(at, now) >= FORGOTTEN_MS) this.#writers.delete(id);
    }
    const writers = [...this.#writers.values()];
    this.#tellPage(writers.map(({ user }) => user));
    this.#alarm.clear();
    const first = Math.min(...writers.map(({ at }) => at));
    const rest = first + FORGOTTEN_MS - now;
    if (rest < Infinity) this.#alarm.set(rest, () => this.#show());
  }

  /** Only what is new: the same people are shown already. */
  #tellPage(people: readonly Author[]): void {
    const shown = this.#people.peek();
    const same = people.length === shown.length &&
      people.every(({ id }, i) => shown[i]?.id === id);
    if (!same) this.#people.value = people;
  }
}

/** In ms. Where the clock has been set back since, how far: to wait until it has caught up could take for ever. */
function since(at: number, now: number): number {
  return Math.abs(now - at);
}
