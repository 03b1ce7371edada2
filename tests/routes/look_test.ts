/** The form for one's name and colour, and the session that it belongs to. */
import { assert, assertEquals } from "@std/assert";
import { SESSION_MS } from "@/chat/limits.ts";
import { FakeEnvironment } from "../chat/fake_environment.ts";
import { TestApp } from "./test_app.ts";

function sends(
  app: TestApp,
  token: string,
  fields: Record<string, string>,
): Promise<Response> {
  const body = new URLSearchParams({ action: "name", ...fields });
  return app.ask("/", { method: "POST", body, token });
}

async function look(app: TestApp, token: string) {
  const { name, hue } = await app.chat.people.bySession(token) ?? {};
  return { name, hue };
}

Deno.test("POST / gives a name and a colour, and goes on to the room", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const answer = await sends(app, token, {
    name: "Ada",
    hue: "9",
    room: "lobby",
  });
  assertEquals(answer.status, 303);
  assertEquals(answer.headers.get("location"), "/rooms/lobby");
  assertEquals(await look(app, token), { name: "Ada", hue: 9 });
  // The door asks for the name alone.
  await sends(app, token, { name: "Adele" });
  assertEquals(await look(app, token), { name: "Adele", hue: 9 });
});

Deno.test("POST / takes no colour that there is not", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  for (const hue of ["12", "-1", "1.5", "red", "", "999"]) {
    const answer = await sends(app, token, { name: "Ada", hue });
    assertEquals(answer.status, 303);
    assertEquals((await look(app, token)).hue, undefined, hue);
  }
});

Deno.test("POST / refuses a name that somebody has with 409, and keeps what was chosen with it", async () => {
  using app = await TestApp.open();
  const [ada, bo] = [await app.session(), await app.session()];
  await sends(app, ada, { name: "Ada" });
  const answer = await sends(app, bo, { name: "ADA", hue: "3", room: "lobby" });
  assertEquals(answer.status, 409);
  const page = await answer.text();
  assert(page.includes("“ADA 2” is free"));
  assert(/name="hue" value="3"/.test(page), page);
  assertEquals((await look(app, bo)).hue, undefined);
});

Deno.test("POST / refuses who changes their look too often", async () => {
  using app = await TestApp.open({ CHAT_POSTS_PER_SECOND: "1" });
  const token = await app.session();
  let status = 303;
  for (let i = 0; i < 100 && status === 303; i++) {
    const answer = await sends(app, token, { name: `Ada ${i}` });
    ({ status } = answer);
    await answer.body?.cancel();
    if (status === 429) assert(answer.headers.has("retry-after"));
  }
  assertEquals(status, 429);
});

Deno.test("a page sets the session's cookie again when the session lives longer", async () => {
  const environment = new FakeEnvironment();
  using app = await TestApp.open({}, environment);
  const token = await app.session();
  const cookie = async (path: string) => {
    const answer = await app.ask(path, { token });
    await answer.body?.cancel();
    return answer.headers.get("set-cookie");
  };
  assertEquals(await cookie("/"), null);
  environment.pass(0.6 * SESSION_MS);
  const set = await cookie("/rooms/lobby");
  assert(set?.startsWith(`session=${token};`), String(set));
  assert(set?.includes(`Max-Age=${SESSION_MS / 1000}`));
  assertEquals(await cookie("/"), null);
  environment.pass(0.6 * SESSION_MS);
  assert(await cookie("/api/rooms"));
});

Deno.test("the page of a room shows who is there, the reader among them", async () => {
  using app = await TestApp.open();
  const [ada, bo] = [await app.session(), await app.session()];
  await sends(app, ada, { name: "Ada" });
  await sends(app, bo, { name: "Bo" });
  const stream = await app.ask("/api/rooms/lobby/events", { token: ada });
  const page = await (await app.ask("/rooms/lobby", { token: bo })).text();
  assert(page.includes("2 people here"));
  assert(page.includes('<bdi class="person-name">Ada</bdi>'));
  await stream.body?.cancel();
});

Deno.test("a stream tells who is there and that one has another name", async () => {
  using app = await TestApp.open();
  const [ada, bo] = [await app.session(), await app.session()];
  await sends(app, ada, { name: "Ada" });
  const stream = await app.ask("/api/rooms/lobby/events", { token: ada });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const other = await app.ask("/api/rooms/lobby/events", { token: bo });
  let text = "";
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      const read = await reader?.read();
      assert(read && !read.done, text);
      text += read.value;
    }
  };
  await until(
    /event: ?presence\ndata: ?\{"type":"presence","room":"lobby","count":2/,
  );
  await sends(app, ada, { name: "Adele", hue: "1" });
  await until(
    /event: ?user\ndata: ?\{"type":"user","user":\{[^}]*"name":"Adele","hue":1\}/,
  );
  assert(!/^id:/m.test(text), "only events of the room have an id");
  await reader?.cancel();
  await other.body?.cancel();
});
