import { assert, assertEquals } from "@std/assert";
import { StreamSocket } from "@/client/stream_socket.ts";
import { SkippedTime } from "./skipped_time.ts";

/** More than twice what passes between the server's heartbeats, but not yet too long, in milliseconds. */
const A_WHILE_MS = 55_000;
/** With it, too long. */
const A_BIT_MS = 10_000;

/** A stream that leads nowhere and says what the test says. */
class FakeStream extends EventSource {
  closed = false;

  constructor() {
    super("http://localhost/");
    super.close();
  }

  says(type: string): void {
    const data = JSON.stringify({ type });
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  override close(): void {
    this.closed = true;
  }
}

/** A socket in some rooms, each with a stream that was just opened. */
class Fixture implements Disposable {
  readonly clock = new SkippedTime();
  readonly streams: FakeStream[] = [];
  /** What was posted: where, and what. */
  readonly posted: [path: string, body: unknown][] = [];
  /** The types of what the socket said, and `close`. */
  readonly heard: string[] = [];
  readonly socket: StreamSocket;
  #wake = Promise.withResolvers<void>();

  static async in(...rooms: string[]): Promise<Fixture> {
    const fixture = new Fixture();
    await fixture.#next(["welcome"]);
    for (const room of rooms) {
      fixture.socket.send(JSON.stringify({ type: "join", room, history: 0 }));
    }
    return fixture;
  }

  private constructor() {
    this.socket = new StreamSocket({
      fetch: (path, init) => this.#answer(path, init),
      events: () => {
        const stream = new FakeStream();
        this.streams.push(stream);
        return stream;
      },
    });
    this.socket.onmessage = (text) => this.#hear(JSON.parse(text).type);
    this.socket.onclose = () => this.#hear("close");
  }

  /** Pings; gives the answer: `pong` or `close`. */
  async ping(): Promise<string> {
    const before = this.heard.length;
    this.socket.send('{"type":"ping"}');
    return await this.#next(["pong", "close"], before);
  }

  #answer(path: string, init?: RequestInit): Promise<Response> {
    if (init?.method !== "POST") {
      return Promise.resolve(Response.json({ type: "welcome" }));
    }
    this.posted.push([path, JSON.parse(String(init.body))]);
    return Promise.reject(new Error("The network is gone"));
  }

  async #next(types: string[], from = 0): Promise<string> {
    for (;;) {
      const found = this.heard.slice(from).find((type) => types.includes(type));
      if (found !== undefined) return found;
      await this.#wake.promise;
    }
  }

  #hear(type: string): void {
    this.heard.push(type);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  [Symbol.dispose](): void {
    this.clock[Symbol.dispose]();
    this.socket.close();
  }
}

Deno.test("a ping finds out that a stream has been silent for more than a minute", async () => {
  using fixture = await Fixture.in("lobby");
  fixture.clock.skip(A_WHILE_MS);
  assertEquals(await fixture.ping(), "pong");
  fixture.clock.skip(A_BIT_MS);
  assertEquals(await fixture.ping(), "close");
  assert(fixture.streams.every(({ closed }) => closed));
});

for (const sign of ["heartbeat", "message", "joined", "goodbye"]) {
  Deno.test(`a '${sign}' shows that a stream lives`, async () => {
    using fixture = await Fixture.in("lobby");
    fixture.clock.skip(A_WHILE_MS);
    fixture.streams[0]?.says(sign);
    fixture.clock.skip(A_WHILE_MS);
    assertEquals(await fixture.ping(), "pong");
  });
}

Deno.test("the heartbeat of one stream finds out that another one is silent", async () => {
  using fixture = await Fixture.in("lobby", "garden");
  const [lobby, garden] = fixture.streams;
  fixture.clock.skip(A_WHILE_MS);
  lobby?.says("heartbeat");
  assertEquals(fixture.heard, ["welcome"]);
  fixture.clock.skip(A_BIT_MS);
  lobby?.says("heartbeat");
  assertEquals(fixture.heard, ["welcome", "close"]);
  assert(lobby?.closed && garden?.closed);
});

Deno.test("a stream that was left may be silent", async () => {
  using fixture = await Fixture.in("lobby", "garden");
  fixture.socket.send('{"type":"leave","room":"garden"}');
  fixture.clock.skip(A_WHILE_MS);
  fixture.streams[0]?.says("heartbeat");
  fixture.clock.skip(A_BIT_MS);
  assertEquals(await fixture.ping(), "pong");
});

Deno.test("who types says so by a request, and nothing is lost with it", async () => {
  using fixture = await Fixture.in("lobby");
  fixture.socket.send('{"type":"typing","room":"lobby","on":true}');
  assertEquals(fixture.posted, [["/api/rooms/lobby/typing", { on: true }]]);
  assertEquals(await fixture.ping(), "pong");
});
