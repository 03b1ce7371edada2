import type { Member } from "./member.ts";
import type { Heads } from "./witness.ts";

/** Since when a member is not well, and how far it has to get. */
interface Ailment {
  since: number;
  heads: Heads;
}

/** A fault that lasted, and is over. */
export interface PastFault {
  /** When it ended, on the clock of `performance.now()`. */
  end: number;
  /** How far the rooms were in the midst of it: who was not cut off has heard of that. */
  heads: Heads;
}

/**
 * Measures how long it takes until all is well again: from the moment in which a connection is lost, or in which a fault that lasts ends, until
 * the member follows its rooms again and has heard of everything that others had heard of by then.
 */
export class Recovery {
  /** In milliseconds. */
  readonly times: number[] = [];
  readonly #ailing = new Map<Member, Ailment>();

  /** True if there is nobody who is not well. */
  get complete(): boolean {
    return this.#ailing.size === 0;
  }

  /** A member has lost its connection. If it was not well before, that goes on. */
  lost(member: Member, heads: Heads): void {
    if (this.#ailing.has(member)) return;
    this.#ailing.set(member, { since: performance.now(), heads });
  }

  /** A fault has ended: it is from then on that those are measured who are not well. */
  over({ end: since, heads }: PastFault, members: readonly Member[]): void {
    for (const member of members) {
      if (this.#ailing.has(member) || !member.isAt(heads)) {
        this.#ailing.set(member, { since, heads });
      }
    }
  }

  /** Something has happened: are some well again? */
  look(): void {
    for (const [member, { since, heads }] of this.#ailing) {
      if (!member.isAt(heads)) continue;
      this.#ailing.delete(member);
      this.times.push(performance.now() - since);
    }
  }
}
