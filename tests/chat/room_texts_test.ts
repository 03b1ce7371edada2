import { assertEquals } from "@std/assert";
import { keys } from "@/chat/keys.ts";
import { RoomTexts } from "@/chat/room_texts.ts";
import { segmentsOf, textsIn } from "@/chat/segment.ts";
import { FaultyStore } from "./faulty_store.ts";

const keyOf = (seq: number) => keys.message("lobby", seq);

function text(seq: number, body = "as it was"): string {
  return JSON.stringify({ seq, body });
}

/** A store with messages 1 to 3 in one segment. */
async function openTexts() {
  const store = await FaultyStore.open();
  const [segment] = segmentsOf([text(1), text(2), text(3)]);
  const sets = [{ key: keyOf(3), value: segment?.bytes }];
  await store.commit({ checks: [], sets, deletes: [] });
  const extent = { checks: 0, mutations: 0, bytes: 0 };
  const texts = new RoomTexts(store, keyOf, extent);
  return { store, texts, extent, [Symbol.dispose]: () => store.close() };
}

function written(texts: RoomTexts): [last: unknown, texts: string[]][] {
  return texts.sets.map(({ key, value }) => [key.at(-1), textsIn(value)]);
}

Deno.test("read() reads a segment once for all that stand in it", async () => {
  using fixture = await openTexts();
  const read: unknown[] = [];
  fixture.store.onRead((key) => void read.push(key));
  for (const seq of [2, 1, 3]) {
    await fixture.texts.read(seq);
    assertEquals(fixture.texts.get(seq), text(seq));
  }
  assertEquals(read, [keyOf(2)]);
});

Deno.test("read() asks once for what several ask for at a time", async () => {
  using fixture = await openTexts();
  const read: unknown[] = [];
  fixture.store.onRead((key) => void read.push(key));
  await Promise.all([fixture.texts.read(4), fixture.texts.read(4)]);
  assertEquals(fixture.texts.get(4), undefined);
  assertEquals(read.length, 1);
});

Deno.test("replace() holds against another read of the same segment that comes late", async () => {
  using fixture = await openTexts();
  const { store, texts } = fixture;
  const release = store.holdReads(({ 2: seq }) => seq === 2);
  const late = texts.read(2);
  await texts.read(1);
  texts.replace(1, text(1, "new"));
  release();
  await late;
  assertEquals(texts.get(2), text(2));
  texts.replace(2, text(2, "new"));
  assertEquals(written(texts), [
    [3, [text(1, "new"), text(2, "new"), text(3)]],
  ]);
});

Deno.test("add() and replace() come to what is written", async () => {
  using fixture = await openTexts();
  const { texts } = fixture;
  texts.add(4, text(4));
  texts.add(6, text(6));
  texts.replace(4, text(4, "new"));
  assertEquals(texts.get(4), text(4, "new"));
  assertEquals(written(texts), [[6, [text(4, "new"), text(6)]]]);
});

Deno.test("the extent counts at least what is written", async () => {
  using fixture = await openTexts();
  const { texts, extent } = fixture;
  assertEquals(extent, { checks: 0, bytes: 0, mutations: 0 });
  await texts.read(1);
  texts.replace(1, text(1, "x".repeat(50_000)));
  texts.replace(3, text(3, "new"));
  texts.add(4, text(4));
  const { sets } = texts;
  let bytes = 0;
  for (const { value } of sets) bytes += textsIn(value).join("\n").length;
  assertEquals(
    extent.bytes >= bytes && extent.mutations >= sets.length,
    true,
  );
});
