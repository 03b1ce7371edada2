import { assertObjectMatch } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

interface Message {
  id: string;
  author: { name: string; admin: boolean };
  tags: string[];
}

const message: Message = {
  id: "m1",
  author: { name: "ada", admin: true },
  tags: ["a", "b"],
};

Deno.test("assertObjectMatch() passes if the expected part is deeply in the object", () => {
  holds(
    () => assertObjectMatch(message, { id: "m1" }),
    () => assertObjectMatch(message, {}),
  );
  holds(() =>
    assertObjectMatch(message, { author: { name: "ada" }, tags: ["a", "b"] })
  );
  holds(() =>
    assertObjectMatch({ list: [{ a: 1, b: 2 }] }, { list: [{ a: 1 }] })
  );
});

Deno.test("assertObjectMatch() fails if something expected is missing or else", () => {
  breaks(
    () => assertObjectMatch(message, { id: "m2" }),
    () => assertObjectMatch(message, { seq: 1 }),
  );
  breaks(() => assertObjectMatch(message, { author: { name: "bob" } }));
  breaks(
    () => assertObjectMatch(message, { author: null }),
    () => assertObjectMatch(message, { author: { seq: 1 } }),
  );
  breaks(
    () => assertObjectMatch(message, { tags: ["b"] }),
    () => assertObjectMatch(message, { tags: ["a", "b", "c"] }),
  );
  breaks(() => assertObjectMatch(message, { seq: undefined }));
});

Deno.test("assertObjectMatch() takes a part of an array, a set or a map", () => {
  const actual = {
    list: [1, 2, 3],
    ids: new Set([1, 2]),
    names: new Map([[1, "ada"], [2, "bob"]]),
  };
  holds(() =>
    assertObjectMatch(actual, {
      list: [1, 2],
      ids: new Set([2]),
      names: new Map([[1, "ada"]]),
    })
  );
  breaks(
    () => assertObjectMatch(actual, { ids: new Set([3]) }),
    () => assertObjectMatch(actual, { list: [2] }),
  );
  breaks(() => assertObjectMatch(actual, { names: new Map([[1, "bob"]]) }));
});

Deno.test("assertObjectMatch() names the given message", () => {
  check(
    breaks(() => assertObjectMatch({ a: 1 }, { a: 2 }, "Reply")).message
      .includes("Reply"),
    "the message",
  );
});
