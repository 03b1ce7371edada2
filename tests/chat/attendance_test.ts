import { assertEquals } from "@std/assert";
import { Attendance } from "@/chat/attendance.ts";
import { LINGER_MS } from "@/chat/limits.ts";

const ann = { id: "ann", name: "Ann" };
const bob = { id: "bob", name: "Bob" };

Deno.test("enter() tells whether the others see a change by it", () => {
  const attendance = new Attendance();
  assertEquals(attendance.enter("lobby", ann), true);
  assertEquals(attendance.enter("lobby", ann), false);
  assertEquals(attendance.enter("lobby", { ...ann, hue: 3 }), true);
  assertEquals(attendance.enter("tea", ann), true);
  assertEquals([...attendance.of("lobby").values()], [{ ...ann, hue: 3 }]);
});

Deno.test("leave() counts the connections of a person, and sweep() takes them out once they have been away for long enough", () => {
  const attendance = new Attendance();
  for (const user of [ann, ann, bob]) attendance.enter("lobby", user);
  assertEquals(attendance.leave("lobby", "ann", 0), undefined);
  assertEquals(attendance.leave("lobby", "ann", 10), 10 + LINGER_MS);
  assertEquals(attendance.nextDeparture, 10 + LINGER_MS);
  assertEquals(attendance.sweep(9 + LINGER_MS), []);
  assertEquals([...attendance.of("lobby").keys()], ["ann", "bob"]);
  assertEquals(attendance.sweep(10 + LINGER_MS), ["lobby"]);
  assertEquals([...attendance.of("lobby").keys()], ["bob"]);
});

Deno.test("sweep() takes out who left before the clock was set back", () => {
  const attendance = new Attendance();
  attendance.enter("lobby", ann);
  attendance.leave("lobby", "ann", 3_600_000);
  assertEquals(attendance.sweep(LINGER_MS), ["lobby"]);
});

Deno.test("enter() calls a departure off", () => {
  const attendance = new Attendance();
  attendance.enter("lobby", ann);
  attendance.leave("lobby", "ann", 0);
  assertEquals(attendance.enter("lobby", ann), false);
  assertEquals(attendance.nextDeparture, undefined);
  assertEquals(attendance.sweep(10 * LINGER_MS), []);
  assertEquals(attendance.has("lobby"), true);
});

Deno.test("sweep() leaves nothing of an empty room", () => {
  const attendance = new Attendance();
  attendance.enter("lobby", ann);
  attendance.leave("lobby", "ann", 0);
  attendance.leave("lobby", "nobody", 0);
  attendance.sweep(LINGER_MS);
  assertEquals(attendance.has("lobby"), false);
  assertEquals([...attendance.rooms], []);
});

Deno.test("rename() gives the rooms in which somebody looks different now", () => {
  const attendance = new Attendance();
  for (const room of ["lobby", "tea"]) attendance.enter(room, ann);
  attendance.enter("cake", bob);
  assertEquals(attendance.rename({ ...ann, name: "Annabel" }), [
    "lobby",
    "tea",
  ]);
  assertEquals(attendance.rename({ ...ann, name: "Annabel" }), []);
  assertEquals(attendance.find("tea", "ann")?.name, "Annabel");
});
