import { assertEquals, assertRejects } from "@std/assert";
import { PatientStore, StoreSilent } from "@/chat/patient_store.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { FaultyStore } from "./faulty_store.ts";

const range = { start: ["a"], end: ["b"], limit: 9 };
const nothing = { checks: [], sets: [], deletes: [] };

async function openPatient() {
  const store = await FaultyStore.open();
  const environment = new FakeEnvironment();
  const patient = new PatientStore(store, environment, 1_000);
  return { store, environment, patient, [Symbol.dispose]: () => store.close() };
}

Deno.test("commit() and reads pass on what the store gives, and leave no timer", async () => {
  using fixture = await openPatient();
  const { patient, environment } = fixture;
  const sets = [{ key: ["a"], value: 1 }];
  const version = await patient.commit({ ...nothing, sets });
  const entry = { key: ["a"], value: 1, version };
  assertEquals(await patient.get(["a"]), entry);
  assertEquals(await patient.getMany([["a"]]), [entry]);
  assertEquals(
    await Array.fromAsync(patient.list(range)),
    [entry],
  );
  await fixture.store.quiet();
  assertEquals(environment.timers, 0);
});

Deno.test("commit() passes on what the store throws, and leaves no timer", async () => {
  using fixture = await openPatient();
  fixture.store.failCommits("throws");
  await assertRejects(() => fixture.patient.commit(nothing), Error, "network");
  await fixture.store.quiet();
  assertEquals(fixture.environment.timers, 0);
});

Deno.test("commit() fails when the store keeps it waiting for too long, not before", async () => {
  using fixture = await openPatient();
  const release = fixture.store.holdCommits();
  let failed = false;
  const failure = assertRejects(
    () => fixture.patient.commit(nothing),
    StoreSilent,
    "1000 ms",
  )
    .then(() => failed = true);
  fixture.environment.pass(999);
  await fixture.store.quiet();
  assertEquals(failed, false);
  fixture.environment.pass(1);
  await failure;
  release();
});

Deno.test("get(), getMany() and list() fail when the store keeps them waiting for too long", async () => {
  using fixture = await openPatient();
  const release = fixture.store.holdReads(() => true);
  const failures = [
    assertRejects(() => fixture.patient.get(["a"]), StoreSilent, "1000 ms"),
    assertRejects(
      () => fixture.patient.getMany([["a"]]),
      StoreSilent,
      "1000 ms",
    ),
    assertRejects(
      () => Array.fromAsync(fixture.patient.list(range)),
      StoreSilent,
      "1000 ms",
    ),
  ];
  fixture.environment.pass(1_000);
  await Promise.all(failures);
  release();
});

Deno.test("list() ends the store's listing when whoever reads stops early", async () => {
  using fixture = await openPatient();
  const { store, patient } = fixture;
  let ended = false;
  store.list = async function* () {
    try {
      for (;;) yield { key: ["a"], value: 1, version: "1" };
    } finally {
      ended = true;
    }
  };
  for await (const { value } of patient.list(range)) {
    assertEquals(value, 1);
    break;
  }
  assertEquals(ended, true);
});
