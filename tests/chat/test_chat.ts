import { type Bus, noBus } from "@/chat/bus.ts";
import { Chat, type ChatParts } from "@/chat/chat.ts";
import type { Connection } from "@/chat/connection.ts";
import type { Person } from "@/chat/people.ts";
import type { ClientPacket, Command, Join } from "@/chat/protocol.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { FaultyStore } from "./faulty_store.ts";
import { RecordedChannel } from "./recorded_channel.ts";

/** A connected client. */
export interface Client {
  readonly person: Person;
  readonly channel: RecordedChannel;
  readonly connection: Connection;
  /** Sends packets in one frame. */
  send(...packets: ClientPacket[]): void;
  /** Joins a room and waits until the server says so. */
  joins(room?: string, options?: Partial<Join>): Promise<void>;
}

/** A whole chat over a faulty store, in fake time, without limits unless asked for. */
export class TestChat implements Disposable {
  readonly chat: Chat;
  readonly store: FaultyStore;
  readonly environment: FakeEnvironment;
  readonly #bot = aPerson("Bot");

  static async open(parts: Partial<ChatParts> = {}): Promise<TestChat> {
    return await TestChat.over(await FaultyStore.open(), noBus, parts);
  }

  static async over(
    store: FaultyStore,
    bus: Bus,
    parts: Partial<ChatParts> = {},
    environment: FakeEnvironment = new FakeEnvironment(),
  ): Promise<TestChat> {
    const chat = await Chat.open({
      store,
      bus,
      environment,
      postsPerSecond: 0,
      connectionsPerAddress: 0,
      ...parts,
    });
    return new TestChat(chat, store, environment);
  }

  private constructor(
    chat: Chat,
    store: FaultyStore,
    environment: FakeEnvironment,
  ) {
    this.chat = chat;
    this.store = store;
    this.environment = environment;
  }

  connect(name = "Ann", address = "192.0.2.1"): Client {
    const person = aPerson(name);
    const channel = new RecordedChannel();
    const connection = this.chat.connect(channel, person, address);
    channel.onClose = () => connection.closed();
    const send = (...packets: ClientPacket[]) =>
      connection.receive(
        JSON.stringify(packets.length === 1 ? packets[0] : packets),
      );
    const joins = async (room = "lobby", options: Partial<Join> = {}) => {
      const before = channel.of("joined").length;
      send({ ...options, type: "join", room });
      await channel.receives("joined", before + 1);
    };
    return { person, channel, connection, send, joins };
  }

  /** Someone without a socket posts; gives the `seq`. */
  post(body: string, room = "lobby"): Promise<number> {
    return this.#submit({ type: "post", room, id: crypto.randomUUID(), body });
  }

  /** The same one deletes a message; gives the deletion's `seq`. */
  delete(target: number, room = "lobby"): Promise<number> {
    const id = crypto.randomUUID();
    return this.#submit({ type: "delete", room, id, target });
  }

  async #submit(command: Command): Promise<number> {
    const answer = this.chat.submit(this.#bot, "192.0.2.99", command);
    return (await this.environment.until(answer)).ack.seq;
  }

  /** Looks for what others have committed. */
  poll(): Promise<void> {
    return this.environment.until(this.chat.hub.poll());
  }

  /** Another worker over the same database. */
  sibling(bus: Bus = noBus, parts: Partial<ChatParts> = {}): Promise<TestChat> {
    return TestChat.over(this.store.sibling(), bus, parts, this.environment);
  }

  /** Another worker, which follows the lobby for Bob, and has not heard of so many messages that came to this one since. */
  async behind(count: number): Promise<TestChat> {
    const there = await this.sibling();
    await there.connect("Bob").joins();
    await this.fill(count);
    return there;
  }

  /** Resolves once all that is under way is done, down to what was sent. */
  quiet(): Promise<void> {
    return this.store.quiet();
  }

  /** Posts so many messages, one commit for all. Gives the last one's `seq`. */
  async fill(count: number, room = "lobby"): Promise<number> {
    const seqs = await Promise.all(
      Array.from({ length: count }, (_, i) => this.post(`message ${i}`, room)),
    );
    return seqs.at(-1) ?? 0;
  }

  [Symbol.dispose](): void {
    this.chat.close();
  }
}

export function aPerson(name: string): Person {
  return { id: name.toLowerCase(), name, since: 0 };
}
