import type { Figures } from "@/bench/figures.ts";
import { now } from "./clock.ts";
import { processorSeconds } from "./process_usage.ts";

/** Processor time of the server and of the generator itself over a stretch of time. */
export class Meter {
  readonly #server: number;
  readonly #start = now();
  readonly #serverStart: number;
  readonly #ownStart = processorSeconds(Deno.pid);

  /** Starts measuring. @param server The server's process id. */
  constructor(server: number) {
    this.#server = server;
    this.#serverStart = processorSeconds(server);
  }

  /** Ends measuring. @param units What the server's time is divided by: deliveries, say. */
  read(units: number): { seconds: number; figures: Figures } {
    const seconds = (now() - this.#start) / 1e6;
    const server = processorSeconds(this.#server) - this.#serverStart;
    const own = processorSeconds(Deno.pid) - this.#ownStart;
    return {
      seconds,
      figures: {
        serverCpu: server / seconds,
        generatorCpu: own / seconds,
        ...(units > 0 && { serverMicroseconds: server * 1e6 / units }),
      },
    };
  }
}
