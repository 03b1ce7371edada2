import { delay, type Environment } from "./environment.ts";
import { DRAIN_MS } from "./limits.ts";
import type { Peers } from "./peers.ts";
import type { Presence } from "./presence.ts";
import type { ReadMarks } from "./read_marks.ts";
import { report } from "./report.ts";
import type { UnderWay } from "./under_way.ts";

export interface DrainParts {
  peers: Peers;
  /** Commands that were accepted. */
  underWay: UnderWay;
  readMarks: ReadMarks;
  presence: Presence;
  environment: Environment;
}

/** The server is going away: lets go of everybody, and loses nothing that was accepted. */
export class Drain {
  readonly #parts: DrainParts;
  #begun = false;

  constructor(parts: DrainParts) {
    this.#parts = parts;
  }

  get begun(): boolean {
    return this.#begun;
  }

  /** Tells everyone, waits for what was accepted, closes the sockets with 1001. Takes at most `DRAIN_MS`, and is done once. */
  async run(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    const { peers, environment } = this.#parts;
    peers.goodbye();
    const late = delay(environment, DRAIN_MS);
    await Promise.race([this.#settled(), late]);
    await Promise.race([peers.closeAll(), late]);
  }

  /** Resolves once all that was accepted is committed and answered, and what others want to know of this worker is kept. */
  async #settled(): Promise<void> {
    const { underWay, readMarks, presence } = this.#parts;
    const saved = readMarks.save().catch((error) =>
      report("keeping read marks failed", error)
    );
    const told = presence.drain().catch((error) =>
      report("keeping who is there failed", error)
    );
    await Promise.all([underWay.none(), saved, told]);
  }
}
