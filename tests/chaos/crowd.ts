import type { Random } from "@/tests/simulation/random.ts";
import type { Member } from "./member.ts";
import type { Page } from "./page.ts";
import type { Program } from "./program.ts";

type Timer = ReturnType<typeof setTimeout>;

/** Between two things that one member does, on average, in milliseconds. */
const MEAN_PAUSE_MS = 150;

/** Who uses the site, by what they do. */
export interface Members {
  readonly programs: readonly Program[];
  readonly pages: readonly Page[];
  /** They read once a second, and write nothing. */
  readonly slowReaders: readonly Program[];
  /** They write nothing, and now and then stop reading. */
  readonly stoppingReaders: readonly Program[];
  /** They write nothing either, until there is to be a flood. */
  readonly flooders: readonly Program[];
}

/** Everybody who uses the site during a round. */
export class Crowd {
  readonly members: Members;
  readonly #random: Random;
  readonly #acting = new Map<Member, Timer>();

  constructor(members: Members, random: Random) {
    this.members = members;
    this.#random = random;
  }

  get everybody(): readonly Member[] {
    const { slowReaders } = this.members;
    return [...this.quickOnes, ...slowReaders];
  }

  /** Those who are expected to be up to date. */
  get quickOnes(): readonly Member[] {
    const { programs, pages, stoppingReaders, flooders } = this.members;
    return [...programs, ...pages, ...stoppingReaders, ...flooders];
  }

  /** Everybody connects. */
  start(): void {
    for (const member of this.everybody) member.start();
  }

  /** Those who write begin to, and go on until {@linkcode rest}. */
  work(): void {
    const { programs, pages } = this.members;
    for (const member of [...programs, ...pages]) this.#keepActing(member);
  }

  /** Nobody begins anything new; everybody reads as fast as they can, and makes sure that their connection still lives. */
  rest(): void {
    for (const timer of this.#acting.values()) clearTimeout(timer);
    const { pages, slowReaders, stoppingReaders } = this.members;
    for (const reader of [...slowReaders, ...stoppingReaders]) {
      reader.pace = "eager";
    }
    for (const page of pages) page.wake();
  }

  async stop(): Promise<void> {
    await Promise.all(this.everybody.map((member) => member.stop()));
  }

  #keepActing(member: Member): void {
    const pause = this.#random.exponential(MEAN_PAUSE_MS);
    const timer = setTimeout(() => {
      member.act();
      this.#keepActing(member);
    }, pause);
    this.#acting.set(member, timer);
  }
}
