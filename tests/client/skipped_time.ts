/** Makes `performance.now()` tell a later time than it is. Leaving its scope sets the clock right again. */
export class SkippedTime implements Disposable {
  #ms = 0;

  constructor() {
    const now = performance.now.bind(performance);
    performance.now = () => now() + this.#ms;
  }

  skip(ms: number): void {
    this.#ms += ms;
  }

  [Symbol.dispose](): void {
    Reflect.deleteProperty(performance, "now");
  }
}
