import type { Chat } from "./chat.ts";
import type { Follower, Outlet } from "./feed.ts";
import { joiningOf } from "./joining.ts";
import { HISTORY_DEFAULT, ROOMS_PER_CONNECTION } from "./limits.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Author, Join, Joined } from "./protocol.ts";
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

  async #begin(follower: Follower, join: Join): Promise<void> {
    const { room } = join;
    const { joined, begin } = await joiningOf(this.#chat, follower, join);
    const page = await this.#firstPage(joined, join);
    if (this.#outgoing.closing) return this.#chat.hub.leave(follower);
    this.#drop(room);
    this.#followed.set(room, follower);
    this.#chat.presence.enter(room, this.#user(), this.#outlet);
    this.#outgoing.answer(joined);
    if (page) this.#outgoing.answerText(historyText(room, page));
    this.#outgoing.flush();
    begin();
  }

  /** Who resumes has it already. */
  async #firstPage(
    { room, head, resumed }: Joined,
    { history = HISTORY_DEFAULT }: Join,
  ): Promise<HistoryTexts | null> {
    if (resumed || history === 0) return null;
    const page = { limit: history, before: head + 1 };
    return await this.#chat.log.history(room, page);
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
