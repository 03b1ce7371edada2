/** A map that forgets what was put into it longest ago: for what can be read again. */
export class BoundedMap<K, V extends NonNullable<unknown>> extends Map<K, V> {
  readonly #most: number;

  /** Holds at most `most` entries. */
  constructor(most: number) {
    super();
    this.#most = most;
  }

  /** An entry that is set again is the latest one. */
  override set(key: K, value: V): this {
    this.delete(key);
    super.set(key, value);
    if (this.size > this.#most) this.#forgetOldest();
    return this;
  }

  /** The entry of `key`; where there is none, what `make` makes is put there. What it throws is passed on. */
  ensure(key: K, make: (key: K) => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    this.set(key, made);
    return made;
  }

  #forgetOldest(): void {
    for (const key of this.keys()) {
      this.delete(key);
      return;
    }
  }
}
