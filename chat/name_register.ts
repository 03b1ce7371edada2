import { z } from "zod";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { NAME_CODE_POINTS, SESSION_MS } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import { skeletonOf } from "./skeleton.ts";
import type { Entry, Key, Store, Transaction } from "./store.ts";

const holder = z.object({ person: z.string(), expires: z.number() });

/** Numbers that are tried behind a name that is taken. */
const FIRST_NUMBER = 2;
const LAST_NUMBER = 20;

/** Somebody else has this name, or one that looks the same. */
export class NameTaken extends Refusal {
  /** A name like it that nobody has. */
  readonly free: string;

  constructor(taken: string, free: string) {
    super(
      "forbidden",
      `Cannot take the name '${taken}': somebody here has it or one that looks the same, choose another such as '${free}'`,
    );
    this.free = free;
  }
}

/**
 * Who has which name. A name is held as long as a session lives, and so is every name that looks like it; who takes another one gives the
 * first one back.
 */
export class NameRegister {
  readonly #store: Store;
  readonly #environment: Environment;

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
  }

  /** True if the two can be taken for each other. */
  isSame(one: string, other: string): boolean {
    return skeletonOf(one) === skeletonOf(other);
  }

  /** Puts the reservation into a transaction that goes through only if the name is still theirs or nobody's. Throws {@linkcode NameTaken}. */
  async reserve(
    transaction: Transaction,
    person: string,
    name: string,
  ): Promise<void> {
    const entry = await this.#store.get(keyOf(name));
    if (this.#holder(entry, person) === "another") {
      throw new NameTaken(name, await this.#freeOne(name));
    }
    const expires = this.#environment.now() + SESSION_MS;
    transaction.checks.push(entry);
    transaction.sets.push({
      key: entry.key,
      value: { person, expires },
      expireIn: SESSION_MS,
    });
  }

  /** Puts it into a transaction that the person does not have this name any more. */
  async release(
    transaction: Transaction,
    person: string,
    name: string,
  ): Promise<void> {
    const entry = await this.#store.get(keyOf(name));
    if (this.#holder(entry, person) !== "themselves") return;
    transaction.checks.push(entry);
    transaction.deletes.push(entry.key);
  }

  #holder(
    { value }: Entry,
    person: string,
  ): "nobody" | "themselves" | "another" {
    const held = holder.safeParse(value).data;
    if (!held || held.expires <= this.#environment.now()) return "nobody";
    return held.person === person ? "themselves" : "another";
  }

  async #freeOne(name: string): Promise<string> {
    const names = candidates(name);
    const entries = await this.#store.getMany(
      names.map(keyOf),
    );
    const free = entries.findIndex((entry) =>
      this.#holder(entry, "") === "nobody"
    );
    return names[free] ?? numbered(name, this.#randomNumber());
  }

  #randomNumber(): number {
    return 1_000 + Math.floor(this.#environment.random() * 9_000);
  }
}

function keyOf(name: string): Key {
  return keys.name(skeletonOf(name));
}

function candidates(name: string): string[] {
  return Array.from(
    { length: LAST_NUMBER - FIRST_NUMBER + 1 },
    (_, i) => numbered(name, FIRST_NUMBER + i),
  );
}

/** The name with a number behind it, in place of its end if it would be too long. */
function numbered(name: string, number: number): string {
  const suffix = ` ${number}`;
  const base = [...name].slice(0, NAME_CODE_POINTS - suffix.length).join("");
  return base.trimEnd() + suffix;
}
