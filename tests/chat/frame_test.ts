import { assertEquals } from "@std/assert";
import { frameOf } from "@/chat/frame.ts";

Deno.test("frameOf() sends a lone packet as it is", () => {
  assertEquals(frameOf(['{"type":"pong"}']), '{"type":"pong"}');
});

Deno.test("frameOf() puts several packets into an array", () => {
  assertEquals(frameOf(['{"a":1}', '{"b":2}']), '[{"a":1},{"b":2}]');
});

Deno.test("frameOf() gives JSON even without a packet", () => {
  assertEquals(frameOf([]), "[]");
});
