/**
 * One read for all who ask at the same time. Who asks while a read is under way shares the next one, never that one: it may have begun
 * before what the asker must see.
 */
export class SharedRead<T> {
  readonly #read: () => Promise<T>;
  #last: Promise<unknown> = Promise.resolve();
  #next: Promise<T> | undefined;

  /** `read` must settle some day: the others wait for it. */
  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** What a read gives that begins after this call. */
  ask(): Promise<T> {
    return this.#next ??= this.#last.then(() => this.#begin());
  }

  #begin(): Promise<T> {
    this.#next = undefined;
    const reading = this.#read();
    // Whoever asked for it hears of what went wrong; for the next one it only has to be over.
    this.#last = reading.catch(() => {});
    return reading;
  }
}
