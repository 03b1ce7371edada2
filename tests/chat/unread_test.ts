import { assertEquals } from "@std/assert";
import { authorOf, type Person } from "@/chat/people.ts";
import { TestApp } from "@/tests/routes/test_app.ts";
import { aPerson, TestChat } from "./test_chat.ts";

async function people(app: TestApp): Promise<[Person, Person]> {
  const { people } = app.chat;
  const [ada, bo] = [await people.newcomer(), await people.newcomer()];
  return [ada.person, bo.person];
}

let ids = 0;

async function say({ chat }: TestApp, person: Person, body: string) {
  const command = {
    type: "post",
    room: "lobby",
    id: `${++ids}`,
    body,
  } as const;
  const { ack } = await chat.submit(person, "::1", command);
  return ack.seq;
}

Deno.test("Unread.of() lists nothing of a room that one has never read in", async () => {
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "0" });
  const [ada, bo] = await people(app);
  await say(app, bo, "Hello");
  assertEquals(await app.chat.unread.of(authorOf(ada)), []);
});

Deno.test("Unread.of() gives what others said after the mark and did not take back, and where one was named", async () => {
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "0" });
  const [ada, bo] = await people(app);
  const read = await say(app, bo, "Read");
  await app.chat.reading.mark(ada, "lobby", read);
  await say(app, ada, "One's own");
  const gone = await say(app, bo, "Gone");
  const named = await say(app, bo, `Are you there, @${ada.name}?`);
  await app.chat.submit(bo, "::1", {
    type: "delete",
    room: "lobby",
    id: "gone",
    target: gone,
  });
  const [lobby] = await app.chat.unread.of(authorOf(ada));
  assertEquals([lobby?.slug, lobby?.read, lobby?.head], [
    "lobby",
    read,
    named + 1,
  ]);
  assertEquals(
    lobby?.messages.map(({ seq, named }) => ({ seq, named })),
    [{ seq: named, named: true }],
  );
});

Deno.test("Unread.of() counts to 100", async () => {
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "0" });
  const [ada, bo] = await people(app);
  await app.chat.reading.mark(ada, "lobby", await say(app, bo, "Read"));
  await Promise.all(
    Array.from({ length: 120 }, (_, i) => say(app, bo, `${i}`)),
  );
  const [lobby] = await app.chat.unread.of(authorOf(ada));
  assertEquals(lobby?.messages.length, 100);
});

/** Somebody with a read mark in each of so many rooms, and a message after it. */
async function behindIn(count: number) {
  const test = await TestChat.open();
  const { chat } = test;
  const ann = aPerson("Ann");
  const slugs = Array.from({ length: count }, (_, i) => `room-${i}`);
  for (const slug of slugs) {
    await chat.rooms.make({ slug });
    await test.post("read", slug);
    await chat.readMarks.move(ann.id, slug, 1);
    await test.post("Hello, @Annie", slug);
  }
  return { test, ann, slugs };
}

/** The room of each text that is read while `run` runs. */
async function readIn(
  { store }: TestChat,
  run: () => Promise<unknown>,
): Promise<string[]> {
  const read: string[] = [];
  const end = store.onRead(([kind, room]) =>
    void (kind !== "head" && kind !== "read" && read.push(`${room}`))
  );
  await run();
  end();
  return read;
}

Deno.test("Unread.of() reads again only where something has happened since", async () => {
  const { test, ann, slugs } = await behindIn(3);
  using _test = test;
  const { unread, readMarks } = test.chat;
  const [first] = slugs;
  const all = await unread.of(ann);
  assertEquals(await readIn(test, () => unread.of(ann)), []);
  assertEquals(await unread.of(ann), all);

  await test.post("And another one", first);
  const counts = async () =>
    (await unread.of(ann)).map(({ messages }) => messages.length);
  assertEquals(new Set(await readIn(test, counts)), new Set([first]));
  assertEquals(await counts(), [2, 1, 1]);
  await readMarks.move(ann.id, `${first}`, 2);
  assertEquals(await counts(), [1, 1, 1]);
  const renamed = { ...ann, name: "Annie" };
  const named = (await unread.of(renamed)).map(({ messages }) =>
    messages.some(({ named }) => named)
  );
  assertEquals(named, [false, true, true]);
});

Deno.test("Unread.of() reads one room after another", async () => {
  const { test, ann } = await behindIn(3);
  using _test = test;
  const { log, unread } = test.chat;
  const history = log.history.bind(log);
  let underWay = 0;
  const together: number[] = [];
  log.history = async (...asked) => {
    together.push(++underWay);
    const page = await history(...asked);
    underWay--;
    return page;
  };
  await unread.of(ann);
  assertEquals(together, [1, 1, 1]);
});
