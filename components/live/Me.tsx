import { useEffect, useState } from "preact/hooks";
import type { Author } from "@/chat/protocol.ts";
import type { ChatClient } from "@/client/chat_client.ts";
import { MyLook } from "@/components/MyLook.tsx";
import { chatClient } from "@/components/room/live/connection.ts";
import { place } from "@/components/room/live/place.ts";

interface MeProps {
  person: Author;
  /** Slug of the room that one is in. */
  room: string;
}

/** Who one is here, also after one has changed that in another tab. */
export function Me({ person, room }: MeProps) {
  const [client, setClient] = useState<ChatClient>();
  useEffect(() => setClient(chatClient()), []);
  const here = place.value?.slug ?? room;
  return <MyLook person={client?.user.value ?? person} room={here} />;
}
