import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Author, Command, Message } from "../chat/protocol.ts";
import type { Entry } from "./outbox_entry.ts";

/** A post of one's own that is not among the messages yet. */
export interface PendingPost {
  id: string;
  body: string;
  replyTo?: number;
  /** When it was given, in ms since the Unix epoch. */
  since: number;
  /** `waiting` as long as the server cannot have it, `sending` from then on. */
  state: "waiting" | "sending" | "failed";
  /** Why it failed, in words. */
  problem?: string;
}

/** A command of one's own that is no post and was refused. */
export interface RefusedCommand {
  command: Command;
  /** Why, in words. */
  problem: string;
}

/** What a room's pending posts depend on. */
export interface PendingSources {
  room: string;
  entries: ReadonlySignal<readonly Entry[]>;
  messages: ReadonlySignal<readonly Message[]>;
  user: ReadonlySignal<Author | null>;
}

/** Committed as event `seq`, which has not come yet. */
interface Acknowledged {
  entry: Entry;
  seq: number;
}

/** The same object each time, so that nobody sees a change where there is none. */
const NONE: readonly never[] = [];

/**
 * The posts to show after the messages of a room: those in the outbox, and those that have left it but whose message is
 * still on its way, so that nothing vanishes for a moment. A post is gone as soon as its message is there.
 */
export class PendingPosts {
  readonly posts: ReadonlySignal<readonly PendingPost[]>;
  readonly refused: ReadonlySignal<readonly RefusedCommand[]>;
  readonly #sources: PendingSources;
  readonly #acknowledged = signal<readonly Acknowledged[]>([]);

  constructor(sources: PendingSources) {
    this.#sources = sources;
    this.posts = computed(() => orNone(this.#unseen().flatMap(postOf)));
    this.refused = computed(() => orNone(this.#own().flatMap(refusedOf)));
  }

  /** The entry has left the outbox; it is shown until {@linkcode passed} its `seq`. */
  acknowledged(entry: Entry, seq: number): void {
    this.#acknowledged.value = [...this.#acknowledged.peek(), { entry, seq }];
  }

  /** The room's events up to `cursor` are there. */
  passed(cursor: number): void {
    const acknowledged = this.#acknowledged.peek();
    if (acknowledged.some(({ seq }) => seq <= cursor)) {
      this.#acknowledged.value = acknowledged.filter(({ seq }) => seq > cursor);
    }
  }

  #unseen(): Entry[] {
    const committed = this.#acknowledged.value.map(({ entry }) => entry);
    return [...committed, ...this.#own()]
      .filter((entry) => !this.#isShown(entry))
      .sort((a, b) => a.since - b.since);
  }

  /** Whoever used this browser before is nobody's business. */
  #own(): Entry[] {
    const me = this.#sources.user.value?.id;
    return this.#sources.entries.value.filter(({ command, author }) =>
      command.room === this.#sources.room &&
      (author === undefined || me === undefined || author === me)
    );
  }

  #isShown({ command, author = this.#sources.user.value?.id }: Entry): boolean {
    return this.#sources.messages.value.some((message) =>
      message.id === command.id && message.author.id === author
    );
  }
}

function postOf(entry: Entry): PendingPost[] {
  const { command, since, problem } = entry;
  if (command.type !== "post") return [];
  const { id, body, replyTo } = command;
  return [{
    id,
    body,
    since,
    state: stateOf(entry),
    ...(replyTo !== undefined && { replyTo }),
    ...(problem !== undefined && { problem }),
  }];
}

function stateOf({ problem, sentAt }: Entry): PendingPost["state"] {
  if (problem !== undefined) return "failed";
  return sentAt === undefined ? "waiting" : "sending";
}

function refusedOf({ command, problem }: Entry): RefusedCommand[] {
  return command.type === "post" || problem === undefined
    ? []
    : [{ command, problem }];
}

function orNone<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NONE : list;
}
