import { assertEquals, assertThrows } from "@std/assert";
import { Admission, type AdmissionParts } from "@/chat/admission.ts";
import { noBus } from "@/chat/bus.ts";
import { SOCKETS_PER_WORKER } from "@/chat/limits.ts";
import { Refusal } from "@/chat/refusal.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { LinkedBuses } from "./linked_buses.ts";

function admissionOf(parts: Partial<AdmissionParts>): Admission {
  return new Admission({
    bus: noBus,
    worker: "a",
    perAddress: 0,
    memoryIsShort: () => false,
    environment: new FakeEnvironment(),
    ...parts,
  });
}

/** Admissions of as many workers. */
function workers(
  buses: LinkedBuses,
  perAddress: number,
  names: string[],
): Admission[] {
  return names.map((name) => {
    const bus = buses.join();
    const admission = admissionOf({ bus, worker: name, perAddress });
    bus.listen((notice) => {
      if (notice.type !== "sockets") return;
      admission.heard(notice.worker, notice.counts, notice.all);
    });
    return admission;
  });
}

Deno.test("enter() lets in as many sockets of an address as are allowed", () => {
  const admission = admissionOf({ perAddress: 3 });
  for (let i = 0; i < 3; i++) admission.enter("192.0.2.1");
  const refusal = assertThrows(() => admission.enter("192.0.2.1"), Refusal);
  assertEquals(refusal.code, "rate_limited");
  admission.enter("192.0.2.2");
});

Deno.test("enter() lets the next one in when one has left, once for each", () => {
  const admission = admissionOf({ perAddress: 2 });
  const leave = admission.enter("192.0.2.1");
  admission.enter("192.0.2.1");
  leave();
  leave(); // Some closes are reported twice.
  admission.enter("192.0.2.1");
  assertThrows(() => admission.enter("192.0.2.1"), Refusal);
});

Deno.test("enter() counts a household's IPv6 addresses as one", () => {
  const admission = admissionOf({ perAddress: 2 });
  admission.enter("2001:db8::1");
  admission.enter("2001:db8:0:0:ffff::2");
  assertThrows(() => admission.enter("2001:db8::abcd"), Refusal);
  admission.enter("2001:db8:0:1::1");
});

Deno.test("enter() has no limit for an address where it is 0", () => {
  const admission = admissionOf({ perAddress: 0 });
  for (let i = 0; i < 1_000; i++) admission.enter("192.0.2.1");
});

Deno.test("enter() refuses with unavailable when the worker is full", () => {
  const admission = admissionOf({ perAddress: 0 });
  const leave = admission.enter("192.0.2.0");
  for (let i = 1; i < SOCKETS_PER_WORKER; i++) admission.enter(`192.0.2.${i}`);
  const refusal = assertThrows(() => admission.enter("192.0.2.1"), Refusal);
  assertEquals(refusal.code, "unavailable");
  assertEquals((refusal.retryAfter ?? 0) > 0, true);
  leave();
  admission.enter("192.0.2.1");
});

Deno.test("enter() refuses with unavailable while memory is short", () => {
  let isShort = true;
  const admission = admissionOf({ memoryIsShort: () => isShort });
  const refusal = assertThrows(() => admission.enter("192.0.2.1"), Refusal);
  assertEquals(refusal.code, "unavailable");
  assertEquals((refusal.retryAfter ?? 0) > 0, true);
  isShort = false;
  admission.enter("192.0.2.1");
});

Deno.test("enter() counts the sockets of the other workers", () => {
  const [a, b, c] = workers(new LinkedBuses(), 3, ["a", "b", "c"]);
  const leave = a?.enter("192.0.2.1");
  b?.enter("192.0.2.1");
  b?.enter("192.0.2.1");
  assertThrows(() => c?.enter("192.0.2.1"), Refusal);
  leave?.();
  c?.enter("192.0.2.1");
});

Deno.test("enter() allows a few more when the bus loses notices", () => {
  const buses = new LinkedBuses();
  const [a, b] = workers(buses, 1, ["a", "b"]);
  buses.loses = () => true;
  a?.enter("192.0.2.1");
  b?.enter("192.0.2.1");
  assertThrows(() => a?.enter("192.0.2.1"), Refusal);
});

Deno.test("turnedAway counts those that were not let in, by the reason", () => {
  let memoryIsShort = false;
  const admission = admissionOf({
    perAddress: 2,
    memoryIsShort: () => memoryIsShort,
  });
  const counts = () => ({ ...admission.turnedAway });
  const isRefused = (address: string) =>
    assertThrows(() => admission.enter(address), Refusal);
  for (let i = 0; i < 2; i++) admission.enter("192.0.2.0");
  assertEquals(counts(), { address: 0, memory: 0, full: 0 });
  for (let i = 0; i < 3; i++) isRefused("192.0.2.0");
  assertEquals(counts(), { address: 3, memory: 0, full: 0 });
  memoryIsShort = true;
  for (let i = 0; i < 2; i++) isRefused("192.0.2.1");
  assertEquals(counts(), { address: 3, memory: 2, full: 0 });
  memoryIsShort = false;
  for (let i = 2; i < SOCKETS_PER_WORKER; i++) admission.enter(`${i}.test`);
  isRefused("192.0.2.1");
  assertEquals(counts(), { address: 3, memory: 2, full: 1 });
});
