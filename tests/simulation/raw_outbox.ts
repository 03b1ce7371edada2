import type { Command, ErrorCode } from "@/chat/protocol.ts";

/** Codes after which the same command may go through. */
const TEMPORARY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "rate_limited",
  "unavailable",
  "internal",
  "not_joined",
]);

/** What a raw client has to send, and what it has sent. */
export class RawOutbox {
  readonly #waiting = new Map<string, Command>();
  /** Acknowledged, and good for being sent again. */
  readonly #done: Command[] = [];
  /** How often each command was sent on this connection without an answer yet. */
  readonly #unanswered = new Map<string, number>();

  add(command: Command): void {
    this.#waiting.set(command.id, command);
  }

  has(id: string): boolean {
    return this.#waiting.has(id);
  }

  /** Commands that were acknowledged. */
  get done(): readonly Command[] {
    return this.#done;
  }

  /** Commands that wait to be acknowledged. */
  get waiting(): readonly Command[] {
    return [...this.#waiting.values()];
  }

  /** Ids of what was sent on this connection and has no answer. */
  get unanswered(): readonly string[] {
    return [...this.#unanswered.keys()];
  }

  /** Waiting commands that are not under way, as many as make `most` with those that are. */
  next(most: number, fits: (command: Command) => boolean): Command[] {
    const idle = this.waiting.filter((command) =>
      !this.#unanswered.has(command.id) && fits(command)
    );
    return idle.slice(0, Math.max(0, most - this.#unanswered.size));
  }

  sent({ id }: Command): void {
    this.#unanswered.set(id, (this.#unanswered.get(id) ?? 0) + 1);
  }

  acknowledged(id: string): void {
    this.#answered(id);
    const command = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (command) this.#done.push(command);
  }

  /** Gives the command if it makes sense to try it again. */
  refused(id: string, code: ErrorCode): Command | undefined {
    this.#answered(id);
    if (!TEMPORARY.has(code)) this.#waiting.delete(id);
    return this.#waiting.get(id);
  }

  /** The connection is gone, and with it the answers. */
  lost(): void {
    this.#unanswered.clear();
  }

  #answered(id: string): void {
    const left = (this.#unanswered.get(id) ?? 0) - 1;
    if (left > 0) this.#unanswered.set(id, left);
    else this.#unanswered.delete(id);
  }
}
