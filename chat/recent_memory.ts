/** What a room keeps of its recent events. */
export interface Recent {
  /** Gives it up, and says so by {@linkcode RecentMemory.gaveUp}. */
  forget(): void;
}

/** What the recent events of all rooms may take together: the rooms to which none was added for the longest time give theirs up first. */
export class RecentMemory {
  readonly #most: number;
  /** By the time of the last addition. */
  readonly #kept = new Map<Recent, number>();
  #bytes = 0;

  /** `most`: bytes, of all rooms together. */
  constructor(most: number) {
    this.#most = most;
  }

  /** A room has added to what it keeps, which is so many bytes now. Others may have to give theirs up; in the end the room itself. */
  grown(recent: Recent, bytes: number): void {
    this.gaveUp(recent);
    this.#kept.set(recent, bytes);
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) return;
      oldest.forget();
    }
  }

  /** A room keeps nothing any more. */
  gaveUp(recent: Recent): void {
    this.#bytes -= this.#kept.get(recent) ?? 0;
    this.#kept.delete(recent);
  }
}
