import { assertInstanceOf } from "@std/assert";
import { breaks, check, holds } from "./outcome.ts";

abstract class Channel {}
class Room extends Channel {
  readonly title = "Lobby";
}

Deno.test("assertInstanceOf() passes for instances of the class and its subclasses only", () => {
  holds(
    () => assertInstanceOf(new Room(), Room),
    () => assertInstanceOf(new Room(), Channel),
  );
  holds(() => assertInstanceOf(new TypeError(), Error));
  breaks(
    () => assertInstanceOf({}, Room),
    () => assertInstanceOf("a", String),
    () => assertInstanceOf(null, Room),
  );
  breaks(
    () => assertInstanceOf(undefined, Room),
    () => assertInstanceOf(Object.create(null), Room),
  );
  check(
    breaks(() => assertInstanceOf(1, Room, "Channel")).message.includes(
      "Channel",
    ),
    "the given message",
  );
});

Deno.test("assertInstanceOf() narrows the type", () => {
  const value: unknown = new Room();
  assertInstanceOf(value, Room);
  check(value.title === "Lobby", "a Room");
});
