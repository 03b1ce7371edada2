import { batch, type ReadonlySignal } from "@preact/signals";
import type {
  Author,
  Command,
  Message,
  UnreadMessage,
  UnreadRoom,
} from "../chat/protocol.ts";
import type { People } from "./company.ts";
import type { HistoryPage, Place } from "./environment.ts";
import type { Following } from "./following.ts";
import type { PendingPost, RefusedCommand } from "./pending_posts.ts";
import type { Reading } from "./reading.ts";
import type { RoomContext, RoomFeed } from "./room_feed.ts";
import type { Seed, Timeline } from "./timeline.ts";

export type { PendingPost, RefusedCommand, Seed };

/** One room as a page sees it: what happened there, and what one has sent there oneself. */
export class RoomState {
  readonly slug: string;
  /** In `seq` order, edits, deletions and reactions applied. */
  readonly messages: ReadonlySignal<readonly Message[]>;
  /** Posts of one's own that are not among the messages yet, in the order in which they were typed. */
  readonly pending: ReadonlySignal<readonly PendingPost[]>;
  /** Edits, deletions and reactions of one's own that were refused: to {@linkcode retry} or {@linkcode discard}. */
  readonly refused: ReadonlySignal<readonly RefusedCommand[]>;
  /** Older messages exist on the server. */
  readonly more: ReadonlySignal<boolean>;
  /** Newer messages exist on the server that are not held: live ones stay away until {@linkcode loadNewer} or {@linkcode open}. */
  readonly newer: ReadonlySignal<boolean>;
  /** It is known where the room stands: what is {@linkcode open}ed stays. */
  readonly begun: ReadonlySignal<boolean>;
  /** The server sends what happens here. */
  readonly joined: ReadonlySignal<boolean>;
  /** Why the server does not let one in, in its words; null as long as it does. */
  readonly refusal: ReadonlySignal<string | null>;
  /** Who is there; null until the server has said so. */
  readonly people: ReadonlySignal<People | null>;
  /** Others who are writing something. */
  readonly typing: ReadonlySignal<readonly Author[]>;
  readonly #typing: RoomFeed["typing"];
  /** Everything up to this `seq` has been read; null if that is not known. */
  readonly read: ReadonlySignal<number | null>;
  /** What others have said after that. */
  readonly unread: ReadonlySignal<readonly UnreadMessage[]>;
  readonly #timeline: Timeline;
  readonly #reading: Reading;
  readonly #following: Following;
  readonly #context: RoomContext;
  #open = false;

  constructor(
    slug: string,
    { timeline, following, pending, company, typing, reading }: RoomFeed,
    context: RoomContext,
  ) {
    this.slug = slug;
    this.messages = timeline.messages;
    this.more = timeline.more;
    this.newer = timeline.newer;
    this.begun = timeline.begun;
    this.pending = pending.posts;
    this.refused = pending.refused;
    this.joined = following.joined;
    this.refusal = following.refusal;
    this.people = company.people;
    this.typing = typing.people;
    this.#typing = typing;
    this.read = reading.read;
    this.unread = reading.unread;
    this.#timeline = timeline;
    this.#reading = reading;
    this.#following = following;
    this.#context = context;
  }

  /** Starts from what the page's HTML shows, unless something newer is there. Call it before {@linkcode join}. */
  seed(seed: Seed): void {
    this.#timeline.seed(seed);
  }

  /** Starts from what the page says of one's reading; likewise. */
  seedReading(seed: Omit<UnreadRoom, "slug">): void {
    this.#reading.seed(seed);
  }

  /** One has read everything up to `seq`: one's other devices hear of it. */
  markRead(seq: number): void {
    batch(() => this.#reading.move(seq));
  }

  /** One is done with everything that there is, loaded or not. */
  markAllRead(): void {
    batch(() => this.#reading.finish());
  }

  /** The page may be gone in a moment: the server hears at once of what was read. */
  hurryReading(): void {
    batch(() => this.#reading.hurry());
  }

  join(): void {
    this.#change(() => this.#open = true);
  }

  leave(): void {
    this.#change(() => this.#open = false);
  }

  /** One is writing something here, or has stopped; the others are told, now and then. */
  compose(on: boolean): void {
    this.#typing.compose(on);
  }

  /** Gives the command's id, as the other commands do. */
  post(body: string, replyTo?: number): string {
    return this.#give({
      type: "post",
      ...this.#address(),
      body,
      ...(replyTo !== undefined && { replyTo }),
    });
  }

  edit(target: number, body: string): string {
    return this.#give({ type: "edit", ...this.#address(), target, body });
  }

  delete(target: number): string {
    return this.#give({ type: "delete", ...this.#address(), target });
  }

  react(target: number, emoji: string, on: boolean): string {
    return this.#give({ type: "react", ...this.#address(), target, emoji, on });
  }

  /** Sends a refused command again, with the same id. */
  retry(id: string): void {
    const entry = this.#context.outbox.find(id);
    if (entry) this.#change(() => this.#context.outbox.revive(entry));
  }

  /** Gives a command up. If the server has it already, it counts all the same. */
  discard(id: string): void {
    const entry = this.#context.outbox.find(id);
    if (entry) this.#change(() => this.#context.outbox.remove(entry));
  }

  /** Loads a page of older messages. Rejects as {@linkcode Environment.messages} does. */
  loadOlder(): Promise<void> {
    return this.#timeline.loadOlder(this.#fetch);
  }

  /** Loads a page of newer messages, where newer ones exist that are not held. Rejects likewise. */
  loadNewer(): Promise<void> {
    return this.#timeline.loadNewer(this.#fetch);
  }

  /** Holds the messages around a `seq`, or the newest, instead of those held now. Rejects likewise, and then holds what it held. */
  open(place: { around: number } | "newest"): Promise<void> {
    return this.#timeline.open(place, this.#fetch);
  }

  /** Drops a page that is on its way. */
  stay(): void {
    this.#timeline.stay();
  }

  /** Which messages go when there are too many: the oldest if one reads near the `end` of those that are held, else the newest. */
  keepEnd(end: boolean): void {
    this.#timeline.keepEnd(end);
  }

  /** Forgets the oldest messages, so that `most` are left; {@linkcode loadOlder} brings them back. */
  trim(most: number): void {
    this.#timeline.trim(most);
  }

  /** For the client: follows the room if it is open or `needed` by a command that waits. */
  tend(needed: boolean): void {
    this.#following.want(this.#open || needed);
    if (needed && this.refusal.peek() !== null) this.#following.join();
  }

  readonly #fetch = (place: Place): Promise<HistoryPage> =>
    this.#context.environment.messages(this.slug, place);

  #address(): { room: string; id: string } {
    return { room: this.slug, id: this.#context.environment.newId() };
  }

  #give(command: Command): string {
    const { outbox, user } = this.#context;
    this.#change(() => outbox.add(command, user.peek()?.id));
    return command.id;
  }

  #change(change: () => void): void {
    batch(() => {
      change();
      this.#context.proceed();
    });
  }
}
