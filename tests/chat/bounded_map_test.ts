import { assertEquals, assertThrows } from "@std/assert";
import { BoundedMap } from "@/chat/bounded_map.ts";

Deno.test("set() forgets what was set longest ago", () => {
  const map = new BoundedMap<string, number>(2);
  map.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
  assertEquals([...map], [["a", 3], ["c", 4]]);
});

Deno.test("ensure() makes what is not there, once, and forgets as set() does", () => {
  const map = new BoundedMap<string, number>(2);
  const made: string[] = [];
  const make = (key: string) => made.push(key);
  assertEquals(["a", "a", "b", "c"].map((key) => map.ensure(key, make)), [
    1,
    1,
    2,
    3,
  ]);
  assertEquals([...map], [["b", 2], ["c", 3]]);
});

Deno.test("ensure() passes on what is thrown and keeps nothing", () => {
  const map = new BoundedMap<string, number>(2);
  const fail = () => {
    throw new RangeError("None");
  };
  assertThrows(() => map.ensure("a", fail), RangeError);
  assertEquals(map.size, 0);
});
