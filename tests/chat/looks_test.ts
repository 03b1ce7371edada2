import { assertEquals, assertRejects } from "@std/assert";
import { noBus, type Notice } from "@/chat/bus.ts";
import { Looks } from "@/chat/looks.ts";
import { type Peer, Peers } from "@/chat/peers.ts";
import type { Person } from "@/chat/people.ts";
import { Refusal } from "@/chat/refusal.ts";
import { CapturedLog } from "./captured_log.ts";
import { TestChat } from "./test_chat.ts";

/** The looks of a chat's people, what a peer is told of them, and what the other workers are told. */
function looksOf({ chat }: TestChat) {
  const renamed: Person[] = [];
  const posted: Notice[] = [];
  const peer: Peer = {
    goodbye: () => {},
    close: () => {},
    renamed: (person) => void renamed.push(person),
  };
  const peers = new Peers();
  peers.admit(peer);
  const looks = new Looks({
    bus: { ...noBus, post: (notice) => void posted.push(notice) },
    people: chat.people,
    peers,
    presence: chat.presence,
  });
  return { looks, renamed, posted };
}

async function newcomer({ chat }: TestChat): Promise<Person> {
  return (await chat.people.newcomer()).person;
}

Deno.test("change() tells everyone who is connected here, and the other workers", async () => {
  using test = await TestChat.open();
  const { looks, renamed, posted } = looksOf(test);
  const person = await newcomer(test);
  await looks.change(person, "Annabel", 7);
  const changed = { ...person, name: "Annabel", hue: 7 };
  assertEquals(renamed, [changed]);
  assertEquals(posted, [{ type: "renamed", person: changed }]);
});

Deno.test("change() tells nobody of a name that it refuses", async () => {
  using test = await TestChat.open();
  const { looks, renamed, posted } = looksOf(test);
  const [person, other] = [await newcomer(test), await newcomer(test)];
  await test.chat.people.rename(other, "Annabel");
  await assertRejects(() => looks.change(person, "Annabel"), Refusal);
  assertEquals([renamed, posted], [[], []]);
});

Deno.test("doubt() tells how the store knows somebody, but not the other workers", async () => {
  using test = await TestChat.open();
  const { looks, renamed, posted } = looksOf(test);
  const person = await newcomer(test);
  const changed = await test.chat.people.rename(person, "Annabel");
  await looks.doubt(person.id);
  assertEquals([renamed, posted], [[changed], []]);
});

Deno.test("doubt() tells nothing of whom the store does not know", async () => {
  using test = await TestChat.open();
  const { looks, renamed } = looksOf(test);
  await looks.doubt("nobody");
  assertEquals(renamed, []);
});

Deno.test("doubt() reports that the store can't be read, and goes on", async () => {
  using log = new CapturedLog();
  using test = await TestChat.open();
  const { looks, renamed } = looksOf(test);
  test.store.onRead(() => new Error("The disk is gone"));
  await looks.doubt("ann");
  assertEquals([renamed, log.lines.length], [[], 1]);
});
