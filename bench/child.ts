/** A process of the benchmark. Leaving the scope of an `await using` kills it. */
export class Child implements AsyncDisposable {
  readonly pid: number;
  readonly #process: Deno.ChildProcess;
  readonly #errors: Promise<string>;
  readonly #output: ReadableStreamDefaultReader<string>;
  #text = "";

  /** @param env On top of this process' own. */
  constructor([program = "", ...args]: string[], env: Record<string, string>) {
    this.#process = new Deno.Command(program, {
      args,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#process.pid;
    this.#errors = new Response(this.#process.stderr).text();
    this.#output = this.#process.stdout
      .pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Waits until its output matches. @throws {Error} With what it wrote, if it ends before. */
  async match(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.#text.match(pattern);
      if (match !== null) return match;
      const { done, value } = await this.#output.read();
      if (done) throw await this.#failure();
      this.#text += value;
    }
  }

  /** Gives it its whole input, and its whole output once it has ended. @throws {Error} With what it wrote, if it fails. */
  async answer(input: string): Promise<string> {
    const writer = this.#process.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
    for (;;) {
      const { done, value } = await this.#output.read();
      if (done) break;
      this.#text += value;
    }
    if (!(await this.#process.status).success) throw await this.#failure();
    return this.#text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch (error) {
      // It has ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
    await this.#process.status;
  }

  async #failure(): Promise<Error> {
    return new Error(`A process of the benchmark ended: ${await this.#errors}`);
  }
}
