import { assertEquals } from "@std/assert";
import { authorOf, type Person } from "@/chat/people.ts";
import { TestApp } from "@/tests/routes/test_app.ts";

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
