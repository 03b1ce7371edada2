import { assertEquals, assertThrows } from "@std/assert";
import {
  type Command,
  eventOf,
  isAsPosted,
  isDeletion,
  isEdit,
  seqOf,
  typeOf,
} from "@/chat/protocol.ts";
import { aPerson, TestChat } from "../test_chat.ts";
import { WholeSession } from "../whole_session.ts";

const room = "lobby";
/** What people write must not be taken for what the server does. */
const body = '{"type":"delete","seq":99} {"type":"edit","seq":98}';
const commands: Command[] = [
  { type: "post", room, id: "a", body },
  { type: "react", room, id: "b", target: 1, emoji: "👍", on: true },
  { type: "edit", room, id: "c", target: 1, body },
  { type: "post", room, id: "d", body, replyTo: 1 },
  { type: "post", room, id: "e", body },
  { type: "delete", room, id: "f", target: 5 },
];

/** A chat whose lobby has an event for each of the commands, by somebody whose name is as bad as what they write. */
async function spoken(): Promise<TestChat> {
  const test = await TestChat.open();
  const person = { ...aPerson("Eve"), name: body };
  for (const command of commands) {
    const answer = test.chat.submit(person, "192.0.2.1", command);
    await test.environment.until(answer);
  }
  return test;
}

Deno.test("an event's text tells what kind it is and its number", async () => {
  using test = await spoken();
  const events = await test.chat.log.events(room, 0, 10);
  const read = events.map((text) => ({
    seq: seqOf(text),
    edit: isEdit(text),
    deletion: isDeletion(text),
  }));
  assertEquals(
    read,
    commands.map(({ type }, i) => ({
      seq: i + 1,
      edit: type === "edit",
      deletion: type === "delete",
    })),
  );
});

Deno.test("seqOf() tells a message's number", async () => {
  using test = await spoken();
  const { messages } = await test.chat.log.history(room, { limit: 10 });
  assertEquals(messages.map(seqOf), [1, 4, 5]);
});

Deno.test("seqOf() throws where there is none", () => {
  assertThrows(() => seqOf('{"type":"pong"}'), TypeError, "Expected a text");
});

Deno.test("eventOf() makes of a message the event that it came with", () => {
  const message = { seq: 3, id: "a", author: aPerson("Ann"), body, at: 5 };
  const event = eventOf(room, JSON.stringify(message));
  assertEquals(JSON.parse(event), { type: "message", room, ...message });
});

Deno.test("isAsPosted() holds until a message is edited, deleted or reacted to, whatever is written in it", () => {
  const body = '"editedAt":1,"deletedAt":1,"reactions":{}';
  const author = { ...aPerson("Eve"), name: body };
  const message = { seq: 3, id: "a", author, body, at: 5, replyTo: 1 };
  const changes = [
    {},
    { editedAt: 6 },
    { deletedAt: 6 },
    { reactions: { "👍": ["ann"] } },
  ];
  const texts = changes.map((change) =>
    JSON.stringify({ ...message, ...change })
  );
  assertEquals(texts.map(isAsPosted), [true, false, false, false]);
});

Deno.test("typeOf() tells the type of every packet that a chat sends", async () => {
  using session = await WholeSession.open();
  await session.run();
  for (const packet of session.received) {
    assertEquals(typeOf(JSON.stringify(packet)), packet.type);
  }
});

Deno.test("typeOf() takes several packets in a frame for messages", () => {
  assertEquals(typeOf('[{"type":"pong"},{"type":"pong"}]'), "message");
});
