import { useEffect, useState } from "preact/hooks";
import type { UnreadRoom } from "@/chat/protocol.ts";
import type { ChatClient } from "@/client/chat_client.ts";
import type { RoomState, Seed } from "@/client/room_state.ts";
import { chatClient } from "@/components/room/live/connection.ts";
import { follow } from "@/components/room/live/followed.ts";
import { place } from "@/components/room/live/place.ts";

/** A room that is followed. */
export interface LiveRoom {
  client: ChatClient;
  room: RoomState;
}

/**
 * Follows the room from where the page's HTML stands, or, gone to from another room, from where the tab left it. Nothing on the server
 * and until the page has come to life. The room stays followed when one goes to another: to come back takes no time.
 */
export function useRoom(
  slug: string,
  seed: Seed | undefined,
  reading: UnreadRoom | undefined,
): LiveRoom | undefined {
  const [live, setLive] = useState(() => place.peek() && liveRoom(slug));
  useEffect(() => {
    const { client, room } = live ?? liveRoom(slug);
    if (seed) room.seed(seed);
    if (reading) room.seedReading(reading);
    follow(slug);
    setLive({ client, room });
  }, [slug]);
  return live;
}

function liveRoom(slug: string): LiveRoom {
  const client = chatClient();
  return { client, room: client.room(slug) };
}
