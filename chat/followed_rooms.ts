import type { Chat } from "./chat.ts";
import type { Follower, Outlet } from "./feed.ts";
import { HISTORY_DEFAULT, ROOMS_PER_CONNECTION } from "./limits.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Author, Join } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { HistoryTexts } from "./room_log.ts";

/** The rooms that one connection follows. */
export class FollowedRooms {
  readonly #chat: Chat;
  readonly #outlet: Outlet;
  readonly #outgoing: Outgoing;
  readonly #user: () => Author;
  readonly #followed = new Map<string, Follower>();
  /** Rooms that are followed or about to be. */
  readonly #reserved = new Set<string>();

  /** `user` is who follows. */
  constructor(
    chat: Chat,
    outlet: Outlet,
    outgoing: Outgoing,
    user: () => Author,
  ) {
    this.#chat = chat;
    this.#user = user;
    this.#outlet = outlet;
    this.#outgoing = outgoing;
  }

  /** Throws {@linkcode Refusal} if the room is not followed. */
  get(room: string): Follower {
    const follower = this.#followed.get(room);
    if (follower) return follower;
    throw new Refusal(
      "not_joined",
      `Cannot do this in room '${room}': join it first`,
    );
  }

  /** Has no effect until everything that it needs was read. Throws {@linkcode Refusal}, or what the store throws. */
  async join(join: Join): Promise<void> {
    const { room } = join;
    await this.#chat.rooms.get(room);
    this.#reserve(room);
    try {
      await this.#enter(join);
    } finally {
      if (!this.#followed.has(room)) this.#reserved.delete(room);
    }
  }

  async #enter(join: Join): Promise<void> {
    const follower = await this.#chat.hub.enter(join.room, this.#outlet);
    try {
      await this.#begin(follower, join);
    } catch (error) {
      this.#chat.hub.leave(follower);
      throw error;
    }
  }

  /** Throws {@linkcode Refusal} if the room is not followed. */
  leave(room: string): void {
    this.get(room);
    this.#drop(room);
    this.#reserved.delete(room);
  }

  leaveAll(): void {
    for (const room of [...this.#followed.keys()]) this.#drop(room);
  }

  async #begin(
    follower: Follower,
    { room, after, epoch, history = HISTORY_DEFAULT }: Join,
  ): Promise<void> {
    const { log, epoch: current } = this.#chat;
    const head = await follower.feed.head();
    const resumed = after !== undefined && after <= head && epoch === current;
    const page = resumed || history === 0
      ? null
      : await log.history(room, { limit: history, before: head + 1 });
    if (this.#outgoing.closing) return this.#chat.hub.leave(follower);
    this.#drop(room);
    this.#followed.set(room, follower);
    this.#chat.presence.enter(room, this.#user(), this.#outlet);
    this.#outgoing.answer({
      type: "joined",
      room,
      epoch: current,
      head,
      resumed,
    });
    if (page) this.#outgoing.answerText(historyText(room, page));
    this.#outgoing.flush();
    follower.feed.start(follower, resumed ? after : head);
    follower.feed.reach(head);
    void this.#chat.reading.tell(room, head, this.#outlet);
  }

  #drop(room: string): void {
    const follower = this.#followed.get(room);
    if (!follower) return;
    this.#chat.hub.leave(follower);
    this.#followed.delete(room);
    this.#chat.presence.leave(room, this.#user().id, this.#outlet);
  }

  #reserve(room: string): void {
    const { size } = this.#reserved;
    if (!this.#reserved.has(room) && size >= ROOMS_PER_CONNECTION) {
      throw new Refusal(
        "forbidden",
        `Cannot join room '${room}': leave another one first, ${ROOMS_PER_CONNECTION} is the most`,
      );
    }
    this.#reserved.add(room);
  }
}

/** A `history` packet of messages that are in JSON already. */
function historyText(room: string, { messages, more }: HistoryTexts): string {
  return `{"type":"history","room":"${room}","messages":[${
    messages.join(",")
  }],"more":${more}}`;
}
