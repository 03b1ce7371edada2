import { assert, assertEquals } from "@std/assert";
import type { ClientPacket } from "@/chat/protocol.ts";
import { effect } from "@preact/signals";
import { FakeBrowser } from "./fake_browser.ts";
import {
  ack,
  ADA,
  BO,
  EPOCH,
  history,
  joined,
  refusal,
  text,
  welcome,
} from "./packets.ts";
import {
  bodies,
  joinedPage,
  openPage,
  type Page,
  pending,
  scene,
} from "./page.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

function commands({ environment }: Page): string[] {
  return environment.socket.take().flatMap((packet: ClientPacket) =>
    packet.type === "post" ? [packet.body] : []
  );
}

/** Breaks the connection for `ms` and brings it back to the lobby, where nothing has happened. */
function reconnect({ environment, client, lobby }: Page, ms = 500): void {
  const after = lobby.messages.value.length;
  environment.socket.drop();
  environment.clock.advance(ms);
  client.wake();
  environment.socket.say(welcome(), joined(after, true));
}

Deno.test("Outbox sends a post at once and lets it go with its ack", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const id = lobby.post("Hello", 3);
  assertEquals(environment.socket.take(), [{
    type: "post",
    room: "lobby",
    id,
    body: "Hello",
    replyTo: 3,
  }]);
  assertEquals(lobby.pending.value, [{
    id,
    body: "Hello",
    replyTo: 3,
    since: environment.now(),
    state: "sending",
  }]);
  assertEquals(environment.browser.stored.size, 1);
  environment.socket.say(text(1, "Hello", ADA, id), ack(id, 1));
  assertEquals(lobby.pending.value, []);
  assertEquals(bodies(lobby), ["Hello"]);
  assertEquals(environment.browser.stored.size, 0);
});

for (const ackFirst of [true, false]) {
  Deno.test(`Outbox shows a post in exactly one place if its ${ackFirst ? "ack" : "message"} comes first`, () => {
    const { environment, lobby } = joinedPage();
    const shown: number[] = [];
    const stop = effect(() =>
      void shown.push(lobby.pending.value.length + lobby.messages.value.length)
    );
    const id = lobby.post("Hello");
    const answers = [ack(id, 1), text(1, "Hello", ADA, id)];
    for (const packet of ackFirst ? answers : answers.reverse()) {
      environment.socket.say(packet);
    }
    stop();
    assertEquals(lobby.pending.value, []);
    assert(
      shown.slice(1).every((count) => count === 1),
      `it was shown in ${shown} places`,
    );
    assertEquals(environment.browser.stored.size, 0);
  });
}

Deno.test("Outbox keeps showing a post whose message got lost with the connection", () => {
  const page = joinedPage();
  const id = page.lobby.post("Hello");
  page.environment.socket.say(ack(id, 1));
  reconnect(page);
  assertEquals(pending(page.lobby), ["Hello sending"]);
  assertEquals(commands(page), [], "it is committed");
  page.environment.socket.say(text(1, "Hello", ADA, id));
  assertEquals(pending(page.lobby), []);
  assertEquals(bodies(page.lobby), ["Hello"]);
});

Deno.test("Outbox has forgotten a post whose message came after its ack", () => {
  const { environment, lobby } = joinedPage();
  const id = lobby.post("Hello");
  environment.socket.say(ack(id, 1));
  environment.socket.say(text(1, "Hello", ADA, id), text(2));
  lobby.trim(1);
  assertEquals(bodies(lobby), ["m2"]);
  assertEquals(pending(lobby), []);
});

Deno.test("Outbox shows posts in the order in which they were typed, however far they are", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(refusal("forbidden", { id: lobby.post("1") }));
  environment.socket.say(ack(lobby.post("2"), 1));
  lobby.post("3");
  assertEquals(pending(lobby), ["1 failed", "2 sending", "3 sending"]);
});

Deno.test("Outbox stops showing a committed post when the log is another", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(ack(lobby.post("Hello"), 1));
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(
    welcome(),
    joined(0, false, "lobby", "epoch2"),
    history(),
  );
  assertEquals(pending(lobby), []);
});

Deno.test("Outbox does not take another's message for its own post because of the id", () => {
  const { environment, lobby } = joinedPage();
  const id = lobby.post("Hello");
  environment.socket.say(text(1, "Gotcha", BO, id));
  assertEquals(pending(lobby), ["Hello sending"]);
});

Deno.test("Outbox sends an unanswered post again with its id, and only once the room is joined", () => {
  const { environment, lobby } = joinedPage();
  const id = lobby.post("Hello");
  const post = { type: "post" as const, room: "lobby", id, body: "Hello" };
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 0,
    epoch: EPOCH,
  }]);
  environment.socket.say(joined(0, true));
  assertEquals(environment.socket.take(), [post]);
});

Deno.test("Outbox leads to one message though the ack is lost", () => {
  const { clock, server, openTab } = scene();
  const { lobby } = openTab();
  clock.advance(100);
  server.swallow = ({ type }) => type === "ack";
  lobby.post("Hello");
  clock.advance(100);
  assertEquals(bodies(lobby), ["Hello"]);
  assertEquals(pending(lobby), [], "its message is there");
  server.cut();
  server.swallow = () => false;
  clock.advance(1_000);
  assertEquals(server.arrived.map(({ id }) => id), ["tab1-1", "tab1-1"]);
  assertEquals(bodies(lobby), ["Hello"]);
  clock.advance(60_000);
  assertEquals(server.arrived.length, 2);
});

Deno.test("Outbox loses its patience with a connection that does not answer", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  lobby.post("Hello");
  for (let second = 0; second < 30; second++) {
    assertEquals(environment.sockets.length, 1);
    environment.socket.say({ type: "pong" });
    environment.clock.advance(1_000);
  }
  environment.clock.advance(500);
  assertEquals(environment.sockets.length, 2);
});

Deno.test("Outbox keeps the order within a room, one command after the other", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const [first] = [lobby.post("1"), lobby.post("2"), lobby.post("3")];
  assertEquals(commands(page), ["1"]);
  environment.socket.say(ack(first, 1));
  assertEquals(commands(page), ["2"]);
  assertEquals(pending(lobby), ["1 sending", "2 sending", "3 waiting"]);
});

Deno.test("Outbox does not let one room wait for another, up to a bound", () => {
  const page = joinedPage();
  const { environment, client } = page;
  const slugs = Array.from({ length: 20 }, (_, index) => `room${index}`);
  for (const slug of slugs) {
    client.room(slug).join();
    environment.socket.say(joined(0, false, slug), history([], false, slug));
    client.room(slug).post(slug);
  }
  assertEquals(commands(page), slugs.slice(0, 16));
  environment.socket.say(ack("tab1-1", 1, "room0"));
  assertEquals(commands(page), ["room16"]);
});

Deno.test("Outbox keeps order and sends all through losses, and each has one effect", () => {
  const { clock, server, openTab } = scene();
  const { lobby } = openTab();
  const wanted = Array.from({ length: 40 }, (_, index) => `m${index}`);
  wanted.forEach((body, index) => {
    lobby.post(body);
    if (index % 4 === 3) server.cut();
    clock.advance(17 * index % 60);
  });
  clock.advance(120_000);
  assertEquals(server.messages("lobby").map(({ body }) => body), wanted);
  assertEquals(bodies(lobby), wanted);
  assertEquals(pending(lobby), []);
});

Deno.test("Outbox waits when told to, then goes on by itself with the same ids in the same order", () => {
  const { clock, server, openTab } = scene();
  const { lobby } = openTab();
  clock.advance(100);
  const limits = [{ retryAfter: 3_000 }, { retryAfter: 2_000 }];
  server.refuse = () => {
    const limit = limits.shift();
    return limit && { code: "rate_limited", message: "Too fast", ...limit };
  };
  lobby.post("1");
  lobby.post("2");
  clock.advance(4_900);
  assertEquals(pending(lobby), ["1 sending", "2 waiting"], "it has not failed");
  assertEquals(server.arrived.length, 2);
  clock.advance(500);
  assertEquals(bodies(lobby), ["1", "2"]);
  assertEquals(server.arrived.map(({ id }) => id), [
    "tab1-1",
    "tab1-1",
    "tab1-1",
    "tab1-2",
  ]);
});

Deno.test("Outbox lets every room wait when the server wants no commands", () => {
  const page = joinedPage();
  const { environment, client, lobby } = page;
  client.room("den").join();
  environment.socket.say(joined(0, false, "den"), history([], false, "den"));
  const id = lobby.post("1");
  environment.socket.say(refusal("rate_limited", { id, retryAfter: 1_000 }));
  client.room("den").post("2");
  assertEquals(commands(page), ["1"]);
  environment.clock.advance(1_000);
  assertEquals(commands(page), ["1", "2"]);
});

Deno.test("Outbox backs off from a server that is unavailable and does not say for how long", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  environment.chance = 1 - 1e-9;
  const id = lobby.post("Hello");
  for (const wait of [500, 1_000, 2_000]) {
    environment.socket.take();
    environment.socket.say(refusal("unavailable", { id }));
    environment.clock.advance(wait - 1);
    assertEquals(commands(page), []);
    environment.clock.advance(1);
    assertEquals(commands(page), ["Hello"]);
  }
});

Deno.test("Outbox keeps a refused post with the reason, and the next one goes its way", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const id = lobby.post("no");
  lobby.post("yes");
  assertEquals(commands(page), ["no"]);
  environment.socket.say({
    type: "error",
    id,
    code: "read_only",
    message: "This room is closed",
  });
  assertEquals(commands(page), ["yes"]);
  assertEquals(lobby.pending.value[0]?.problem, "This room is closed");
  assertEquals(pending(lobby), ["no failed", "yes sending"]);
  reconnect(page);
  assertEquals(commands(page), ["yes"], "it waits for a person");
});

Deno.test("RoomState.retry() sends a refused post again with its id", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const id = lobby.post("Hello");
  lobby.retry(id);
  environment.socket.take();
  environment.socket.say(refusal("forbidden", { id }));
  lobby.retry(id);
  assertEquals(environment.socket.take(), [{
    type: "post",
    room: "lobby",
    id,
    body: "Hello",
  }]);
  assertEquals(pending(lobby), ["Hello sending"]);
  environment.socket.say(ack(id, 1), text(1, "Hello", ADA, id));
  assertEquals(pending(lobby), []);
});

Deno.test("RoomState.discard() drops a refused post for good", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const id = lobby.post("Hello");
  environment.socket.say(refusal("forbidden", { id }));
  lobby.discard(id);
  assertEquals(pending(lobby), []);
  assertEquals(environment.browser.stored.size, 0);
  lobby.retry(id);
  reconnect(page);
  assertEquals(commands(page), []);
});

Deno.test("RoomState.refused tells of edits, deletions and reactions that were refused", () => {
  const { environment, lobby } = joinedPage();
  const id = lobby.edit(4, "better");
  assertEquals(lobby.pending.value, []);
  environment.socket.say({
    type: "error",
    id,
    code: "unknown_message",
    message: "It was deleted",
  });
  const command = {
    type: "edit" as const,
    room: "lobby",
    id,
    target: 4,
    body: "better",
  };
  assertEquals(lobby.refused.value, [{ command, problem: "It was deleted" }]);
  lobby.discard(id);
  assertEquals(lobby.refused.value, []);
});

Deno.test("RoomState sends each kind of command", () => {
  const { environment, lobby } = joinedPage();
  const edit = lobby.edit(1, "b");
  const remove = lobby.delete(1);
  const react = lobby.react(1, "👍", true);
  for (const id of [edit, remove, react]) environment.socket.say(ack(id, 9));
  assertEquals(environment.socket.take(), [
    { type: "edit", room: "lobby", id: edit, target: 1, body: "b" },
    { type: "delete", room: "lobby", id: remove, target: 1 },
    {
      type: "react",
      room: "lobby",
      id: react,
      target: 1,
      emoji: "👍",
      on: true,
    },
  ]);
});

Deno.test("Outbox refuses by itself what would make the server close the connection", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  lobby.post("\u{1F600}".repeat(20_000));
  lobby.post("short");
  assertEquals(commands(page), ["short"]);
  assertEquals(
    lobby.pending.value[0]?.problem,
    "This is too long: at most 8000 characters fit",
  );
  assertEquals(environment.sockets.length, 1);
});

Deno.test("Outbox fails what waits for a room that one is not let into", () => {
  const page = openPage();
  const { environment, lobby } = page;
  lobby.post("Hello");
  environment.socket.say(welcome());
  environment.socket.say({
    type: "error",
    code: "unknown_room",
    message: "No such room",
    room: "lobby",
  });
  assertEquals(lobby.pending.value[0]?.problem, "No such room");
  environment.socket.take();
  lobby.retry(lobby.pending.value[0]?.id ?? "");
  assertEquals(
    environment.socket.take(),
    [{ type: "join", room: "lobby" }],
    "and tries again when asked to",
  );
});

Deno.test("Outbox joins anew when the server does not know that the room was joined", () => {
  const page = joinedPage();
  const { environment, lobby } = page;
  const id = lobby.post("Hello");
  environment.socket.take();
  environment.socket.say(refusal("not_joined", { id }));
  assertEquals(environment.socket.take().map(({ type }) => type), [
    "leave",
    "join",
  ]);
  environment.socket.say(joined(0, true));
  assertEquals(commands(page), ["Hello"]);
});

Deno.test("Outbox survives a reload: same ids, same order, nothing twice", () => {
  const { clock, server, openTab, closeTab } = scene();
  const before = openTab();
  clock.advance(100);
  server.swallow = ({ type }) => type === "ack";
  const ids = ["1", "2", "3"].map((body) => before.lobby.post(body));
  clock.advance(100);
  server.cut();
  closeTab(before);
  server.swallow = () => false;
  const after = openTab();
  assertEquals(pending(after.lobby), ["1 sending", "2 waiting", "3 waiting"]);
  clock.advance(1_000);
  assertEquals(server.messages("lobby").map(({ id }) => id), ids);
  assertEquals(server.arrived.map(({ id }) => id), [ids[0], ...ids]);
  assertEquals(bodies(after.lobby), ["1", "2", "3"]);
  assertEquals(pending(after.lobby), []);
});

Deno.test("Outbox remembers over a reload what was refused, and why", () => {
  const browser = new FakeBrowser();
  const before = joinedPage({ browser });
  const id = before.lobby.post("Hello");
  before.environment.socket.say({
    type: "error",
    id,
    code: "forbidden",
    message: "Not here",
  });
  browser.closeTab(before.environment.storage.owner);
  const after = joinedPage({ browser });
  assertEquals(after.lobby.pending.value.map(({ problem }) => problem), [
    "Not here",
  ]);
  assertEquals(commands(after), []);
  after.lobby.retry(id);
  assertEquals(commands(after), ["Hello"]);
});

Deno.test("Outbox goes on by itself after a reload, also in rooms that are not open", () => {
  const { clock, server, browser, openTab, closeTab } = scene();
  server.up = false;
  const before = openTab();
  before.client.room("den").post("Hello den");
  closeTab(before);
  server.up = true;
  openTab();
  clock.advance(1_000);
  assertEquals(server.messages("den").map(({ body }) => body), ["Hello den"]);
  assertEquals(browser.stored.size, 0);
});

Deno.test("Outbox leaves a room again that it joined only to send", () => {
  const { environment, client } = joinedPage();
  const id = client.room("den").post("Hello");
  assertEquals(environment.socket.take(), [{ type: "join", room: "den" }]);
  environment.socket.say(joined(0, false, "den"), history([], false, "den"));
  environment.socket.take();
  environment.socket.say(ack(id, 1, "den"));
  assertEquals(environment.socket.take(), [{ type: "leave", room: "den" }]);
});

Deno.test("Outbox leaves the entries of another tab alone while that one lives, and takes them over when it is gone", () => {
  const { clock, server, browser, openTab, closeTab } = scene();
  server.up = false;
  const first = openTab();
  first.lobby.post("from the first");
  clock.advance(1);
  const second = openTab();
  second.lobby.post("from the second");
  assertEquals(pending(first.lobby), ["from the first waiting"]);
  assertEquals(pending(second.lobby), ["from the second waiting"]);
  assertEquals(browser.stored.size, 2);
  second.client.wake();
  assertEquals(pending(second.lobby), ["from the second waiting"]);
  closeTab(first);
  second.client.wake();
  assertEquals(pending(second.lobby), [
    "from the first waiting",
    "from the second waiting",
  ]);
  server.up = true;
  clock.advance(60_000);
  assertEquals(server.messages("lobby").map(({ body }) => body), [
    "from the first",
    "from the second",
  ]);
  assertEquals(server.arrived.length, 2);
  assertEquals(browser.stored.size, 0);
});

Deno.test("Outbox lets one tab alone take over", () => {
  const { server, openTab, closeTab } = scene();
  server.up = false;
  const gone = openTab();
  const heirs = [openTab(), openTab()];
  gone.lobby.post("Hello");
  closeTab(gone);
  for (const { client } of heirs) client.wake();
  assertEquals(heirs.map(({ lobby }) => pending(lobby).length), [1, 0]);
});

Deno.test("Outbox is taken over by the next connection, if not before", () => {
  const { clock, server, openTab, closeTab } = scene();
  const heir = openTab();
  clock.advance(100);
  server.up = false;
  server.cut();
  const gone = openTab();
  gone.lobby.post("Hello");
  closeTab(gone);
  server.up = true;
  clock.advance(60_000);
  assertEquals(bodies(heir.lobby), ["Hello"]);
});

Deno.test("Outbox does not send what another tab is done with", () => {
  const page = openPage();
  const { environment, lobby } = page;
  lobby.post("Hello");
  environment.browser.stored.clear();
  environment.socket.say(welcome(), joined(0, false), history());
  assertEquals(commands(page), []);
  assertEquals(pending(lobby), []);
});

Deno.test("Outbox neither sends nor shows what somebody else has left in this browser", () => {
  const browser = new FakeBrowser();
  const before = joinedPage({ browser });
  before.lobby.post("Ada's");
  browser.closeTab(before.environment.storage.owner);
  const after = openPage({ browser });
  after.environment.socket.say(welcome(BO));
  after.environment.socket.say(joined(0, false), history());
  assertEquals(commands(after), []);
  assertEquals(pending(after.lobby), []);
  browser.closeTab(after.environment.storage.owner);
  assertEquals(commands(openedAsAda(browser)), ["Ada's"], "it waits for Ada");
});

function openedAsAda(browser: FakeBrowser): Page {
  const page = openPage({ browser });
  page.environment.socket.say(welcome(), joined(0, false), history());
  return page;
}

Deno.test("Outbox asks before it sends again what the server no longer knows the id of", () => {
  const page = joinedPage();
  const { lobby } = page;
  const id = lobby.post("Hello");
  commands(page);
  reconnect(page, DAY_MS);
  assertEquals(commands(page), []);
  assertEquals(pending(lobby), ["Hello failed"]);
  lobby.retry(id);
  assertEquals(commands(page), ["Hello"]);
});

Deno.test("Outbox sends after any time what was never sent", () => {
  const page = openPage();
  page.lobby.post("Hello");
  page.environment.clock.advance(2 * DAY_MS);
  page.client.wake();
  page.environment.socket.say(welcome(), joined(0, false), history());
  assertEquals(commands(page), ["Hello"]);
});

Deno.test("Outbox ignores what it cannot read in the storage", () => {
  const browser = new FakeBrowser();
  browser.stored.set("gone/1", "{");
  browser.stored.set("gone/2", '{"since":"yesterday"}');
  browser.stored.set("gone/3", "null");
  const command = { type: "post", room: "lobby", id: "4", body: "Hello" };
  browser.stored.set("gone/4", JSON.stringify({ since: 1, command }));
  const page = openPage({ browser });
  assertEquals(pending(page.lobby), ["Hello waiting"]);
});
