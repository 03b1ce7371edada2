import { type ReadonlySignal, signal } from "@preact/signals";
import { getJson } from "@/client/get_json.ts";
import { type ListedRoom, readRoomList } from "@/client/room_list.ts";
import { learnRooms } from "@/components/room/live/place.ts";
import { SIDEBAR } from "@/components/Sidebar.tsx";

const rooms = signal<readonly ListedRoom[] | undefined>();

/** The rooms as the server listed them last, those of others and those that this tab does not follow included; nothing before it was asked. */
export const listed: ReadonlySignal<readonly ListedRoom[] | undefined> = rooms;

/** Asks the server anew. If that fails, what is known stays. */
export async function askForRooms(): Promise<void> {
  try {
    const list = readRoomList(await getJson("/api/rooms"));
    learnRooms(list);
    rooms.value = list;
  } catch (error) {
    console.debug("Cannot list the rooms", error);
  }
}

/** Asks whenever one comes back to the page or opens the list. Gives a function that ends this. */
export function keepListed(): () => void {
  const events = new AbortController();
  const { signal } = events;
  const ask = () => {
    if (!document.hidden) void askForRooms();
  };
  document.addEventListener("visibilitychange", ask, { signal });
  document.getElementById(SIDEBAR)?.addEventListener("toggle", ask, { signal });
  return () => events.abort();
}
