import { assert, assertEquals, assertRejects } from "@std/assert";
import { Refusal } from "@/chat/refusal.ts";
import { LOBBY, Rooms } from "@/chat/rooms.ts";
import type { Key } from "@/chat/store.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { type CommitFault, FaultyStore } from "./faulty_store.ts";

async function openRooms() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const rooms = new Rooms(store, environment);
  return { store, environment, rooms, [Symbol.dispose]: () => store.close() };
}

Deno.test("make() makes a room that others find", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  const made = await rooms.make({ slug: "tea", title: " Tea time " }, {
    id: "ann",
  });
  assertEquals(made, {
    slug: "tea",
    title: "Tea time",
    createdAt: environment.now(),
    createdBy: "ann",
  });
  assertEquals(await rooms.get("tea"), made);
  assertEquals(await new Rooms(store, environment).get("tea"), made);
});

Deno.test("make() calls a room by its slug if it has no title", async () => {
  using fixture = await openRooms();
  const { rooms } = fixture;
  assertEquals((await rooms.make({ slug: "tea" })).title, "tea");
});

Deno.test("make() refuses a name that is taken, here or elsewhere", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  await rooms.make({ slug: "tea" }, { id: "ann" });
  for (const there of [rooms, new Rooms(store, environment)]) {
    const refusal = await assertRejects(
      () => there.make({ slug: "tea" }, { id: "bob" }),
      Refusal,
    );
    assertEquals(refusal.code, "forbidden");
  }
});

Deno.test("make() lets one of two have a name", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  const outcomes = await Promise.allSettled([
    rooms.make({ slug: "tea" }, { id: "ann" }),
    new Rooms(store, environment).make({ slug: "tea" }, { id: "bob" }),
  ]);
  assertEquals(
    outcomes.filter(({ status }) => status === "fulfilled").length,
    1,
  );
});

Deno.test("make() knows its own room when the store reports a conflict for it", async () => {
  using fixture = await openRooms();
  const { rooms, store } = fixture;
  store.failCommits("conflict, but committed");
  assertEquals((await rooms.make({ slug: "tea" }, { id: "ann" })).slug, "tea");
});

Deno.test("make() tries again while others write, and makes one room", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  store.failCommits("conflict", "conflict", "conflict, but committed");
  const made = await environment.until(rooms.make({ slug: "tea" }), 1_000);
  assertEquals(await rooms.get("tea"), made);
  assertEquals(store.commits.length, 3);
});

Deno.test("make() says unavailable when the store takes nothing", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  store.failCommits(...Array<CommitFault>(20).fill("conflict"));
  const refusal = await assertRejects(
    () => environment.until(rooms.make({ slug: "tea" }), 1_000),
    Refusal,
  );
  assertEquals(refusal.code, "unavailable");
  await rooms.make({ slug: "tea" });
});

Deno.test("find() asks the store once for each room that there is", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  await new Rooms(store, environment).make({ slug: "tea" });
  const read: Key[] = [];
  store.onRead((key) => void read.push(key));
  for (let i = 0; i < 3; i++) await rooms.get("tea");
  assertEquals(read, [["room", "tea"]]);
});

Deno.test("find() finds a room that was made after the first look", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  assertEquals(await rooms.find("tea"), undefined);
  await new Rooms(store, environment).make({ slug: "tea" });
  assert(await rooms.find("tea"));
});

Deno.test("find() asks the store for nothing that can be no room", async () => {
  using fixture = await openRooms();
  const { rooms, store } = fixture;
  store.onRead(() => new Error("Asked the store"));
  for (
    const slug of ["", "__proto__", "../tea", "A", "x".repeat(5_000), "\ud800"]
  ) {
    assertEquals(await rooms.find(slug), undefined);
  }
});

Deno.test("get() refuses with unknown_room where there is none", async () => {
  using fixture = await openRooms();
  const { rooms } = fixture;
  for (const slug of ["nowhere", "constructor", "toString"]) {
    const refusal = await assertRejects(() => rooms.get(slug), Refusal);
    assertEquals(refusal.code, "unknown_room");
  }
});

Deno.test("list() gives the lobby first, then the others by title", async () => {
  using fixture = await openRooms();
  const { rooms } = fixture;
  await rooms.make({ slug: "z", title: "Äpfel" });
  await rooms.make({ slug: "a", title: "Zebra" });
  await rooms.make({ slug: "0", title: "birds" });
  await rooms.ensureLobby();
  assertEquals((await rooms.list()).map(({ slug }) => slug), [
    LOBBY,
    "z",
    "0",
    "a",
  ]);
});

Deno.test("list() gives the lobby however many rooms there are", async () => {
  using fixture = await openRooms();
  const { rooms } = fixture;
  await rooms.ensureLobby();
  const made = Array.from(
    { length: 1_100 },
    (_, i) => rooms.make({ slug: `a-${i}` }),
  );
  await Promise.all(made);
  assertEquals((await rooms.list())[0]?.slug, LOBBY);
});

Deno.test("list() reads the rooms anew only once there is another one, whoever made it", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  const elsewhere = new Rooms(store.sibling(), environment);
  let readings = 0;
  store.onRead(([kind, slug]) => void (kind === "room" && slug && readings++));
  const listed = async () => {
    for (let i = 0; i < 3; i++) await rooms.list();
    return (await rooms.list()).map(({ slug }) => slug);
  };
  await rooms.ensureLobby();
  readings = 0;
  assertEquals([await listed(), readings], [[LOBBY], 1]);
  await elsewhere.make({ slug: "tea" });
  assertEquals([await listed(), readings], [[LOBBY, "tea"], 2]);
  await rooms.make({ slug: "cake" });
  assertEquals([await listed(), readings], [[LOBBY, "cake", "tea"], 3]);
});

Deno.test("list() does not keep what lacks a room that was made meanwhile", async () => {
  using fixture = await openRooms();
  const { rooms, store, environment } = fixture;
  const elsewhere = new Rooms(store.sibling(), environment);
  const list = store.list.bind(store);
  store.list = async function* (range) {
    store.list = list;
    yield* list(range);
    await elsewhere.make({ slug: "tea" });
  };
  assertEquals(await rooms.list(), []);
  assertEquals((await rooms.list()).map(({ slug }) => slug), ["tea"]);
});

Deno.test("ensureLobby() makes the lobby once, whatever is reported", async () => {
  using fixture = await openRooms();
  const { rooms, store } = fixture;
  store.failCommits("conflict", "conflict, but committed");
  await rooms.ensureLobby();
  const { length } = store.commits;
  await rooms.ensureLobby();
  assertEquals(store.commits.length, length);
  assertEquals((await rooms.list()).map(({ title }) => title), ["Lobby"]);
});
