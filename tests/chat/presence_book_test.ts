/** What a worker keeps in the store about who is there. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import { PEOPLE_LISTED, RECENT_ROOMS } from "@/chat/limits.ts";
import { PresenceBook } from "@/chat/presence_book.ts";
import {
  type PresenceNotice,
  readBeat,
  type RoomAttendance,
  roomsSince,
} from "@/chat/presence_record.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { FaultyStore } from "./faulty_store.ts";

const one: RoomAttendance = { count: 1, users: [{ id: "ann", name: "Ann" }] };

async function openBook() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const notices: PresenceNotice[] = [];
  const book = new PresenceBook(
    store,
    "w1",
    environment,
    (notice) => notices.push(notice),
  );
  const beat = async () => readBeat((await store.get(keys.beat("w1"))).value);
  const of = async (room: string) =>
    (await store.get(keys.present("w1", room))).value;
  const close = () => store.close();
  return {
    store,
    environment,
    notices,
    book,
    beat,
    of,
    [Symbol.dispose]: close,
  };
}

Deno.test("write() keeps rooms and beat in one commit, takes empty rooms out, and tells of it", async () => {
  using fixture = await openBook();
  const { book, store, notices } = fixture;
  await book.write([["lobby", one], ["tea", one]]);
  await book.write([["tea", null], ["never", null]]);
  assertEquals(store.commits.length, 2);
  assertEquals(await fixture.of("lobby"), one);
  assertEquals(await fixture.of("tea"), null);
  const beat = await fixture.beat();
  assert(beat);
  assertEquals(beat.recent, [["lobby", "tea"], ["tea"]]);
  assertEquals(notices.at(-1), { worker: "w1", beat, rooms: [["tea", null]] });
  assertEquals(book.isEmpty, false);
  await book.write([["lobby", null]]);
  assertEquals(book.isEmpty, true);
});

Deno.test("write() shares large rooms out between commits", async () => {
  using fixture = await openBook();
  const { book, store } = fixture;
  const users = Array.from({ length: PEOPLE_LISTED }, (_, i) => ({
    id: `person-${i}`,
    name: "😀".repeat(40),
    hue: 11,
  }));
  const full = { count: users.length, users };
  const rooms = Array.from({ length: 30 }, (_, i) => `room-${i}`);
  await book.write(rooms.map((room) => [room, full]));
  assert(store.commits.length > 1);
  for (const room of rooms) assertEquals(await fixture.of(room), full);
});

Deno.test("write() does not let an earlier commit that lands late overwrite a later one", async () => {
  using fixture = await openBook();
  const { book, store, environment } = fixture;
  await book.write([["lobby", one]]);
  store.failCommits("throws");
  await assertRejects(() => environment.until(book.write([["lobby", null]])));
  const late = store.commits.at(-1);
  assert(late);
  const two = { count: 2 };
  await environment.until(book.write([["lobby", two]]));
  assertEquals(await store.commit(late), null);
  assertEquals(await fixture.of("lobby"), two);
});

Deno.test("write() counts an attempt that may have gone through, so that nobody misses the next", async () => {
  using fixture = await openBook();
  const { book, store, environment } = fixture;
  store.failCommits("conflict, but committed");
  await environment.until(book.write([["lobby", one]]));
  assertEquals((await fixture.beat())?.writes, 2);
});

Deno.test("roomsSince() gives the rooms of the missed writes, and nothing when they are forgotten", async () => {
  using fixture = await openBook();
  const { book } = fixture;
  for (let i = 0; i < RECENT_ROOMS + 10; i++) {
    await book.write([[`room-${i}`, one]]);
  }
  const beat = await fixture.beat();
  assert(beat);
  const { writes } = beat;
  assertEquals(roomsSince(beat, writes), []);
  assertEquals(roomsSince(beat, writes - 2), [
    `room-${writes - 2}`,
    `room-${writes - 1}`,
  ]);
  assertEquals(roomsSince(beat, writes - RECENT_ROOMS)?.length, RECENT_ROOMS);
  assertEquals(roomsSince(beat, writes - RECENT_ROOMS - 1), undefined);
  // A beat that goes back is another life, of which nothing is known.
  assertEquals(roomsSince(beat, writes + 1), undefined);
});
