/** Names belong to who has them, and so do those that look the same. */
import { assertEquals, assertRejects } from "@std/assert";
import { NAME_CODE_POINTS, SESSION_MS } from "@/chat/limits.ts";
import { NameTaken } from "@/chat/name_register.ts";
import { People, type Person } from "@/chat/people.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { type CommitFault, FaultyStore } from "./faulty_store.ts";

async function openPeople() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const people = new People(store, environment);
  /** Somebody who has this name. */
  const called = async (name: string): Promise<Person> => {
    const { person } = await people.newcomer();
    return await people.rename(person, name);
  };
  const close = () => store.close();
  return { store, environment, people, called, [Symbol.dispose]: close };
}

async function refused(rename: Promise<Person>): Promise<string> {
  return (await assertRejects(() => rename, NameTaken)).free;
}

Deno.test("rename() refuses a name that somebody has, or one that looks the same, and tells a free one", async () => {
  using fixture = await openPeople();
  const { people, called } = fixture;
  await called("Ada");
  const { person } = await people.newcomer();
  for (const name of ["Ada", " ada ", "Аda", "AD\u200bA"]) {
    const free = await refused(people.rename(person, name));
    assertEquals(free.endsWith(" 2"), true, free);
  }
  assertEquals((await people.find(person.id))?.name, person.name);
  await called("Ada 2");
  assertEquals(await refused(people.rename(person, "Ada")), "Ada 3");
  assertEquals((await people.rename(person, "Ada 3")).name, "Ada 3");
});

Deno.test("rename() tells a name that is not too long", async () => {
  using fixture = await openPeople();
  const longest = "😀".repeat(NAME_CODE_POINTS);
  await fixture.called(longest);
  const free = await refused(fixture.called(longest));
  assertEquals([...free].length, NAME_CODE_POINTS);
  assertEquals(free.endsWith("😀 2"), true);
});

Deno.test("rename() lets people keep their name, and write it in another way", async () => {
  using fixture = await openPeople();
  const { people, called } = fixture;
  const ada = await called("Ada");
  assertEquals((await people.rename(ada, "ADA", 3)).hue, 3);
  assertEquals((await people.rename(ada, "Ada")).name, "Ada");
  await refused(called("ada"));
});

Deno.test("rename() gives the old name back", async () => {
  using fixture = await openPeople();
  const { people, called } = fixture;
  const ada = await called("Ada");
  await people.rename(ada, "Adele");
  await called("Ada");
  assertEquals(await refused(people.rename(ada, "Ada")), "Ada 2");
});

Deno.test("rename() goes by the store, not by what its caller remembers of the old name", async () => {
  using fixture = await openPeople();
  const { people, called } = fixture;
  const ada = await called("Ada");
  await people.rename(ada, "Adele");
  await people.rename(ada, "Ida");
  assertEquals((await called("Adele")).name, "Adele");
});

Deno.test("a name is free again once the session of who had it is over, not before", async () => {
  using fixture = await openPeople();
  const { environment, called } = fixture;
  await called("Ada");
  environment.pass(SESSION_MS - 1);
  await refused(called("Ada"));
  environment.pass(1);
  await called("Ada");
});

Deno.test("a session that is prolonged prolongs the name with it", async () => {
  using fixture = await openPeople();
  const { people, environment, called } = fixture;
  const { person, token } = await people.newcomer();
  await people.rename(person, "Ada");
  for (let i = 0; i < 3; i++) {
    environment.pass(0.6 * SESSION_MS);
    assertEquals((await people.visit(token))?.prolonged, true);
    await refused(called("Ada"));
  }
});

Deno.test("one name goes to one of two who ask for it at once", async () => {
  using fixture = await openPeople();
  const { people, environment } = fixture;
  const [one, other] = [await people.newcomer(), await people.newcomer()];
  const outcomes = await environment.until(Promise.allSettled([
    people.rename(one.person, "Ada"),
    people.rename(other.person, "Ada"),
  ]));
  assertEquals(outcomes.map(({ status }) => status).sort(), [
    "fulfilled",
    "rejected",
  ]);
});

const faults: CommitFault[] = ["conflict", "conflict, but committed"];
for (const fault of faults) {
  Deno.test(`rename() holds the new name and frees the old one when the commit meets "${fault}"`, async () => {
    using fixture = await openPeople();
    const { people, environment, store, called } = fixture;
    const ada = await called("Ada");
    store.failCommits(fault);
    await environment.until(people.rename(ada, "Adele"));
    await refused(called("Adele"));
    await called("Ada");
  });
}

Deno.test("newcomer() gives every guest a name of their own, also when all short ones are taken", async () => {
  using fixture = await openPeople();
  const { people, environment } = fixture;
  // Whoever asks gets the same number as the others with as many digits.
  environment.random = () => 0.5;
  environment.secret = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));
  const guests = [];
  for (let i = 0; i < 4; i++) guests.push((await people.newcomer()).person);
  assertEquals(guests.map(({ name }) => name), [
    "Guest 5500",
    "Guest 55000",
    "Guest 550000",
    "Guest 5500000",
  ]);
});
