import { assert, assertEquals } from "@std/assert";
import { Connection, type ConnectionListener } from "@/client/connection.ts";
import type { Heard } from "@/client/server_frame.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { BO, text, welcome } from "./packets.ts";

const HEARTBEAT = 25_000;

interface Setup {
  environment: FakeEnvironment;
  connection: Connection;
  /** What the listener was told. */
  told: string[];
}

function start(): Setup {
  const environment = new FakeEnvironment();
  const told: string[] = [];
  const listener: ConnectionListener = {
    opened: ({ user }) => told.push(`opened ${user.id}`),
    received: (packets: Heard[]) =>
      told.push(packets.map(({ type }) => type).join()),
    lost: () => told.push("lost"),
  };
  const connection = new Connection(environment, listener);
  connection.start();
  return { environment, connection, told };
}

function open(): Setup {
  const setup = start();
  setup.environment.socket.say(welcome());
  return setup;
}

/** Lets attempts fail one after another; gives the pauses between them. */
function pauses(
  { environment, connection }: Setup,
  attempts: number,
): number[] {
  return Array.from({ length: attempts }, () => {
    const lostAt = environment.now();
    const count = environment.sockets.length;
    environment.socket.drop();
    assertEquals(connection.status.value, "waiting");
    while (environment.sockets.length === count) environment.clock.advance(1);
    return environment.now() - lostAt;
  });
}

Deno.test("Connection is open from the server's welcome on, not before", () => {
  const { environment, connection, told } = start();
  assertEquals(connection.status.value, "connecting");
  assertEquals(connection.send({ type: "leave", room: "lobby" }), false);
  environment.socket.say(text(1));
  assertEquals(connection.status.value, "connecting");
  environment.socket.say(welcome());
  assertEquals(connection.status.value, "open");
  assertEquals(connection.send({ type: "leave", room: "lobby" }), true);
  assertEquals(environment.socket.sent, [{ type: "leave", room: "lobby" }]);
  assertEquals(told, ["opened ada", "welcome"]);
});

Deno.test("Connection reads several packets out of one frame, in order", () => {
  const { environment, told } = start();
  environment.socket.say(welcome(), text(1), text(2));
  assertEquals(told, ["opened ada", "welcome,message,message"]);
});

Deno.test("Connection takes one welcome for all", () => {
  const { environment, told } = open();
  environment.socket.say(welcome(BO));
  assertEquals(told, ["opened ada", "welcome", "welcome"]);
  environment.clock.advance(HEARTBEAT);
  assertEquals(environment.socket.take(), [{ type: "ping" }]);
});

Deno.test("Connection tells since when it is lost: from the start, not while open, then from the loss", () => {
  const { environment, connection } = start();
  const startedAt = environment.now();
  environment.clock.advance(100);
  assertEquals(connection.lostAt.value, startedAt);
  environment.socket.say(welcome());
  assertEquals(connection.lostAt.value, null);
  environment.clock.advance(100);
  environment.socket.drop();
  const lostAt = environment.now();
  environment.clock.advance(100);
  assertEquals(connection.lostAt.value, lostAt);
});

Deno.test("Connection waits 0.5 s, doubling to 30 s, before it tries again", () => {
  const setup = start();
  setup.environment.chance = 1 - 1e-9;
  assertEquals(pauses(setup, 9), [
    500,
    1_000,
    2_000,
    4_000,
    8_000,
    16_000,
    30_000,
    30_000,
    30_000,
  ]);
});

Deno.test("Connection spreads its pauses over the whole time", () => {
  const setup = start();
  setup.environment.chance = 0.25;
  assertEquals(pauses(setup, 3), [125, 250, 500]);
});

Deno.test("Connection starts anew with short pauses once it was open for a while", () => {
  const setup = start();
  setup.environment.chance = 1 - 1e-9;
  assertEquals(pauses(setup, 3), [500, 1_000, 2_000]);
  setup.environment.socket.say(welcome());
  setup.environment.clock.advance(2_000);
  assertEquals(pauses(setup, 2), [500, 1_000]);
});

Deno.test("Connection goes on with longer pauses if it is closed before or right after its welcome", () => {
  const setup = start();
  setup.environment.chance = 1 - 1e-9;
  assertEquals(pauses(setup, 1), [500]);
  setup.environment.socket.onopen?.();
  assertEquals(pauses(setup, 1), [1_000]);
  setup.environment.socket.say(welcome());
  setup.environment.clock.advance(1_999);
  assertEquals(pauses(setup, 1), [2_000]);
});

Deno.test("Connection gives up an attempt that has no welcome after 10 s", () => {
  const { environment, connection } = start();
  const [first] = environment.sockets;
  environment.clock.advance(9_999);
  assertEquals(connection.status.value, "connecting");
  environment.clock.advance(1);
  assertEquals(connection.status.value, "waiting");
  assertEquals(first?.closedWith, 1000);
  first?.say(welcome());
  assertEquals(
    connection.status.value,
    "waiting",
    "an abandoned socket is not listened to",
  );
  environment.clock.advance(250);
  assertEquals(environment.sockets.length, 2);
});

Deno.test("Connection survives that no socket can be opened", () => {
  const environment = new FakeEnvironment();
  const openSocket = environment.openSocket.bind(environment);
  environment.openSocket = () => {
    throw new DOMException("Blocked", "SecurityError");
  };
  const connection = new Connection(environment, {
    opened() {},
    received() {},
    lost() {},
  });
  silently("error", () => connection.start());
  assertEquals(connection.status.value, "waiting");
  environment.openSocket = openSocket;
  environment.clock.advance(250);
  assertEquals(connection.status.value, "connecting");
});

Deno.test("Connection.wake() connects at once, and the next pause is short again", () => {
  const setup = start();
  const { environment, connection } = setup;
  environment.chance = 1 - 1e-9;
  pauses(setup, 6);
  environment.socket.drop();
  connection.wake();
  assertEquals(connection.status.value, "connecting");
  assertEquals(environment.sockets.length, 8);
  assertEquals(pauses(setup, 1), [500]);
});

Deno.test("Connection.wake() lets a fresh attempt be, and takes a new one for a stale one", () => {
  const { environment, connection } = start();
  environment.clock.advance(5_000);
  connection.wake();
  assertEquals(environment.sockets.length, 1);
  environment.clock.advance(1);
  connection.wake();
  assertEquals(environment.sockets.length, 2);
  assertEquals(environment.sockets[0]?.closedWith, 1000);
});

Deno.test("Connection.wake() pings an open connection at once, one ping at a time", () => {
  const { environment, connection } = open();
  connection.wake();
  connection.wake();
  assertEquals(environment.socket.take(), [{ type: "ping" }]);
  environment.socket.say({ type: "pong" });
  connection.wake();
  assertEquals(environment.socket.take(), [{ type: "ping" }]);
});

Deno.test("Connection.wake() does nothing before start() and after stop()", () => {
  const environment = new FakeEnvironment();
  const connection = new Connection(environment, {
    opened() {},
    received() {},
    lost() {},
  });
  connection.wake();
  assertEquals(environment.sockets.length, 0);
  connection.start();
  connection.stop();
  connection.wake();
  assertEquals(environment.sockets.length, 1);
});

Deno.test("Connection pings after a heartbeat of silence, counted from what it heard last", () => {
  const { environment } = open();
  environment.clock.advance(HEARTBEAT - 1);
  environment.socket.say(text(1));
  environment.clock.advance(HEARTBEAT - 1);
  assertEquals(environment.socket.take(), []);
  environment.clock.advance(1);
  assertEquals(environment.socket.take(), [{ type: "ping" }]);
});

Deno.test("Connection pings after a heartbeat of silence, also when the clock has been set back", () => {
  const { environment } = open();
  environment.clock.setBack(3_600_000);
  environment.clock.advance(HEARTBEAT);
  assertEquals(environment.socket.sent, [{ type: "ping" }]);
});

Deno.test("Connection takes itself for dead when a ping goes 5 s unanswered", () => {
  const { environment, connection, told } = open();
  const [first] = environment.sockets;
  environment.clock.advance(HEARTBEAT + 4_999);
  assertEquals(connection.status.value, "open");
  environment.clock.advance(1);
  assertEquals(connection.status.value, "waiting");
  assertEquals(told.at(-1), "lost");
  assertEquals(first?.closedWith, 1000);
});

Deno.test("Connection takes the ping's own way into the network for no sign of life", () => {
  const { environment, connection } = open();
  const { socket } = environment;
  const send = socket.send.bind(socket);
  socket.send = (text) => {
    send(text);
    socket.bufferedAmount += text.length;
  };
  connection.wake();
  socket.bufferedAmount = 0;
  environment.clock.advance(5_000);
  assertEquals(connection.status.value, "waiting");
});

Deno.test("Connection takes whatever it hears for the answer to its ping", () => {
  const { environment, connection } = open();
  environment.clock.advance(HEARTBEAT + 4_999);
  environment.socket.say(text(1));
  environment.clock.advance(HEARTBEAT - 1);
  assertEquals(connection.status.value, "open");
  environment.clock.advance(5_001);
  assertEquals(connection.status.value, "waiting");
});

Deno.test("Connection is patient as long as its ping stands behind a queue that gets shorter", () => {
  const { environment, connection } = open();
  environment.socket.bufferedAmount = 90_000;
  connection.wake();
  environment.socket.bufferedAmount = 40_000;
  environment.clock.advance(5_000);
  environment.socket.bufferedAmount = 1_000;
  environment.clock.advance(5_000);
  assertEquals(connection.status.value, "open");
  environment.clock.advance(5_000);
  assertEquals(connection.status.value, "waiting");
});

Deno.test("Connection comes back after goodbye when the server asked, plus something at random", () => {
  const { environment, connection } = open();
  environment.chance = 0.5;
  environment.socket.say({
    type: "goodbye",
    reason: "restart",
    retryAfter: 3_000,
  });
  assertEquals(connection.status.value, "open");
  environment.clock.advance(2_000);
  environment.socket.drop(1001);
  environment.clock.advance(4_499);
  connection.wake();
  assertEquals(
    connection.status.value,
    "waiting",
    "not even when somebody looks",
  );
  environment.clock.advance(1);
  assertEquals(connection.status.value, "connecting");
  environment.socket.drop();
  environment.clock.advance(500);
  assertEquals(
    connection.status.value,
    "connecting",
    "it asked for one pause, not for all",
  );
});

Deno.test("Connection stays away for a minute and more after a close with 1008", () => {
  const { environment, connection } = open();
  environment.chance = 0;
  environment.socket.drop(1008);
  environment.clock.advance(59_999);
  connection.wake();
  assertEquals(environment.sockets.length, 1);
  environment.clock.advance(1);
  assertEquals(environment.sockets.length, 2);
});

Deno.test("Connection bounds what the server asks for", () => {
  const setup = open();
  setup.environment.chance = 0;
  setup.environment.socket.say({
    type: "goodbye",
    reason: "never",
    retryAfter: 1e15,
  });
  assertEquals(pauses(setup, 1), [600_000]);
  setup.environment.socket.say(welcome(), {
    type: "goodbye",
    reason: "at once",
    retryAfter: -5,
  });
  assertEquals(pauses(setup, 1), [100]);
});

Deno.test("Connection ignores what is malformed, and warns once", () => {
  const { environment, connection, told } = open();
  const warnings = silently("warn", () => {
    environment.socket.onmessage?.("{");
    environment.socket.onmessage?.('[null, 5, {"type":"message"}, {"seq":1}]');
    environment.socket.onmessage?.('{"type":"something new"}');
    environment.socket.say(text(1));
  });
  assertEquals(warnings, 1);
  assertEquals(connection.status.value, "open");
  assertEquals(told.filter((packets) => packets !== ""), [
    "opened ada",
    "welcome",
    "message",
  ]);
});

Deno.test("Connection throws nothing out of a socket's callback and stays in use", () => {
  const environment = new FakeEnvironment();
  const connection = new Connection(environment, {
    opened() {},
    received(packets) {
      if (packets[0]?.type === "message") throw new Error("A reader is broken");
    },
    lost() {},
  });
  connection.start();
  environment.socket.say(welcome());
  const errors = silently("error", () => environment.socket.say(text(1)));
  assertEquals(errors, 1);
  environment.socket.drop();
  environment.clock.advance(250);
  assertEquals(environment.sockets.length, 2);
});

Deno.test("Connection.stop() leaves nothing running, and start() goes on", () => {
  const { environment, connection, told } = open();
  connection.stop();
  assertEquals(environment.socket.closedWith, 1000);
  assertEquals(told.at(-1), "lost");
  assertEquals(environment.clock.size, 0);
  connection.start();
  assertEquals(connection.status.value, "connecting");
  assert(environment.sockets.length === 2);
});

/** Keeps the console quiet; gives how often it was called. */
function silently(method: "warn" | "error", run: () => void): number {
  const original = console[method];
  let calls = 0;
  console[method] = () => calls++;
  try {
    run();
  } finally {
    console[method] = original;
  }
  return calls;
}
