import { assert, assertEquals } from "@std/assert";
import { TestApp } from "./test_app.ts";

Deno.test("POST typing tells the others in the room, and only who has a session may", async () => {
  using app = await TestApp.open();
  const [ann, bob] = [await app.session(), await app.session()];
  const stream = await app.ask("/api/rooms/lobby/events", { token: bob });
  assert(stream.body);
  const events = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  assert((await events.read()).value?.includes("joined"));
  const types = async (body: unknown, token?: string, room = "lobby") => {
    const path = `/api/rooms/${room}/typing`;
    return (await app.postJson(path, body, token)).status;
  };
  assertEquals(await types({ on: true }), 401);
  assertEquals(await types({}, ann), 422);
  assertEquals(await types({ on: true }, ann, "nowhere"), 404);
  assertEquals(await types({ on: true }, bob), 204);
  assertEquals(await types({ on: true }, ann), 204);
  let told: RegExpMatchArray | null = null;
  for (let text = ""; !told;) {
    text += (await events.read()).value ?? "";
    told = text.match(/event: ?typing\ndata: ?(.*)\n/);
  }
  const { user, on } = JSON.parse(told[1] ?? "");
  const person = await app.chat.people.bySession(ann);
  assertEquals([user.id, on], [person?.id, true]);
  await events.cancel();
});
