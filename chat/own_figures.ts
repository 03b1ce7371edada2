import type { Admission } from "./admission.ts";
import { CommandTally } from "./command_tally.ts";
import type { Environment } from "./environment.ts";
import type { ErrorFigures, Figures } from "./figures.ts";
import type { GroupCommit } from "./group_commit.ts";
import type { Hub } from "./hub.ts";
import type { Peers } from "./peers.ts";

export interface OwnFiguresParts {
  peers: Peers;
  hub: Hub;
  admission: Admission;
  commits: GroupCommit;
  /** How many errors there were in this worker. */
  errors: () => ErrorFigures;
  environment: Environment;
}

/** The figures of this worker, gathered from where each is counted. */
export class OwnFigures {
  readonly commands = new CommandTally();
  readonly #parts: OwnFiguresParts;
  readonly #since: number;

  constructor(parts: OwnFiguresParts) {
    this.#parts = parts;
    this.#since = parts.environment.now();
  }

  /** As they are at this moment. */
  now(): Figures {
    const { peers, hub, admission, commits, errors } = this.#parts;
    return {
      since: this.#since,
      connections: peers.count,
      ...hub.figures,
      ...this.commands,
      turnedAway: { ...admission.turnedAway },
      commits: commits.commits,
      commitMs: commits.commitMs,
      ...errors(),
    };
  }
}
