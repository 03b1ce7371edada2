import { useEffect, useState } from "preact/hooks";
import type { ChatClient } from "@/client/chat_client.ts";
import type { RoomState, Seed } from "@/client/room_state.ts";
import { chatClient } from "@/components/room/live/connection.ts";

/** A room that is followed. */
export interface LiveRoom {
  client: ChatClient;
  room: RoomState;
}

/** Follows the room from where the page's HTML stands. Nothing on the server and until the page has come to life. */
export function useRoom(slug: string, seed: Seed): LiveRoom | undefined {
  const [live, setLive] = useState<LiveRoom>();
  useEffect(() => {
    const client = chatClient();
    const room = client.room(slug);
    room.seed(seed);
    room.join();
    setLive({ client, room });
    return () => room.leave();
  }, [slug]);
  return live;
}
