import type { Heads } from "./witness.ts";

/** One of those who use the chat during a run, by whatever client. */
export interface Member {
  readonly name: string;
  start(): void;
  /** Does one thing that people or programs do. */
  act(): void;
  /** True if it is connected, follows its rooms, and has heard of everything up to the heads. */
  isAt(heads: Heads): boolean;
  /** What it still has to do before it may rest. */
  unrest(): string[];
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}
