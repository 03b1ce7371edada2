import type { Chat } from "./chat.ts";
import type { Follower, Outlet } from "./feed.ts";
import { joiningOf } from "./joining.ts";
import { HISTORY_DEFAULT, ROOMS_PER_CONNECTION } from "./limits.ts";
import type { Outgoing } from "./outgoing.ts";
import { authorOf, type Person } from "./people.ts";
import type { Join, Joined } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { HistoryTexts } from "./room_log.ts";

/** Who follows, and where it goes. */
type FollowedBy = Outlet & { readonly person: Person };

/** The rooms that one connection follows. */
export class FollowedRooms {
  readonly #chat: Chat;
  readonly #who: FollowedBy;
  readonly #outgoing: Outgoing;
  /** `null` is about to be followed. */
  readonly #rooms = new Map<string, Follower | null>();

  constructor(chat: Chat, who: FollowedBy, outgoing: Outgoing) {
    this.#chat = chat;
    this.#who = who;
    this.#outgoing = outgoing;
  }

  /** Throws {@linkcode Refusal} if the room is not followed. */
  get(room: string): Follower {
    const follower = this.#rooms.get(room);
    if (follower) return follower;
    throw new Refusal(
      "not_joined",
      `Cannot do this in room '${room}': join it first`,
    );
  }

  /** Has no effect until everything that it needs was read. Throws {@linkcode Refusal}, or what the store throws. */
  async join(join: Join): Promise<void> {
    const { room } = join;
    // It may have waited for its turn.
    if (this.#outgoing.closing) return;
    await this.#chat.rooms.get(room);
    this.#reserve(room);
    try {
      await this.#enter(join);
    } finally {
      if (!this.#rooms.get(room)) this.#rooms.delete(room);
    }
  }

  async #enter(join: Join): Promise<void> {
    const follower = await this.#chat.hub.enter(join.room, this.#who);
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
    this.#rooms.delete(room);
  }

  leaveAll(): void {
    for (const room of this.#rooms.keys()) this.#drop(room);
    this.#rooms.clear();
  }

  async #begin(follower: Follower, join: Join): Promise<void> {
    const { room } = join;
    const { joined, begin } = await joiningOf(this.#chat, follower, join);
    const page = await this.#firstPage(joined, join);
    if (this.#outgoing.closing) return this.#chat.hub.leave(follower);
    this.#drop(room);
    this.#rooms.set(room, follower);
    this.#chat.presence.enter(room, authorOf(this.#who.person), this.#who);
    this.#outgoing.answer(joined);
    if (page) this.#outgoing.answerText(historyText(room, page));
    this.#outgoing.flush();
    begin();
  }

  /** Who resumes has it already, and who is gone needs none. */
  async #firstPage(
    { room, head, resumed }: Joined,
    { history = HISTORY_DEFAULT }: Join,
  ): Promise<HistoryTexts | null> {
    if (resumed || history === 0) return null;
    const page = { limit: history, before: head + 1 };
    const { log } = this.#chat;
    return await log.pages.read(
      this.#who,
      async () => this.#who.open ? await log.history(room, page) : null,
    );
  }

  #drop(room: string): void {
    const follower = this.#rooms.get(room);
    if (!follower) return;
    this.#chat.hub.leave(follower);
    this.#chat.presence.leave(room, this.#who.person.id, this.#who);
  }

  #reserve(room: string): void {
    if (this.#rooms.has(room)) return;
    if (this.#rooms.size >= ROOMS_PER_CONNECTION) {
      throw new Refusal(
        "forbidden",
        `Cannot join room '${room}': leave another one first, ${ROOMS_PER_CONNECTION} is the most`,
      );
    }
    this.#rooms.set(room, null);
  }
}

/** A `history` packet of messages that are in JSON already. */
function historyText(room: string, { messages, more }: HistoryTexts): string {
  return `{"type":"history","room":"${room}","messages":[${
    messages.join(",")
  }],"more":${more}}`;
}
