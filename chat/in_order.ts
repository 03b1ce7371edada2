/** Runs the tasks of one room one after another; those of different rooms don't wait for each other. */
export class InOrder {
  readonly #tails = new Map<string, Promise<void>>();

  /** At once and synchronously if nothing of the room is under way. `task` must not reject. */
  run(room: string, task: () => Promise<void> | void): void {
    const tail = this.#tails.get(room);
    const done = tail ? tail.then(task) : task();
    if (!done) return;
    const mine = done.then(() => {
      if (this.#tails.get(room) === mine) this.#tails.delete(room);
    });
    this.#tails.set(room, mine);
  }
}
