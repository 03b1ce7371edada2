/**
 * What a worker tells the operator of itself. Sums only: no room, no person, no address. It goes to the other workers of the process
 * (`chat/roll_call.ts`), so that any one of them can tell it of all.
 */
export interface Figures
  extends
    HubFigures,
    AdmissionFigures,
    CommandFigures,
    CommitFigures,
    ErrorFigures {
  /** When the worker began, in milliseconds since the Unix epoch. */
  readonly since: number;
  /** Open sockets and streams. */
  readonly connections: number;
}

export interface HubFigures {
  /** Rooms that somebody follows. */
  readonly rooms: number;
  readonly followers: number;
  /** Events sent to followers: one that ten were sent counts ten times. */
  readonly delivered: number;
}

export interface AdmissionFigures {
  /** Sockets and streams that were not let in: too many of one address, too little memory, too many in this worker. */
  readonly turnedAway: Readonly<Record<"address" | "memory" | "full", number>>;
}

/** Commands by what became of them. */
export interface CommandFigures {
  readonly committed: number;
  readonly repeated: number;
  readonly refused: number;
  /** Not taken for a reason that lies with the server. */
  readonly failed: number;
}

export interface CommitFigures {
  /** Also those that did not succeed. */
  readonly commits: number;
  readonly commitMs: number;
}

export interface ErrorFigures {
  /** Lines that `report()` has written. */
  readonly errors: number;
  /** Those of them that nobody had caught. */
  readonly faults: number;
}
