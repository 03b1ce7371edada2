import { createHash } from "node:crypto";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { keys } from "./keys.ts";
import { SESSION_MS } from "./limits.ts";
import type { Author } from "./protocol.ts";
import { put } from "./put.ts";
import { Refusal } from "./refusal.ts";
import { parseName } from "./protocol.ts";
import type { Store } from "./store.ts";
import { base64Url } from "./text.ts";

const person = z.object({
  id: z.string(),
  name: z.string(),
  since: z.number(),
});
/** Someone who reads and writes; a guest has a name and a session, no account. */
export type Person = z.infer<typeof person>;

const session = z.object({ person: z.string(), expires: z.number() });

/** 256 random bits: nobody guesses a session (at least 128 are asked for). */
const TOKEN_BYTES = 32;
const ID_BYTES = 9;
/** A session that has less than this part of its life left is prolonged by a visit. */
const RENEW_BELOW = 0.5;

export class People {
  readonly #store: Store;
  readonly #environment: Environment;

  constructor(store: Store, environment: Environment) {
    this.#store = store;
    this.#environment = environment;
  }

  /** Someone new. Not kept: see {@linkcode welcome}. */
  guest(): Person {
    const number = 1000 + Math.floor(this.#environment.random() * 9000);
    return {
      id: base64Url(this.#environment.secret(ID_BYTES)),
      name: `Guest ${number}`,
      since: this.#environment.now(),
    };
  }

  /** Keeps a new guest and gives the token of their session. The store keeps only its SHA-256. */
  async welcome(guest: Person): Promise<string> {
    const token = base64Url(this.#environment.secret(TOKEN_BYTES));
    const expires = this.#environment.now() + SESSION_MS;
    await put(this.#store, this.#environment, [
      { key: keys.person(guest.id), value: guest },
      {
        key: keys.session(digest(token)),
        value: { person: guest.id, expires },
        expireIn: SESSION_MS,
      },
    ]);
    return token;
  }

  /** Whose session it is; `undefined` if there is none or it has expired. */
  async bySession(token: string): Promise<Person | undefined> {
    const key = keys.session(digest(token));
    const found = session.safeParse((await this.#store.get(key)).value);
    const left = found.success
      ? found.data.expires - this.#environment.now()
      : 0;
    if (!found.success || left <= 0) return undefined;
    if (left < SESSION_MS * RENEW_BELOW) await this.#renew(key, found.data);
    return await this.find(found.data.person);
  }

  async find(id: string): Promise<Person | undefined> {
    const found = person.safeParse(
      (await this.#store.get(keys.person(id))).value,
    );
    return found.success ? found.data : undefined;
  }

  /** Throws {@linkcode Refusal} with what is wrong about the name. */
  async rename(who: Person, name: string): Promise<Person> {
    const parsed = parseName(name);
    if (!parsed.ok) throw new Refusal(parsed.error.code, parsed.error.message);
    const renamed = { ...who, name: parsed.value };
    await put(this.#store, this.#environment, [{
      key: keys.person(who.id),
      value: renamed,
    }]);
    return renamed;
  }

  async #renew(
    key: ReturnType<typeof keys.session>,
    found: z.infer<typeof session>,
  ): Promise<void> {
    const value = { ...found, expires: this.#environment.now() + SESSION_MS };
    await put(this.#store, this.#environment, [{
      key,
      value,
      expireIn: SESSION_MS,
    }]);
  }
}

/** As others see them. */
export function authorOf({ id, name }: Person): Author {
  return { id, name };
}

function digest(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
