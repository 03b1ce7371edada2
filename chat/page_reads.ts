import { PAGES_AT_ONCE } from "./limits.ts";
import { StoreSilent } from "./patient_store.ts";

interface Waiting {
  begin: () => void;
  giveUp: (error: StoreSilent) => void;
}

/**
 * A page of the log is large, and one small frame asks for a hundred: a worker reads so many at a time, and those who ask take turns, so that
 * who asks for many holds up nobody who asks for one.
 */
export class PageReads {
  #free = PAGES_AT_ONCE;
  readonly #waiting = new Map<object, Waiting[]>();

  /** Gives what `read` gives, for `reader`, when it is their turn. Throws what it throws, or {@linkcode StoreSilent} if the store is silent while it waits. */
  async read<T>(reader: object, read: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await this.#turn(reader);
    try {
      return await read();
    } catch (error) {
      // The next one would wait as long for nothing.
      if (error instanceof StoreSilent) this.#giveUp(error);
      throw error;
    } finally {
      this.#end();
    }
  }

  #turn(reader: object): Promise<void> {
    const { promise, resolve: begin, reject: giveUp } = Promise.withResolvers<
      void
    >();
    const theirs = this.#waiting.get(reader) ?? [];
    theirs.push({ begin, giveUp });
    this.#waiting.set(reader, theirs);
    return promise;
  }

  #end(): void {
    const next = this.#next();
    if (next) next.begin();
    else this.#free++;
  }

  /** Whose turn it is has the next one after all others who wait. */
  #next(): Waiting | undefined {
    for (const [reader, theirs] of this.#waiting) {
      this.#waiting.delete(reader);
      const next = theirs.shift();
      if (theirs.length > 0) this.#waiting.set(reader, theirs);
      return next;
    }
  }

  #giveUp(error: StoreSilent): void {
    const waiting = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const { giveUp } of waiting) giveUp(error);
  }
}
