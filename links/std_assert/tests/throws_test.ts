import { assertThrows } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

class RoomFull extends Error {
  constructor(readonly room: string, readonly seats: number) {
    super(`Cannot join "${room}": full`);
  }
}

function join(): never {
  throw new RoomFull("lobby", 5);
}

Deno.test("assertThrows() passes if the function throws the class and the text", () => {
  holds(
    () => assertThrows(join),
    () => assertThrows(join, RoomFull),
    () => assertThrows(join, RoomFull, "full"),
  );
  holds(
    () => assertThrows(join, Error),
    () => assertThrows(join, "Own message"),
  );
});

Deno.test("assertThrows() gives the error back, typed by the class", () => {
  const error = assertThrows(join, RoomFull);
  check(error.seats === 5, "the error of join()");
  const reason = assertThrows(() => {
    throw "not an Error";
  });
  check(reason === "not an Error", "what was thrown");
});

Deno.test("assertThrows() fails if nothing is thrown", () => {
  check(
    breaks(() => assertThrows(() => 1)).message ===
      "Expected function to throw.",
    "the headline",
  );
  check(
    breaks(() => assertThrows(() => 1, "Own")).message ===
      "Expected function to throw: Own",
    "the own message",
  );
  breaks(
    () => assertThrows(() => 1, RoomFull),
    () => assertThrows(() => Promise.reject(new Error("late")).catch(() => 1)),
  );
});

Deno.test("assertThrows() fails if the class is another, and names both", () => {
  const { message } = breaks(() => assertThrows(join, TypeError));
  check(
    message.includes("RoomFull") && message.includes("TypeError"),
    "both classes",
  );
  breaks(() =>
    assertThrows(() => {
      throw "not an Error";
    }, Error)
  );
});

Deno.test("assertThrows() fails if the text is another, and quotes both", () => {
  const { message } = breaks(() =>
    assertThrows(join, RoomFull, "closed", "Own")
  );
  check(
    message.includes("closed") && message.includes("full") &&
      message.includes("Own"),
    "all three",
  );
});
