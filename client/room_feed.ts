import type { ReadonlySignal } from "@preact/signals";
import type { Author, History, Joined, RoomEvent } from "../chat/protocol.ts";
import type { Delivery } from "./delivery.ts";
import { Following, type Route } from "./following.ts";
import type { Outbox } from "./outbox.ts";
import { Company } from "./company.ts";
import { PendingPosts } from "./pending_posts.ts";
import { Reading } from "./reading.ts";
import { type Heard, isEvent } from "./server_frame.ts";
import { Timeline } from "./timeline.ts";
import { Typing } from "./typing.ts";

/** What a room shares with the other rooms of its client. */
export interface RoomContext extends Pick<Route, "environment" | "send"> {
  user: ReadonlySignal<Author | null>;
  outbox: Outbox;
  delivery: Delivery;
  /** Joins the rooms and sends the commands that wait for it. */
  proceed(): void;
}

/** What the server tells about one room: takes its packets in and hands each to the part that it is for. */
export class RoomFeed {
  readonly timeline = new Timeline();
  readonly following: Following;
  readonly pending: PendingPosts;
  readonly company = new Company();
  readonly typing: Typing;
  readonly reading: Reading;
  readonly #slug: string;
  readonly #delivery: Delivery;
  /** What one frame brought: applied together, however many there are. */
  #events: RoomEvent[] = [];

  constructor(
    room: string,
    { environment, send, outbox, delivery, user }: RoomContext,
  ) {
    const join = () => ({
      type: "join" as const,
      room,
      ...this.timeline.position,
    });
    this.#slug = room;
    this.#delivery = delivery;
    this.following = new Following({ environment, send, join });
    this.typing = new Typing(
      environment,
      (on) =>
        this.following.joined.peek() && send({ type: "typing", room, on }),
    );
    const { joined } = this.following;
    this.reading = new Reading({ room, environment, user, send, joined });
    this.pending = new PendingPosts({
      room,
      user,
      entries: outbox.entries,
      messages: this.timeline.messages,
    });
  }

  /** Takes a packet about the room. To be followed by {@linkcode settle} at the end of its frame. */
  receive(packet: Heard): void {
    if (isEvent(packet)) {
      this.#events.push(packet);
      if (packet.type === "message") this.typing.stopped(packet.author);
      return;
    }
    this.settle();
    if (packet.type === "joined") this.#accepted(packet);
    if (packet.type === "presence") this.company.changed(packet);
    if (packet.type === "typing") this.typing.heard(packet);
    if (packet.type === "history") this.#renew(packet);
    if (packet.type === "read") this.reading.heard(packet.seq);
    if (packet.type === "error" && this.following.refused(packet)) {
      this.#delivery.refuseRoom(this.#slug, packet.message);
    }
  }

  /** Applies the events that have come. */
  settle(): void {
    const events = this.#events;
    this.#events = [];
    if (this.following.joined.peek() && !this.timeline.apply(events)) {
      this.following.rejoin();
    }
    const { cursor } = this.timeline;
    this.reading.passed(events.filter(({ seq }) => seq <= cursor));
    this.pending.passed(cursor);
  }

  /** The connection is gone. */
  lost(): void {
    this.following.lost();
    this.reading.lost();
  }

  #renew(page: History): void {
    this.timeline.history(page);
    this.reading.renewed(page.messages, this.timeline.cursor);
  }

  #accepted(joined: Joined): void {
    this.following.accepted();
    // Another epoch: the event of a post that was acknowledged will not come any more.
    if (joined.epoch !== this.timeline.epoch) this.pending.passed(Infinity);
    if (!this.timeline.joined(joined)) this.following.rejoin();
    this.reading.tell();
  }
}
