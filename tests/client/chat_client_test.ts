import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { effect } from "@preact/signals";
import { ChatClient } from "@/client/chat_client.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import {
  ADA,
  EPOCH,
  history,
  joined,
  message,
  refusal,
  text,
  welcome,
} from "./packets.ts";
import { bodies, joinedPage, openPage, pending, scene } from "./page.ts";

Deno.test("ChatClient gives the same room each time, and works without a connection", () => {
  const client = new ChatClient(new FakeEnvironment());
  const lobby = client.room("lobby");
  assertStrictEquals(client.room("lobby"), lobby);
  lobby.join();
  lobby.post("Hello");
  assertEquals(pending(lobby), ["Hello waiting"]);
  assertEquals(client.user.value, null);
});

Deno.test("ChatClient joins its rooms on each connection, asking for the history as long as it has none", () => {
  const { environment, client, lobby } = openPage();
  client.room("den").join();
  client.room("cellar");
  assertEquals(environment.socket.sent, [], "nothing goes before the welcome");
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{ type: "join", room: "lobby" }, {
    type: "join",
    room: "den",
  }]);
  assertEquals(client.user.value, ADA);
  assertEquals(lobby.joined.value, false);
  environment.socket.say(joined(7, false), history([message(7)], true));
  assertEquals(lobby.joined.value, true);
  assertEquals(bodies(lobby), ["m7"]);
  assertEquals(lobby.more.value, true);
  client.room("attic").join();
  assertEquals(environment.socket.take(), [{ type: "join", room: "attic" }]);
});

Deno.test("ChatClient resumes from the page's seed, also from that of an empty room", () => {
  const environment = new FakeEnvironment();
  const client = new ChatClient(environment);
  client.room("lobby").seed({
    epoch: EPOCH,
    head: 0,
    messages: [],
    more: false,
  });
  client.room("den").seed({
    epoch: EPOCH,
    head: 12,
    messages: [message(12)],
    more: true,
  });
  client.room("lobby").join();
  client.room("den").join();
  client.start();
  environment.socket.say(welcome());
  assertEquals(environment.socket.sent, [
    { type: "join", room: "lobby", after: 0, epoch: EPOCH },
    { type: "join", room: "den", after: 12, epoch: EPOCH },
  ]);
  environment.socket.say(joined(0, true), text(1));
  assertEquals(bodies(client.room("lobby")), ["m1"]);
});

Deno.test("ChatClient resumes after a loss with exactly the last event that it has", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1), text(2));
  environment.socket.say(text(3));
  environment.socket.drop();
  assertEquals(lobby.joined.value, false);
  assertEquals(bodies(lobby), ["m1", "m2", "m3"]);
  environment.clock.advance(500);
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 3,
    epoch: EPOCH,
  }]);
  environment.socket.say(joined(5, true), text(3), text(4), text(5));
  assertEquals(bodies(lobby), ["m1", "m2", "m3", "m4", "m5"]);
  assertEquals(lobby.joined.value, true);
});

Deno.test("ChatClient resumes from before a history that was promised and did not come", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1));
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome(), joined(9, false, "lobby", "epoch2"));
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 1,
    epoch: EPOCH,
  }]);
  assertEquals(bodies(lobby), ["m1"]);
});

Deno.test("ChatClient forgets what it held when the epoch is another", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1), text(2));
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(
    welcome(),
    joined(1, false, "lobby", "epoch2"),
    history([message(1, "restored")]),
  );
  assertEquals(bodies(lobby), ["restored"]);
  environment.socket.say(text(2, "after it"));
  assertEquals(bodies(lobby), ["restored", "after it"]);
  environment.socket.take();
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 2,
    epoch: "epoch2",
  }]);
});

Deno.test("ChatClient keeps apart what one frame holds of the old epoch and of the new one", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(
    text(1),
    joined(0, false, "lobby", "epoch2"),
    history(),
    text(1, "new"),
  );
  assertEquals(bodies(lobby), ["new"]);
});

Deno.test("ChatClient leaves and joins anew at a gap, and takes nothing until then", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1), text(3));
  assertEquals(environment.socket.take(), [
    { type: "leave", room: "lobby" },
    { type: "join", room: "lobby", after: 1, epoch: EPOCH },
  ]);
  environment.socket.say(text(2, "of the old stream"));
  assertEquals(bodies(lobby), ["m1"]);
  environment.socket.say(joined(3, true), text(2), text(3));
  assertEquals(bodies(lobby), ["m1", "m2", "m3"]);
});

Deno.test("ChatClient does not hammer a server that leaves gaps all the time", () => {
  const { environment } = joinedPage();
  let joins = 0;
  environment.socket.say(text(5));
  for (let round = 0; round < 100; round++) {
    const asked = environment.socket.take().some(({ type }) => type === "join");
    if (asked) joins++;
    if (asked) environment.socket.say(joined(9, true), text(5));
    environment.clock.advance(100);
  }
  assert(joins > 1 && joins < 10, `it joined ${joins} times in 10 s`);
});

Deno.test("ChatClient asks for the history when the server resumes from elsewhere than it stands", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1), text(2));
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome(), joined(1, true));
  environment.socket.take();
  environment.clock.advance(500);
  environment.socket.say(joined(1, false), history([message(1)]));
  assertEquals(bodies(lobby), ["m1"]);
});

Deno.test("ChatClient says a join again that goes unanswered", () => {
  const { environment } = openPage();
  environment.socket.say(welcome());
  environment.socket.take();
  environment.clock.advance(10_000);
  assertEquals(environment.socket.take(), [{ type: "join", room: "lobby" }]);
});

Deno.test("ChatClient tells why it is not let in, and asks again with the next connection", () => {
  const { environment, lobby } = openPage();
  environment.socket.say(welcome());
  environment.socket.take();
  environment.socket.say({
    type: "error",
    code: "forbidden",
    message: "Members only",
    room: "lobby",
  });
  assertEquals(lobby.refusal.value, "Members only");
  environment.clock.advance(20_000);
  assertEquals(environment.socket.take(), []);
  environment.socket.drop();
  environment.clock.advance(500);
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{ type: "join", room: "lobby" }]);
  environment.socket.say(joined(0, false), history());
  assertEquals(lobby.refusal.value, null);
});

Deno.test("ChatClient joins again by itself after a refusal for now", () => {
  const { environment, lobby } = openPage();
  environment.socket.say(welcome());
  environment.socket.take();
  environment.socket.say(
    refusal("rate_limited", { room: "lobby", retryAfter: 700 }),
  );
  assertEquals(lobby.refusal.value, null);
  environment.clock.advance(699);
  assertEquals(environment.socket.take(), []);
  environment.clock.advance(1);
  assertEquals(environment.socket.take(), [{ type: "join", room: "lobby" }]);
});

Deno.test("ChatClient leaves a room, and later goes on where it stood", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(text(1));
  lobby.leave();
  assertEquals(environment.socket.take(), [{ type: "leave", room: "lobby" }]);
  environment.socket.say(text(2));
  assertEquals(bodies(lobby), ["m1"], "what is still under way does not count");
  lobby.join();
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 1,
    epoch: EPOCH,
  }]);
});

Deno.test("ChatClient stands a stream that is joined twice", () => {
  const { environment, lobby } = openPage();
  environment.socket.say(welcome());
  lobby.leave();
  lobby.join();
  assertEquals(environment.socket.take().map(({ type }) => type), [
    "join",
    "leave",
    "join",
  ]);
  environment.socket.say(joined(1, false), history([message(1)]), text(2));
  environment.socket.say(
    joined(2, false),
    history([message(1), message(2)]),
    text(3),
  );
  assertEquals(bodies(lobby), ["m1", "m2", "m3"]);
});

Deno.test("ChatClient ignores rooms that it does not know", () => {
  const { environment, lobby } = joinedPage();
  environment.socket.say(
    { ...text(1), room: "elsewhere" },
    joined(3, false, "elsewhere"),
    text(1),
  );
  assertEquals(bodies(lobby), ["m1"]);
  assertEquals(environment.socket.take(), []);
});

Deno.test("ChatClient tells its readers once for a whole frame", () => {
  const { environment, lobby } = joinedPage();
  const lengths: number[] = [];
  const stop = effect(() => void lengths.push(lobby.messages.value.length));
  environment.socket.say(text(1), text(2), text(3));
  stop();
  assertEquals(lengths, [0, 3]);
});

Deno.test("ChatClient goes on in the rooms where nothing is wrong", () => {
  const { environment, client, lobby } = joinedPage();
  const den = client.room("den");
  den.join();
  environment.socket.say(joined(0, false, "den"), history([], false, "den"));
  environment.socket.say({ ...text(2), room: "den" }, text(1));
  assertEquals(den.joined.value, false);
  assertEquals(lobby.joined.value, true);
  assertEquals(bodies(lobby), ["m1"]);
});

Deno.test("ChatClient.stop() ends the connection and every timer", () => {
  const { environment, client, lobby } = joinedPage();
  lobby.post("Hello");
  client.stop();
  assertEquals(client.status.value, "waiting");
  assertEquals(environment.clock.size, 0);
  client.start();
  environment.socket.say(welcome());
  assertEquals(environment.socket.take(), [{
    type: "join",
    room: "lobby",
    after: 0,
    epoch: EPOCH,
  }]);
});

Deno.test("ChatClient loads older messages through its environment", async () => {
  const { environment, lobby } = openPage();
  environment.page = (room, place) => {
    assertEquals([room, place], ["lobby", { before: 5 }]);
    return Promise.resolve({ messages: [message(3), message(4)], more: false });
  };
  environment.socket.say(
    welcome(),
    joined(5, false),
    history([message(5)], true),
  );
  await lobby.loadOlder();
  assertEquals(bodies(lobby), ["m3", "m4", "m5"]);
  assertEquals(lobby.more.value, false);
});

Deno.test("ChatClient keeps up with a server through losses at any moment", () => {
  const { clock, server, openTab } = scene();
  const { lobby } = openTab();
  for (let round = 1; round <= 60; round++) {
    server.commit({
      type: "post",
      room: "lobby",
      id: `b${round}`,
      body: `b${round}`,
    }, { id: "bo", name: "Bo" });
    if (round % 3 === 0) {
      server.commit({
        type: "edit",
        room: "lobby",
        id: `e${round}`,
        target: 1,
        body: `e${round}`,
      }, ADA);
    }
    if (round % 7 === 0) server.cut();
    clock.advance(13 * round % 90);
  }
  clock.advance(60_000);
  assertEquals(
    lobby.messages.value,
    server.messages("lobby").slice(-lobby.messages.value.length),
  );
  assertEquals(lobby.messages.value.length, 60);
});
