import type { ClientPacket, ServerPacket } from "@/chat/protocol.ts";

type Of<T extends ServerPacket["type"]> = Extract<ServerPacket, { type: T }>;

/** How long a test waits for a packet before it fails, in milliseconds; nothing takes that long unless it never comes. */
const PATIENCE_MS = 20_000;

/** A bare client of the protocol: keeps every packet until it is asked for. Leaving its scope closes it. */
export class RawClient implements AsyncDisposable {
  readonly socket: WebSocket;
  /** Every packet in the order in which it came. */
  readonly received: ServerPacket[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #unread: ServerPacket[] = [];
  #waiting: (() => void)[] = [];

  constructor(
    url: string,
    options: { token?: string; protocols?: string[]; origin?: string } = {},
  ) {
    const headers = {
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.origin && { origin: options.origin }),
    };
    const settings = { headers, protocols: options.protocols ?? [] };
    // @ts-expect-error Deno takes headers; the types are the DOM's, which has none
    this.socket = new WebSocket(url, settings);
    this.socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.socket.onerror = () => {};
    this.closed = new Promise((resolve) => {
      this.socket.onclose = ({ code, reason }) => {
        resolve({ code, reason });
        this.#wake();
      };
    });
  }

  /** Connects and joins a room. */
  static async in(
    url: string,
    room: string,
    token?: string,
  ): Promise<RawClient> {
    const client = new RawClient(url, {
      ...(token !== undefined && { token }),
    });
    await client.next("welcome");
    client.send({ type: "join", room, history: 0 });
    await client.next("joined");
    return client;
  }

  send(...packets: ClientPacket[]): void {
    this.socket.send(
      JSON.stringify(packets.length === 1 ? packets[0] : packets),
    );
  }

  /** The first packet of this type that was not asked for yet. Rejects if the socket closes first. */
  async next<T extends ServerPacket["type"]>(
    type: T,
    like: (packet: Of<T>) => boolean = () => true,
  ): Promise<Of<T>> {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    deadline.addEventListener("abort", () => this.#wake());
    for (;;) {
      const index = this.#unread.findIndex((packet) =>
        isOf(packet, type) && like(packet)
      );
      const found = this.#unread[index];
      if (found && isOf(found, type)) {
        this.#unread.splice(index, 1);
        return found;
      }
      if (deadline.aborted || this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(
          `Expected '${type}', received ${JSON.stringify(this.#unread)}`,
        );
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  #take(packets: ServerPacket | ServerPacket[]): void {
    for (const packet of Array.isArray(packets) ? packets : [packets]) {
      this.received.push(packet);
      this.#unread.push(packet);
    }
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

function isOf<T extends ServerPacket["type"]>(
  packet: ServerPacket,
  type: T,
): packet is Of<T> {
  return packet.type === type;
}

/** A guest's session, as a page gives it. */
export async function newSession(url: string): Promise<string> {
  const response = await fetch(`${url}/`);
  await response.body?.cancel();
  const token = response.headers.get("set-cookie")?.match(/session=([^;]+)/)
    ?.[1];
  if (!token) {
    throw new Error(
      `Expected a session cookie from ${url}, received ${response.status}`,
    );
  }
  return token;
}

/** The status that a WebSocket handshake is answered with. */
export async function handshake(
  url: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const { hostname, port, host, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = Object.entries({
    host,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  const request = [`GET ${pathname} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  await connection.write(new TextEncoder().encode(request));
  const bytes = new Uint8Array(1024);
  const read = await connection.read(bytes);
  const answer = new TextDecoder().decode(bytes.subarray(0, read ?? 0));
  return Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);
}
