/** For waiting until something is so: whoever waits looks again whenever something has happened. */
export class Lookout {
  readonly #looks = new Set<() => void>();
  #stirred = false;

  /** Something has happened. The others look once the code that heard of it is through. */
  stir(): void {
    if (this.#stirred) return;
    this.#stirred = true;
    queueMicrotask(() => {
      this.#stirred = false;
      for (const look of [...this.#looks]) look();
    });
  }

  /** Calls `look` each time, until the function that it gives is called. */
  each(look: () => void): () => void {
    this.#looks.add(look);
    return () => this.#looks.delete(look);
  }

  /** Gives true as soon as it is so, false if it is not within `patience` ms. */
  async until(isSo: () => boolean, patience: number): Promise<boolean> {
    if (isSo()) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), patience);
    const stop = this.each(() => isSo() && resolve(true));
    const found = await promise;
    clearTimeout(timer);
    stop();
    return found;
  }
}
