/** So that a test that waits for a process in vain fails, and does not hang. */
const LONGEST_LIFE_MS = 5 * 60_000;

/** Everything a process has written to one of its outputs so far. */
export class Transcript {
  text = "";
  /** All of it, once there is no more to come: that may be later than the end of the process. */
  readonly whole: Promise<string>;
  #ended = false;
  #changed = Promise.withResolvers<void>();

  constructor(output: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.whole = this.#collect(output);
  }

  /** Waits until the text matches, and gives the match. Throws if the output ends without one. */
  async match(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.text.match(pattern);
      if (match !== null) return match;
      if (this.#ended) {
        throw new Error(`Cannot find ${pattern} in '${this.text}'`);
      }
      await this.#changed.promise;
    }
  }

  async #collect(
    output: ReadableStream<Uint8Array<ArrayBuffer>>,
  ): Promise<string> {
    for await (const part of output.pipeThrough(new TextDecoderStream())) {
      this.#add(part);
    }
    this.#ended = true;
    this.#add("");
    return this.text;
  }

  #add(part: string): void {
    this.text += part;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** A Deno process with its outputs. Leaving the scope of an `await using` kills it. */
export class Process implements AsyncDisposable {
  readonly stdout: Transcript;
  readonly stderr: Transcript;
  readonly pid: number;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number>;
  readonly #child: Deno.ChildProcess;
  #running = true;

  /** @param env On top of this process' own. */
  constructor(args: string[], env: Record<string, string> = {}) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.stdout = new Transcript(this.#child.stdout);
    this.stderr = new Transcript(this.#child.stderr);
    this.ended = this.#watch();
  }

  /** Does nothing if it has ended. */
  signal(signal: Deno.Signal): void {
    if (this.#running) this.#child.kill(signal);
  }

  /** Ends its standard input. */
  async endInput(): Promise<void> {
    if (this.#running && !this.#child.stdin.locked) {
      await this.#child.stdin.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }

  async #watch(): Promise<number> {
    const timer = setTimeout(() => this.signal("SIGKILL"), LONGEST_LIFE_MS);
    const { code } = await this.#child.status;
    this.#running = false;
    clearTimeout(timer);
    return code;
  }
}
