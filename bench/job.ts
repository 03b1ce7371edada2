/** What the generator is told to do: one job for each process of it, as JSON on standard input. */

/** How a server is spoken to. */
export type DialectName = "confab" | "plain" | "socket_io";

/** The server, on this machine. */
export interface Target {
  dialect: DialectName;
  port: number;
  pid: number;
}

/** Writers and readers: everyone in a room gets all of its messages. The writers are among the readers. */
export interface FanOut {
  kind: "fan_out";
  rooms: number;
  /** Connections in each room. */
  readers: number;
  /** How many of them write. */
  writers: number;
  /** Either how many messages of a writer may be on the way (its next one goes when one has been confirmed) … */
  inFlight?: number;
  /** … or how many messages a second all writers send together, whatever comes back. */
  perSecond?: number;
  /** Size of a message's text, in bytes. */
  bytes: number;
  /** In milliseconds; the first part is not measured. */
  warmUp: number;
  duration: number;
}

/** Connections that have joined a room and then do nothing. */
export interface Idle {
  kind: "idle";
  connections: number;
  /** Connections in each room. */
  readers: number;
}

/** Clients that come back, all at once, having missed messages. */
export interface Resume {
  kind: "resume";
  clients: number;
  /** Messages that each has missed; 0 for servers that keep none. */
  missed: number;
  bytes: number;
  /** How often, one after another. */
  times: number;
}

/** Posts messages until a room holds so many. */
export interface Fill {
  kind: "fill";
  messages: number;
  bytes: number;
}

/** HTTP requests for one page over connections that stay open. */
export interface Pages {
  kind: "pages";
  path: string;
  connections: number;
  warmUp: number;
  duration: number;
}

export type Task = FanOut | Idle | Resume | Fill | Pages;

export interface Job {
  target: Target;
  task: Task;
}
