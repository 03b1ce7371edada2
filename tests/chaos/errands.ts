import type {
  Ack,
  ClientPacket,
  Command,
  ErrorPacket,
} from "@/chat/protocol.ts";

/** Codes after which the same command may go through. */
const TEMPORARY: ReadonlySet<string> = new Set([
  "rate_limited",
  "unavailable",
  "internal",
  "not_joined",
]);

/** What somebody wants done: each command stays here until it has its answer, over as many connections as that takes. */
export class Errands {
  readonly #open = new Map<string, Command>();
  /** Those of the open ones that were not sent over this connection yet, or are to be sent again. */
  readonly #unsent = new Map<string, Command>();
  readonly #done: Command[] = [];
  /** How many answers this connection still owes, by `id`. */
  readonly #owed = new Map<string, number>();

  /** Commands without a final answer. */
  get open(): Command[] {
    return [...this.#open.values()];
  }

  /** Those of them that are to be sent, in order. */
  get unsent(): Command[] {
    return [...this.#unsent.values()];
  }

  /** Acknowledged ones. */
  get done(): readonly Command[] {
    return this.#done;
  }

  /** Ids of what was sent over this connection and not answered yet. */
  get owed(): string[] {
    return [...this.#owed.keys()];
  }

  add(command: Command): void {
    this.#open.set(command.id, command);
    this.#unsent.set(command.id, command);
  }

  /** To be sent once more, if it is still open. */
  again(id: string): void {
    const command = this.#open.get(id);
    if (command) this.#unsent.set(id, command);
  }

  sent(packets: readonly ClientPacket[]): void {
    for (const packet of packets) {
      if (!("id" in packet)) continue;
      this.#unsent.delete(packet.id);
      this.#owed.set(packet.id, (this.#owed.get(packet.id) ?? 0) + 1);
    }
  }

  /** The connection is gone: it owes nothing any more, and all is to be sent anew. */
  lost(): void {
    this.#owed.clear();
    this.#unsent.clear();
    for (const id of this.#open.keys()) this.again(id);
  }

  acknowledged({ id }: Ack): void {
    const command = this.#open.get(id);
    if (command) this.#done.push(command);
    this.#close(id);
  }

  /** Gives whether it makes sense to try {@linkcode again}. */
  refused({ id = "", code }: ErrorPacket): boolean {
    if (!TEMPORARY.has(code)) this.#close(id);
    else this.#settle(id);
    return this.#open.has(id);
  }

  #close(id: string): void {
    this.#settle(id);
    this.#open.delete(id);
    this.#unsent.delete(id);
  }

  #settle(id: string): void {
    const left = (this.#owed.get(id) ?? 0) - 1;
    if (left > 0) this.#owed.set(id, left);
    else this.#owed.delete(id);
  }
}
