import { LINGER_MS, PRESENCE_EVERY_MS } from "@/chat/limits.ts";
import type { ClientPacket, ServerPacket } from "@/chat/protocol.ts";
import { type Client, TestChat } from "./test_chat.ts";

const room = "lobby";
const commands: ClientPacket[] = [
  { type: "post", room, id: "a", body: "Helo" },
  { type: "post", room, id: "b", body: "Anyone here?", replyTo: 1 },
  { type: "edit", room, id: "c", target: 1, body: "Hello" },
  { type: "react", room, id: "d", target: 1, emoji: "👍", on: true },
  { type: "delete", room, id: "e", target: 2 },
];

/** Two people, one of them on two devices, do whatever the protocol has. */
export class WholeSession implements Disposable {
  readonly sent: ClientPacket[] = [];
  readonly #test: TestChat;
  readonly #ann: Client;
  readonly #phone: Client;
  readonly #bob: Client;

  static async open(): Promise<WholeSession> {
    return new WholeSession(await TestChat.open());
  }

  private constructor(test: TestChat) {
    this.#test = test;
    this.#ann = test.connect("Ann");
    this.#phone = test.connect("Ann");
    this.#bob = test.connect("Bob");
  }

  get received(): ServerPacket[] {
    return [this.#ann, this.#phone, this.#bob]
      .flatMap(({ channel }) => channel.packets);
  }

  async run(): Promise<void> {
    await this.#write();
    await this.#follow();
    await this.#changeLook();
    await this.#fail();
    await this.#leave();
    await this.#end();
  }

  async #write(): Promise<void> {
    await this.#join(this.#ann);
    for (const command of commands) this.#send(this.#ann, command);
    await this.#receives(this.#ann, "ack", commands.length);
  }

  async #follow(): Promise<void> {
    await this.#join(this.#phone);
    await this.#goBy(PRESENCE_EVERY_MS);
    await this.#join(this.#bob);
    this.#send(this.#ann, { type: "typing", room, on: true });
    this.#send(this.#ann, { type: "read", room, seq: 1 });
    this.#send(this.#ann, { type: "ping", at: 1 });
    await this.#receives(this.#ann, "pong");
    await this.#receives(this.#bob, "typing");
    await this.#receives(this.#phone, "read");
  }

  async #changeLook(): Promise<void> {
    const { person } = this.#ann;
    await this.#test.chat.changeLook(person, "192.0.2.1", "Annabel", 3);
    await this.#receives(this.#ann, "user");
  }

  async #fail(): Promise<void> {
    this.#ann.connection.receive("{");
    this.#send(this.#ann, { type: "delete", room, id: "f", target: 99 });
    await this.#receives(this.#ann, "error", 2);
  }

  async #leave(): Promise<void> {
    await this.#goBy(PRESENCE_EVERY_MS);
    this.#send(this.#bob, { type: "leave", room });
    await this.#test.quiet();
    await this.#goBy(LINGER_MS);
    await this.#goBy(PRESENCE_EVERY_MS);
  }

  async #end(): Promise<void> {
    const drained = this.#test.chat.drain();
    // Refused, with a time to come back after.
    this.#send(this.#ann, { type: "post", room, id: "g", body: "Late" });
    await this.#test.environment.until(drained);
  }

  async #join(client: Client): Promise<void> {
    this.#send(client, { type: "join", room });
    await this.#receives(client, "history");
  }

  #send(client: Client, packet: ClientPacket): void {
    this.sent.push(packet);
    client.send(packet);
  }

  /** Lets the time go by that a commit may wait for others. */
  async #receives(
    { channel }: Client,
    type: ServerPacket["type"],
    count = 1,
  ): Promise<void> {
    await this.#test.environment.until(channel.receives(type, count));
  }

  async #goBy(ms: number): Promise<void> {
    this.#test.environment.pass(ms);
    await this.#test.quiet();
  }

  [Symbol.dispose](): void {
    this.#test[Symbol.dispose]();
  }
}
