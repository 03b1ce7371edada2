/** Keeps what is logged as an error or a warning, until it is disposed of, and keeps it off the screen. */
export class CapturedLog implements Disposable {
  readonly lines: string[] = [];
  readonly #error = console.error;
  readonly #warn = console.warn;

  constructor() {
    const keep = (line: unknown) => void this.lines.push(String(line));
    console.error = keep;
    console.warn = keep;
  }

  [Symbol.dispose](): void {
    console.error = this.#error;
    console.warn = this.#warn;
  }
}
