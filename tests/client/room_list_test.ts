import { assertEquals, assertThrows } from "@std/assert";
import { readRoomList } from "@/client/room_list.ts";

const ROOM = { slug: "tea", title: "Tea", createdAt: 1 };

Deno.test("readRoomList() gives the rooms, with what is new where that is said", () => {
  const rooms = [ROOM, { ...ROOM, topic: "Leaves", unread: 3, named: true }];
  assertEquals(readRoomList({ rooms }), rooms);
});

Deno.test("readRoomList() refuses what is no list of rooms", () => {
  const others = [undefined, [], { rooms: {} }, { rooms: [{ slug: "tea" }] }, {
    rooms: [{ ...ROOM, unread: "3" }],
  }];
  for (const other of others) {
    assertThrows(() => readRoomList(other), TypeError);
  }
});
