import { assertEquals } from "@std/assert";
import type { Member } from "./member.ts";
import { Recovery } from "./recovery.ts";
import type { Heads } from "./witness.ts";

/** A member of whom only counts how far it is; offline it is nowhere. */
class Reader implements Member {
  readonly name = "reader";
  cursor = 0;

  isAt(heads: Heads): boolean {
    return this.cursor >= (heads.get("lobby") ?? 0);
  }
  start() {}
  act() {}
  unrest() {
    return [];
  }
  stop() {
    return Promise.resolve();
  }
}

function at(seq: number): Heads {
  return new Map([["lobby", seq]]);
}

Deno.test("Recovery.lost() counts once until the member is at the head again", () => {
  const recovery = new Recovery();
  const reader = new Reader();
  recovery.lost(reader, at(5));
  recovery.lost(reader, at(9));
  reader.cursor = 4;
  recovery.look();
  assertEquals([recovery.complete, recovery.times.length], [false, 0]);
  reader.cursor = 5;
  recovery.look();
  assertEquals([recovery.complete, recovery.times.length], [true, 1]);
});

Deno.test("Recovery.over() counts only those who are not well", () => {
  const recovery = new Recovery();
  const [well, behind] = [new Reader(), new Reader()];
  well.cursor = 7;
  const end = performance.now() - 1_000;
  recovery.over({ end, heads: at(7) }, [well, behind]);
  behind.cursor = 7;
  recovery.look();
  assertEquals(recovery.times.length, 1);
  assertEquals(recovery.times.every((time) => time >= 1_000), true);
});
