import type { Chat } from "./chat.ts";
import type { Follower } from "./feed.ts";
import type { Joined } from "./protocol.ts";

/** Where a reader wants to go on. */
export interface Cursor {
  /** The last `seq` that they have. */
  after?: number;
  /** The epoch in which they got it. */
  epoch?: string;
}

/** Somebody has entered a room and is about to follow it. */
export interface Joining {
  /** What they are told first. */
  joined: Joined;
  /** From now on they get the room's events: all after their cursor if they resume, or else all after `head`. */
  begin(): void;
}

/** How a follower joins its room; it leaves no hole and no repeat between what is read up to `head` and what comes live. Throws if the log can't be read. */
export async function joiningOf(
  chat: Chat,
  follower: Follower,
  { after, epoch }: Cursor,
): Promise<Joining> {
  const { feed, outlet } = follower;
  const { room } = feed;
  const { epoch: current } = chat;
  const head = await feed.head();
  const resumed = after !== undefined && after <= head && epoch === current;
  return {
    joined: { type: "joined", room, epoch: current, head, resumed },
    begin() {
      feed.start(follower, resumed ? after : head);
      feed.reach(head);
      void chat.reading.tell(room, head, outlet);
    },
  };
}
