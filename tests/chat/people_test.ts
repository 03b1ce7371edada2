import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { keys } from "@/chat/keys.ts";
import { SESSION_MS } from "@/chat/limits.ts";
import { authorOf, People } from "@/chat/people.ts";
import { Refusal } from "@/chat/refusal.ts";
import { skeletonOf } from "@/chat/skeleton.ts";
import { CapturedLog } from "./captured_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { type CommitFault, FaultyStore } from "./faulty_store.ts";

async function openPeople() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const people = new People(store, environment);
  return { store, environment, people, [Symbol.dispose]: () => store.close() };
}

Deno.test("guest() makes up someone new each time, whom the store does not know", async () => {
  using fixture = await openPeople();
  const [one, other] = [fixture.people.guest(), fixture.people.guest()];
  assertNotEquals(one.id, other.id);
  assert(/^[\w-]{12}$/.test(one.id), one.id);
  assert(/^Guest \d{4}$/.test(one.name), one.name);
  assertEquals(await fixture.people.find(one.id), undefined);
});

Deno.test("welcome() keeps a guest, who is known by the token", async () => {
  using fixture = await openPeople();
  const { people } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  assertEquals(await people.bySession(token), guest);
  assertEquals(await people.find(guest.id), guest);
});

Deno.test("bySession() reads session and person at once for who has been here before", async () => {
  using fixture = await openPeople();
  const { people, store, environment } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  await people.bySession(token);
  let reads: string[] = [];
  store.onRead(({ 0: name }) => void reads.push(String(name)));
  const release = store.holdReads(({ 0: name }) => name === "person");
  const person = people.bySession(token);
  await store.quiet();
  assertEquals(reads, []);
  release();
  assertEquals(await person, guest);
  assertEquals(reads, ["session", "person"]);

  reads = [];
  await people.rename(guest, "Ada");
  assertEquals((await people.bySession(token))?.name, "Ada");
  environment.pass(SESSION_MS);
  assertEquals(await people.bySession(token), undefined);
});

Deno.test("welcome() gives a token of at least 128 random bits", async () => {
  using fixture = await openPeople();
  const { people } = fixture;
  const tokens = await Promise.all(
    Array.from({ length: 20 }, () => people.welcome(people.guest())),
  );
  assertEquals(new Set(tokens).size, 20);
  for (const token of tokens) assert(/^[\w-]{22,}$/.test(token), token);
});

Deno.test("welcome() lets the store see only the token's digest", async () => {
  using fixture = await openPeople();
  const { people, store } = fixture;
  const token = await people.welcome(people.guest());
  const everything = store.list({ start: [], end: ["~"], limit: 100 });
  for await (const { key, value } of everything) {
    assert(!JSON.stringify([key, value]).includes(token));
  }
});

const faults: CommitFault[] = ["conflict", "conflict, but committed"];
for (const fault of faults) {
  Deno.test(`welcome() gives no token that nobody knows when the commit meets "${fault}"`, async () => {
    using fixture = await openPeople();
    const { people, store, environment } = fixture;
    store.failCommits(fault);
    const guest = people.guest();
    const token = await environment.until(people.welcome(guest));
    assertEquals(await people.bySession(token), guest);
  });

  Deno.test(`rename() keeps the name when the commit meets "${fault}"`, async () => {
    using fixture = await openPeople();
    const { people, store, environment } = fixture;
    const guest = people.guest();
    await people.welcome(guest);
    store.failCommits(fault);
    const renamed = await environment.until(people.rename(guest, "Ann"));
    assertEquals(await people.find(guest.id), renamed);
  });
}

Deno.test("bySession() knows nobody by a wrong token", async () => {
  using fixture = await openPeople();
  const { people } = fixture;
  const token = await people.welcome(people.guest());
  for (
    const wrong of [
      "",
      "x",
      token.slice(1),
      `${token}A`,
      "__proto__",
      "\0",
      "😀".repeat(1_000),
    ]
  ) {
    assertEquals(await people.bySession(wrong), undefined);
  }
});

Deno.test("bySession() ends a session that nobody used", async () => {
  using fixture = await openPeople();
  const { people, environment } = fixture;
  const token = await people.welcome(people.guest());
  environment.pass(SESSION_MS);
  assertEquals(await people.bySession(token), undefined);
});

Deno.test("bySession() prolongs a session by a visit in its second half", async () => {
  using fixture = await openPeople();
  const { people, environment } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  for (let i = 0; i < 5; i++) {
    environment.pass(0.6 * SESSION_MS);
    assertEquals(await people.bySession(token), guest);
  }
});

Deno.test("visit() knows a session that the store can't prolong, and prolongs it at the next visit", async () => {
  using log = new CapturedLog();
  using fixture = await openPeople();
  const { people, environment, store } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  environment.pass(0.6 * SESSION_MS);
  store.failCommits("throws");
  assertEquals(await people.visit(token), { person: guest, prolonged: false });
  assertMatch(log.lines[0] ?? "", /prolonging a session failed.*network/);
  assertEquals(await people.visit(token), { person: guest, prolonged: true });
});

Deno.test("a person is kept as long as their session", async () => {
  using fixture = await openPeople();
  const { people, environment, store } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  await people.rename(guest, "Ada");
  environment.pass(0.6 * SESSION_MS);
  await people.bySession(token);
  const kept = store.commits.map(({ sets }) =>
    sets.filter(({ key: [kind] }) => kind === "person")
      .map(({ expireIn }) => expireIn)
  );
  assertEquals(kept, Array(3).fill([SESSION_MS]));
  assertEquals((await people.bySession(token))?.name, "Ada");
});

Deno.test("bySession() prolongs a session and keeps the name that was taken meanwhile", async () => {
  using fixture = await openPeople();
  const { people, environment, store } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  // From a time before names were held: it is no longer theirs alone, and so says nothing of what became of them.
  const value = { person: "another", expires: environment.now() + SESSION_MS };
  const key = keys.name(skeletonOf(guest.name));
  await store.commit({ checks: [], sets: [{ key, value }], deletes: [] });
  environment.pass(0.6 * SESSION_MS);
  const elsewhere = new People(store.sibling(), environment);
  let renamed: unknown;
  store.beforeCommit(async () => {
    renamed ??= await elsewhere.rename(guest, "Ada");
  });
  await environment.until(people.bySession(token));
  assertEquals(await people.bySession(token), { ...guest, name: "Ada" });
});

Deno.test("bySession() writes nothing for a session that is young", async () => {
  using fixture = await openPeople();
  const { people, environment, store } = fixture;
  const token = await people.welcome(people.guest());
  const { length } = store.commits;
  environment.pass(0.4 * SESSION_MS);
  await people.bySession(token);
  assertEquals(store.commits.length, length);
});

Deno.test("bySession() takes what is no session for none", async () => {
  using fixture = await openPeople();
  const { people, store } = fixture;
  const token = await people.welcome(people.guest());
  const [session] = store.commits.flatMap(({ sets }) =>
    sets.filter(({ key }) => key[0] === "session")
  );
  assert(session);
  for (const value of [1, "x", {}, { person: 5, expires: "never" }]) {
    await store.commit({
      checks: [],
      sets: [{ key: session.key, value }],
      deletes: [],
    });
    assertEquals(await people.bySession(token), undefined);
  }
});

Deno.test("rename() keeps a new name, in its canonical form", async () => {
  using fixture = await openPeople();
  const { people } = fixture;
  const guest = people.guest();
  const token = await people.welcome(guest);
  const renamed = await people.rename(guest, "  Ａｎｎ ");
  assertEquals(renamed, { ...guest, name: "Ann" });
  assertEquals(await people.bySession(token), renamed);
});

Deno.test("rename() refuses what can be no name, and changes nothing", async () => {
  using fixture = await openPeople();
  const { people, store } = fixture;
  const guest = people.guest();
  await people.welcome(guest);
  const { length } = store.commits;
  for (const name of ["", " ", "a\0b", "x".repeat(100)]) {
    await assertRejects(() => people.rename(guest, name), Refusal);
  }
  assertEquals(store.commits.length, length);
});

Deno.test("find() takes what is no person for none", async () => {
  using fixture = await openPeople();
  const { people, store } = fixture;
  const sets = [{ key: keys.person("ann"), value: { id: "ann" } }];
  await store.commit({ checks: [], sets, deletes: [] });
  assertEquals(await people.find("ann"), undefined);
  assertEquals(await people.find("__proto__"), undefined);
});

Deno.test("authorOf() shows others no more than they need", () => {
  const author = authorOf({ id: "ann", name: "Ann", since: 5 });
  assertEquals(author, { id: "ann", name: "Ann" });
});
