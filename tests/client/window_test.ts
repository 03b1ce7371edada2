import { assertEquals, assertStrictEquals } from "@std/assert";
import type { RoomEvent } from "@/chat/protocol.ts";
import {
  advance,
  type Window,
  withNewer,
  withOlder,
  withoutNewest,
  withoutOldest,
} from "@/client/window.ts";
import { ADA, AT, message, text } from "./packets.ts";

function window(seqs: number[], ends: Partial<Window> = {}): Window {
  const messages = seqs.map((seq) => message(seq));
  return { messages, more: false, newer: false, ...ends };
}

function edit(seq: number, target: number): RoomEvent {
  return {
    type: "edit",
    room: "lobby",
    seq,
    target,
    body: "edited",
    author: ADA,
    at: AT,
  };
}

Deno.test("advance() takes what is said after the window only if that ends with the newest message", () => {
  assertEquals(advance(window([4, 5]), [text(6)]), window([4, 5, 6]));
  const past = window([4, 5], { newer: true });
  assertStrictEquals(advance(past, [text(6)]), past);
  assertEquals(
    advance(past, [text(6), edit(7, 5)]).messages[1]?.body,
    "edited",
  );
});

Deno.test("advance() makes no hole in front of a window that is newer than the events", () => {
  const past = window([8, 9], { more: true });
  assertStrictEquals(advance(past, [text(5), text(8)]), past);
  assertEquals(advance(window([]), [text(5)]), window([5]));
});

Deno.test("withOlder() brings the page up to date with what came while it was on its way", () => {
  const now = withOlder(
    window([4], { more: true, newer: true }),
    { messages: [message(1)], more: false },
    [edit(5, 1), text(6)],
  );
  assertEquals(now, {
    messages: [
      { ...message(1), body: "edited", editedAt: AT },
      message(4),
    ],
    more: false,
    newer: true,
  });
});

Deno.test("withOlder() and withNewer() leave out what is held already", () => {
  const page = {
    messages: [message(1, "other state"), message(2, "other state")],
    more: false,
  };
  assertEquals(withOlder(window([2, 3]), page, []).messages, [
    message(1, "other state"),
    message(2),
    message(3),
  ]);
  assertEquals(withNewer(window([0, 1]), page, []).messages, [
    message(0),
    message(1),
    message(2, "other state"),
  ]);
});

Deno.test("withNewer() goes on with what came meanwhile once the page reaches the newest message", () => {
  const held = window([1, 2], { newer: true });
  const page = (more: boolean) => ({ messages: [message(3)], more });
  assertEquals(withNewer(held, page(false), [text(4)]), window([1, 2, 3, 4]));
  assertEquals(
    withNewer(held, page(true), [text(9)]),
    window([1, 2, 3], { newer: true }),
  );
});

Deno.test("withoutNewest() and withoutOldest() say that there is more", () => {
  const all = window([1, 2, 3]);
  assertStrictEquals(withoutNewest(all, 3), all);
  assertStrictEquals(withoutOldest(all, 3), all);
  assertEquals(withoutNewest(all, 2), window([1, 2], { newer: true }));
  assertEquals(withoutOldest(all, 2), window([2, 3], { more: true }));
});
