import { assertEquals } from "@std/assert";
import { Following } from "@/client/following.ts";
import { FakeEnvironment } from "./fake_environment.ts";

Deno.test("refused() goes on joining when something sent before the join was refused", () => {
  const following = new Following({
    environment: new FakeEnvironment(),
    send: () => true,
    join: () => ({ type: "join", room: "tea" }),
  });
  following.want(true);
  const error = { type: "error", message: "No", room: "tea" } as const;
  assertEquals(following.refused({ ...error, code: "not_joined" }), false);
  assertEquals(following.refusal.value, null);
  following.accepted();
  assertEquals(following.joined.value, true);
});
