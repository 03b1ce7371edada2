import { assert, assertEquals } from "@std/assert";
import type {
  Ack,
  Command,
  Message,
  RoomEvent,
  ServerPacket,
} from "@/chat/protocol.ts";
import { check } from "./checker.ts";
import type { FinalState } from "./final_state.ts";
import type { Entry } from "./history.ts";

const room = "lobby";
const author = { id: "p1", name: "Ada" };
const POST: Command = { type: "post", room, id: "a", body: "tea" };
const OTHER: Command = { type: "post", room, id: "b", body: "rain" };
const MESSAGE: RoomEvent = {
  type: "message",
  room,
  seq: 1,
  id: "a",
  author,
  body: "tea",
  at: 7,
};
const OTHER_MESSAGE: RoomEvent = {
  type: "message",
  room,
  seq: 2,
  id: "b",
  author,
  body: "rain",
  at: 8,
};
const ACK: Ack = { type: "ack", id: "a", room, seq: 1, at: 7 };
const OTHER_ACK: Ack = { type: "ack", id: "b", room, seq: 2, at: 8 };

/** What one person did on one connection, and what came of it: two posts, all well. */
class Story {
  readonly entries: Entry[] = [];
  readonly final: FinalState = {
    rooms: [{
      slug: room,
      head: 2,
      events: [MESSAGE, OTHER_MESSAGE],
      messages: [shown(MESSAGE), shown(OTHER_MESSAGE)],
    }],
    records: [{ author: "p1", id: "a", room, seq: 1 }, {
      author: "p1",
      id: "b",
      room,
      seq: 2,
    }],
    views: [],
    unrest: [],
  };

  open(): this {
    this.#add({ kind: "opened", connection: 1, person: "p1", client: "test" });
    return this.#receive({
      type: "welcome",
      protocol: 1,
      user: author,
      heartbeat: 1,
      limits: { body: 1, frame: 1 },
    });
  }

  join(): this {
    return this.send({ type: "join", room }).receive(
      { type: "joined", room, epoch: "e", head: 0, resumed: false },
      { type: "history", room, messages: [], more: false },
    );
  }

  send(...packets: Extract<Entry, { kind: "sent" }>["packets"]): this {
    this.#add({ kind: "sent", connection: 1, packets });
    return this;
  }

  receive(...packets: ServerPacket[]): this {
    return this.#receive(...packets);
  }

  type(...commands: Command[]): this {
    for (const command of commands) {
      this.#add({
        kind: "typed",
        person: "p1",
        tab: "t",
        command,
        ordered: true,
      });
    }
    return this;
  }

  close(): this {
    this.#add({ kind: "closed", connection: 1, code: 1006 });
    return this;
  }

  violated(): Set<string> {
    return new Set(
      check(this.entries, this.final).map(({ invariant }) => invariant),
    );
  }

  #receive(...packets: ServerPacket[]): this {
    this.#add({ kind: "received", connection: 1, packets });
    return this;
  }

  #add(
    entry: Entry extends infer T ? T extends { time: number } ? Omit<T, "time">
      : never
      : never,
  ): void {
    this.entries.push({ time: this.entries.length, ...entry });
  }
}

function shown(event: RoomEvent): Message {
  if (event.type !== "message") {
    throw new TypeError(`Expected a message, found '${event.type}'`);
  }
  const { type: _, room: __, ...message } = event;
  return message;
}

function story(): Story {
  return new Story().open().join();
}

Deno.test("check() finds nothing where all is well", () => {
  const well = story().type(POST, OTHER).send(POST).receive(MESSAGE, ACK).send(
    OTHER,
  ).receive(OTHER_MESSAGE, OTHER_ACK);
  assertEquals(check(well.entries, well.final), []);
});

const CASES: [invariant: string, break_: () => Story][] = [
  ["an acknowledged command is in the log", () => {
    const lost = story().send(POST, OTHER).receive(MESSAGE, ACK, OTHER_ACK)
      .close();
    lost.final.rooms[0]?.events.pop();
    lost.final.records.pop();
    return lost;
  }],
  [
    "a repeated id gets the same seq",
    () =>
      story().send(POST, POST, OTHER).receive(ACK, { ...ACK, seq: 2 }).close(),
  ],
  [
    "an ack is for what was sent",
    () => story().send({ ...POST, body: "coffee" }, OTHER).receive(ACK).close(),
  ],
  [
    "a refused command is never in the log",
    () =>
      story().send(POST, OTHER).receive(ACK, {
        type: "error",
        code: "forbidden",
        message: "",
        id: "b",
      }).close(),
  ],
  [
    "a repeated id gets the first one's ack",
    () =>
      story().send(POST, OTHER).receive(ACK).send(POST).receive({
        type: "error",
        code: "forbidden",
        message: "",
        id: "a",
      }).close(),
  ],
  [
    "a command is answered exactly once",
    () => story().send(POST, OTHER).receive(MESSAGE, OTHER_MESSAGE, ACK),
  ],
  [
    "a command is answered exactly once",
    () => story().send(POST, OTHER).receive(ACK, ACK).close(),
  ],
  ["a command takes effect once", () => {
    const twice = story().send(POST).close();
    twice.final.records.pop();
    return twice;
  }],
  [
    "nothing is in the log that nobody has sent",
    () => story().send(POST).close(),
  ],
  ["sequences are dense", () => {
    const hole = story().send(POST, OTHER).close();
    hole.final.rooms[0]?.events.shift();
    return hole;
  }],
  ["messages are what the events make of them", () => {
    const stale = story().send(POST, OTHER).close();
    stale.final.rooms[0]?.messages.pop();
    return stale;
  }],
  [
    "acknowledged before means a smaller seq",
    () =>
      story().send(OTHER).receive(OTHER_ACK).send(POST).receive(ACK).close(),
  ],
  [
    "commands are committed in the order in which they were typed",
    () => story().type(OTHER, POST).send(POST, OTHER).close(),
  ],
  [
    "a stream has no gap and no repeat",
    () => story().send(POST, OTHER).receive(OTHER_MESSAGE).close(),
  ],
  [
    "a stream has no gap and no repeat",
    () => story().send(POST, OTHER).receive(MESSAGE, MESSAGE).close(),
  ],
  [
    "a stream has no gap and no repeat",
    () => story().send(POST, OTHER).receive({ ...MESSAGE, body: "?" }).close(),
  ],
  [
    "a stream has no gap and no repeat",
    () => new Story().open().send(POST, OTHER).receive(MESSAGE).close(),
  ],
  [
    "a stream has no gap and no repeat",
    () => story().send(POST, OTHER).receive(ACK, OTHER_ACK, MESSAGE),
  ],
  ["a stream has no gap and no repeat", () => {
    // A resume that says that there is nothing to send, though an event was acknowledged before.
    return new Story().open().send(POST, OTHER).receive(ACK, OTHER_ACK)
      .send({ type: "join", room, after: 1, epoch: "e" })
      .receive({ type: "joined", room, epoch: "e", head: 1, resumed: true })
      .close();
  }],
  ["every tab shows what the log says", () => {
    const behind = story().send(POST, OTHER).close();
    const view = {
      tab: "t",
      room,
      joined: true,
      more: false,
      newer: false,
      waiting: [],
      messages: [shown(MESSAGE)],
    };
    behind.final.views.push(view);
    return behind;
  }],
  ["every outbox empties", () => {
    const full = story().send(POST, OTHER).close();
    full.final.views.push({
      tab: "t",
      room,
      joined: true,
      more: true,
      newer: false,
      waiting: ["c"],
      messages: [],
    });
    return full;
  }],
  ["once the faults stop everyone reaches the head", () => {
    const late = story().send(POST, OTHER).close();
    late.final.unrest.push("someone waits");
    return late;
  }],
  ["nothing unforeseen happens", () => {
    const trouble = story().send(POST, OTHER).close();
    trouble.entries.push({ time: 0, kind: "trouble", text: "an exception" });
    return trouble;
  }],
];

for (const [index, [invariant, broken]] of CASES.entries()) {
  Deno.test(`check() finds out when not: ${invariant} (${index + 1})`, () => {
    const violated = broken().violated();
    assert(
      violated.has(invariant),
      `Expected '${invariant}', found '${[...violated].join("', '")}'`,
    );
  });
}
