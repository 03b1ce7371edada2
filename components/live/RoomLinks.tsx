import { useEffect, useLayoutEffect } from "preact/hooks";
import { effect, untracked } from "@preact/signals";
import type { UnreadRoom } from "@/chat/protocol.ts";
import type { Room } from "@/chat/rooms.ts";
import type { ListedRoom } from "@/client/room_list.ts";
import { chatClient } from "@/components/room/live/connection.ts";
import { keepListed, listed } from "@/components/room/live/listed.ts";
import {
  followBeside,
  followed,
  keepToConnection,
} from "@/components/room/live/followed.ts";
import { learnRooms, place } from "@/components/room/live/place.ts";
import { type Count, countOf, RoomList } from "@/components/RoomList.tsx";

interface RoomLinksProps {
  rooms: readonly Room[];
  /** Slug of the room that the page was made for. */
  current: string;
  /** What one has not read, where one has read something before. */
  unread: UnreadRoom[];
  epoch: string;
}

/** The rooms, with what is new in each, and which one is shown. */
export function RoomLinks(
  { rooms, current, unread, epoch }: RoomLinksProps,
) {
  const here = place.value;
  useLayoutEffect(keepListed, []);
  useLayoutEffect(() => learnRooms(rooms), []);
  useEffect(keepToConnection, []);
  useEffect(() => {
    const { joined } = chatClient().room(current);
    // What is read comes first.
    let done = false;
    return effect(() => {
      if (!joined.value || done) return;
      done = true;
      untracked(() => followBeside(unread, epoch));
    });
  }, []);
  return (
    <RoomList
      rooms={listed.value ?? rooms}
      current={here?.slug ?? current}
      counts={new Map([
        ...listed.value ? listedCounts(listed.value) : countsOf(unread),
        ...here ? liveCounts() : [],
      ])}
    />
  );
}

type Counts = (readonly [slug: string, Count])[];

function countsOf(unread: readonly UnreadRoom[]): Counts {
  return unread.map((room) => [room.slug, countOf(room.messages)]);
}

function listedCounts(rooms: readonly ListedRoom[]): Counts {
  return rooms.map(({ slug, unread = 0, named = false }) => [
    slug,
    { unread, named },
  ]);
}

/** Of the rooms that this tab follows, newer than what the server said of them. */
function liveCounts(): Counts {
  return followed.value.map((slug) => [
    slug,
    countOf(chatClient().room(slug).unread.value),
  ]);
}
