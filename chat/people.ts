import { createHash } from "node:crypto";
import { z } from "zod";
import { BoundedMap } from "./bounded_map.ts";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { HUES, SESSION_MS, SESSIONS_IN_MEMORY } from "./limits.ts";
import { NameRegister, NameTaken } from "./name_register.ts";
import { persist } from "./persist.ts";
import type { Author } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import { parseName } from "./protocol.ts";
import { report } from "./report.ts";
import type { Entry, Key, Store, Transaction } from "./store.ts";
import { base64Url } from "./text.ts";

const person = z.object({
  id: z.string(),
  name: z.string(),
  since: z.number(),
  /** The colour that they have chosen. */
  hue: z.int().min(0).max(HUES - 1).optional(),
});
/** Someone who reads and writes; a guest has a name and a session, no account. */
export type Person = z.infer<typeof person>;

const session = z.object({ person: z.string(), expires: z.number() });
type Session = z.infer<typeof session>;

/** Somebody who has come with a session. */
export interface Visit {
  person: Person;
  /** The session lives longer now than it did before. */
  prolonged: boolean;
}

/** 256 random bits: nobody guesses a session (at least 128 are asked for). */
const TOKEN_BYTES = 32;
const ID_BYTES = 9;
/** A session that has less than this part of its life left is prolonged by a visit. */
const RENEW_BELOW = 0.5;
/** Digits in the names of guests: of those who are kept, one more after each name that was taken; of the others so many that nobody is called the same. */
const DIGITS = 4;
const PASSING_DIGITS = 9;

export class People {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #names: NameRegister;
  /** Whose a session is, by its digest: known before it is read again, so that the person can be read at the same time. */
  readonly #owners = new BoundedMap<string, string>(SESSIONS_IN_MEMORY);

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
    this.#names = new NameRegister(store, environment);
  }

  /** Someone new. Not kept: see {@linkcode welcome}. */
  guest(digits = DIGITS): Person {
    const least = 10 ** (digits - 1);
    const number = least +
      Math.floor(this.#environment.random() * 9 * least);
    return {
      id: base64Url(this.#environment.secret(ID_BYTES)),
      name: `Guest ${number}`,
      since: this.#environment.now(),
    };
  }

  /** Someone who is here for one request or connection and is never kept. */
  passerBy(): Person {
    return this.guest(PASSING_DIGITS);
  }

  /** Makes up a guest, under a name that nobody has, and keeps them. */
  async newcomer(): Promise<{ person: Person; token: string }> {
    for (let digits = DIGITS;; digits++) {
      const person = this.guest(digits);
      try {
        return { person, token: await this.welcome(person) };
      } catch (error) {
        const goOn = error instanceof NameTaken && digits < PASSING_DIGITS - 1;
        if (!goOn) throw error;
      }
    }
  }

  /** Keeps a new guest and gives the token of their session. The store keeps only its SHA-256. Throws {@linkcode NameTaken}. */
  async welcome(guest: Person): Promise<string> {
    const token = base64Url(this.#environment.secret(TOKEN_BYTES));
    await this.#commit(async (transaction) => {
      await this.#names.reserve(transaction, guest.id, guest.name);
      transaction.sets.push(
        kept(guest),
        this.#session(keys.session(digest(token)), guest.id),
      );
    });
    return token;
  }

  /** Whose session it is; `undefined` if there is none or it has expired. */
  async bySession(token: string): Promise<Person | undefined> {
    return (await this.visit(token))?.person;
  }

  /** Like {@linkcode bySession}. Prolongs the session in its second half, unless `prolong` is false. */
  async visit(token: string, prolong = true): Promise<Visit | undefined> {
    const name = digest(token);
    const key = keys.session(name);
    const { found, person } = await this.#look(name, key);
    const left = found ? found.expires - this.#environment.now() : 0;
    if (!found || left <= 0 || !person) return undefined;
    const prolonged = prolong && left < SESSION_MS * RENEW_BELOW &&
      await this.#prolong(key, found, person);
    return { person, prolonged };
  }

  /** The session as it is now, and who has it. */
  async #look(name: string, key: Key) {
    const owner = this.#owners.get(name);
    const [entry, of] = await this.#store.getMany(
      owner === undefined ? [key] : [key, keys.person(owner)],
    );
    const found = session.safeParse(entry?.value).data;
    if (!found) return {};
    if (found.person === owner) return { found, person: personIn(of) };
    this.#owners.set(name, found.person);
    return { found, person: await this.find(found.person) };
  }

  async find(id: string): Promise<Person | undefined> {
    return personIn(await this.#store.get(keys.person(id)));
  }

  /** Those with these ids, in their order; `undefined` for whom nobody knows. */
  async findAll(ids: readonly string[]): Promise<(Person | undefined)[]> {
    const entries = await this.#store.getMany(ids.map(keys.person));
    return entries.map((entry) => personIn(entry));
  }

  /** Gives somebody another name, and another colour if there is one. Throws {@linkcode Refusal} with what is wrong about the name. */
  async rename(who: Person, name: string, hue = who.hue): Promise<Person> {
    const parsed = parseName(name);
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const renamed: Person = {
      ...who,
      name: parsed.value,
      ...(hue !== undefined && { hue }),
    };
    await this.#commit(async (transaction) => {
      const entry = await this.#store.get(keys.person(who.id));
      const before = person.safeParse(entry.value).data ?? who;
      transaction.checks.push(entry);
      transaction.sets.push(kept(renamed));
      await this.#names.reserve(transaction, who.id, renamed.name);
      if (!this.#names.isSame(before.name, renamed.name)) {
        await this.#names.release(transaction, who.id, before.name);
      }
    });
    return renamed;
  }

  /** Gives false if the store does not take it: the visitor may read all the same, and comes again. */
  async #prolong(key: Key, found: Session, known: Person): Promise<boolean> {
    try {
      await this.#commit((transaction) =>
        this.#renew(transaction, key, found, known)
      );
      return true;
    } catch (error) {
      report("prolonging a session failed", error);
      return false;
    }
  }

  async #renew(
    transaction: Transaction,
    key: Key,
    found: Session,
    known: Person,
  ): Promise<void> {
    const entry = await this.#store.get(keys.person(found.person));
    const person = personIn(entry) ?? known;
    transaction.checks.push(entry);
    transaction.sets.push(this.#session(key, found.person), kept(person));
    try {
      await this.#names.reserve(transaction, person.id, person.name);
    } catch (error) {
      // From a time before names were held: two may have the same one, and both stay.
      if (!(error instanceof NameTaken)) throw error;
    }
  }

  #session(key: Key, person: string): Transaction["sets"][number] {
    const expires = this.#environment.now() + SESSION_MS;
    return { key, value: { person, expires }, expireIn: SESSION_MS };
  }

  /** Commits what `fill` reads and puts together, as {@linkcode persist} does. */
  async #commit(
    fill: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    await persist(this.#environment, async () => {
      const transaction: Transaction = { checks: [], sets: [], deletes: [] };
      await fill(transaction);
      return this.#store.commit(transaction);
    });
  }
}

/** Nobody comes back after their session: what they wrote names them by itself. */
function kept(person: Person): Transaction["sets"][number] {
  return { key: keys.person(person.id), value: person, expireIn: SESSION_MS };
}

function personIn(entry?: Entry): Person | undefined {
  return person.safeParse(entry?.value).data;
}

/** As others see them. */
export function authorOf({ id, name, hue }: Person): Author {
  return { id, name, ...(hue !== undefined && { hue }) };
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
