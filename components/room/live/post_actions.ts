import type { RoomState } from "@/client/room_state.ts";
import type { PostActions } from "@/components/room/PendingNote.tsx";

/** What can be done about a post that has not gone out. To edit it, it is taken back into the composer. */
export function postActions(
  room: Pick<RoomState, "pending" | "retry" | "discard"> | undefined,
  takeBack: (body: string) => void,
): PostActions {
  /** False if it has gone out by now. */
  function takeOut(id: string): boolean {
    const post = room?.pending.peek().find((post) => post.id === id);
    if (!post || post.state === "sending") return false;
    room?.discard(id);
    return true;
  }
  return {
    retry: (id) => room?.retry(id),
    discard: takeOut,
    edit: ({ id, body }) => {
      if (takeOut(id)) takeBack(body);
    },
  };
}
