import { assertEquals, assertRejects } from "@std/assert";
import { noBus, type Notice } from "@/chat/bus.ts";
import { LOOKS_PER_POLL, LOOKS_POLL_MS } from "@/chat/limits.ts";
import { Looks } from "@/chat/looks.ts";
import { type Peer, Peers } from "@/chat/peers.ts";
import type { Person } from "@/chat/people.ts";
import { Refusal } from "@/chat/refusal.ts";
import { CapturedLog } from "./captured_log.ts";
import { RecordedChannel } from "./recorded_channel.ts";
import { aPerson, TestChat } from "./test_chat.ts";

function aPeer(person: Person, renamed: Peer["renamed"] = () => {}): Peer {
  return { person, goodbye: () => {}, close: () => {}, renamed };
}

/** The looks of a chat's people, what a peer of this person is told of them, and what the other workers are told. */
function looksOf({ chat, environment }: TestChat, person = aPerson("Ann")) {
  const renamed: Person[] = [];
  const posted: Notice[] = [];
  const peers = new Peers();
  peers.admit(aPeer(person, (person) => void renamed.push(person)));
  const looks = new Looks({
    bus: { ...noBus, post: (notice) => void posted.push(notice) },
    environment,
    people: chat.people,
    peers,
    presence: chat.presence,
  });
  return { looks, peers, renamed, posted };
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

Deno.test("start() has whoever is connected look as they do on another instance", async () => {
  using one = await TestChat.open();
  const two = await one.sibling();
  const person = await newcomer(one);
  const channel = new RecordedChannel();
  const connection = two.chat.connect(channel, person, "192.0.2.1");
  connection.receive(JSON.stringify({ type: "join", room: "lobby" }));
  await channel.receives("joined");
  await one.chat.changeLook(person, "192.0.2.1", "Annabel", 7);
  one.environment.pass(LOOKS_POLL_MS);
  await two.quiet();
  const annabel = { id: person.id, name: "Annabel", hue: 7 };
  assertEquals(channel.of("user").map(({ user }) => user), [annabel]);
  const { users } = await two.chat.presence.of("lobby");
  assertEquals([...users?.values() ?? []], [annabel]);
  assertEquals(connection.person.name, "Annabel");
  two.chat.hub.close();
});

Deno.test("poll() tells nothing of who looks the same, nor of whom the store does not know", async () => {
  using test = await TestChat.open();
  const { looks, peers, renamed } = looksOf(test, await newcomer(test));
  peers.admit(aPeer(aPerson("Bob"), (person) => void renamed.push(person)));
  await looks.poll();
  assertEquals(renamed, []);
});

Deno.test("poll() does not undo a change that is heard of while it reads", async () => {
  using test = await TestChat.open();
  const person = await newcomer(test);
  const { looks, renamed } = looksOf(test, person);
  await test.chat.people.rename(person, "Annabel");
  const release = test.store.holdReads(([kind]) => kind === "person");
  const polled = looks.poll();
  const newest = { ...person, name: "Beatrice" };
  looks.changed(newest);
  release();
  await polled;
  assertEquals(renamed, [newest]);
});

Deno.test("poll() looks up all who are connected in turn, some at a time", async () => {
  using test = await TestChat.open();
  const { looks, peers } = looksOf(test, aPerson("0"));
  for (let i = 1; i <= LOOKS_PER_POLL; i++) peers.admit(aPeer(aPerson(`${i}`)));
  const ids: unknown[] = [];
  test.store.onRead(([kind, id]) => {
    if (kind === "person") ids.push(id);
  });
  const counts: number[] = [];
  for (let i = 0; i < 3; i++) {
    await looks.poll();
    counts.push(ids.length);
  }
  const all = LOOKS_PER_POLL + 1;
  assertEquals(counts, [LOOKS_PER_POLL, all, all + LOOKS_PER_POLL]);
  assertEquals(new Set(ids.slice(0, all)).size, all);
});

Deno.test("poll() reports that the store can't be read, and goes on", async () => {
  using log = new CapturedLog();
  using test = await TestChat.open();
  const person = await newcomer(test);
  const { looks, renamed } = looksOf(test, person);
  const changed = await test.chat.people.rename(person, "Annabel");
  const mend = test.store.onRead(() => new Error("The disk is gone"));
  await looks.poll();
  mend();
  await looks.poll();
  assertEquals([renamed, log.lines.length], [[changed], 1]);
});
