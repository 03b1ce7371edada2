import type { DialectName } from "@/bench/job.ts";
import { confab } from "./confab.ts";
import { plain } from "./plain.ts";
import { socketIo } from "./socket_io.ts";

/** What a frame without a message says. */
export type Control =
  /** The server is ready for `join`. */
  | { kind: "welcome" }
  /** To be answered with `text`. */
  | { kind: "question"; text: string }
  | { kind: "joined"; epoch?: string; head?: number }
  | { kind: "acks"; count: number }
  /** Something that no run should meet. */
  | { kind: "problem"; reason: string }
  | { kind: "other" };

/** Where a client resumes. */
export interface Cursor {
  epoch: string;
  after: number;
}

/** How a server is spoken to. */
export interface Dialect {
  /** What the handshake asks for. */
  readonly path: string;
  /** Whether the server says `welcome` before it may be sent anything. */
  readonly greets: boolean;
  /** Whether a post is answered with an ack; otherwise its writer waits for its own message. */
  readonly acks: boolean;
  join(room: string, cursor?: Cursor): string;
  /**
   * A frame that posts texts.
   *
   * @param first The number of the first one among its writer's.
   */
  post(room: string, texts: readonly string[], first: number): string;
  /** @param joined Whether this connection has joined its room. */
  read(frame: string, joined: boolean): Control;
}

const DIALECTS: Record<DialectName, Dialect> = {
  confab,
  plain,
  socket_io: socketIo,
};

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
