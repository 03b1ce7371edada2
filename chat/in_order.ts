/** Runs the tasks of one room one after another; those of different rooms don't wait for each other. */
export class InOrder {
  /** Only while something is under way: most connections have nothing. */
  #tails: Map<string, Promise<void>> | undefined;

  /** At once and synchronously if nothing of the room is under way. `task` must not reject. */
  run(room: string, task: () => Promise<void> | void): void {
    const tail = this.#tails?.get(room);
    const done = tail ? tail.then(task) : task();
    if (!done) return;
    const tails = this.#tails ??= new Map();
    const mine = done.then(() => {
      if (tails.get(room) === mine) tails.delete(room);
      if (tails.size === 0) this.#tails = undefined;
    });
    tails.set(room, mine);
  }
}
