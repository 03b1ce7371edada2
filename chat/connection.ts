import type { Chat } from "./chat.ts";
import { ErrorAnswers } from "./error_answers.ts";
import type { Outlet } from "./feed.ts";
import { FollowedRooms } from "./followed_rooms.ts";
import { InOrder } from "./in_order.ts";
import {
  CLIENT_FRAME_BYTES,
  COMMANDS_IN_FLIGHT,
  GOODBYE_RETRY_MS,
} from "./limits.ts";
import { type Channel, Outgoing } from "./outgoing.ts";
import { authorOf, type Person } from "./people.ts";
import {
  type ClientPacket,
  CLOSE,
  type Command,
  isTooLarge,
  parseFrame,
} from "./protocol.ts";
import { goingAway, Refusal } from "./refusal.ts";
import { welcomeTo } from "./welcome.ts";

type PacketOf<T> = Extract<ClientPacket, { type: T }>;
/** What one who follows a room sends, but for commands. */
type Follow = Exclude<ClientPacket, Command | PacketOf<"ping">>;

/** When a refused client may try again, in milliseconds, if nothing better is known. */
const RETRY_AFTER_MS = 250;

/** One socket: takes packets in, gives answers and events out. Nothing that it is called with makes it throw. */
export class Connection implements Outlet {
  person: Person;
  readonly #chat: Chat;
  readonly #address: string;
  readonly #outgoing: Outgoing;
  readonly #rooms: FollowedRooms;
  readonly #inOrder = new InOrder();
  readonly #errors: ErrorAnswers;
  #inFlight = 0;

  constructor(chat: Chat, channel: Channel, person: Person, address: string) {
    this.#chat = chat;
    this.person = person;
    this.#address = address;
    this.#outgoing = new Outgoing(channel, () => this.#rooms.leaveAll());
    this.#rooms = new FollowedRooms(chat, this, this.#outgoing);
    this.#errors = new ErrorAnswers(this.#outgoing, chat.environment);
    this.#outgoing.answer(welcomeTo(person));
  }

  get open(): boolean {
    return this.#outgoing.open;
  }

  get full(): boolean {
    return this.#outgoing.full;
  }

  get listener(): string {
    return this.person.id;
  }

  renamed(person: Person): void {
    const { id, name, hue } = this.person;
    if (person.id !== id || (person.name === name && person.hue === hue)) {
      return;
    }
    this.person = person;
    this.#outgoing.answer({ type: "user", user: authorOf(person) });
  }

  /** Takes a frame from the client. */
  receive(frame: unknown): void {
    if (this.#outgoing.closing) return;
    if (typeof frame !== "string") {
      return this.close(CLOSE.binary, "Expected text frames");
    }
    if (isTooLarge(frame)) {
      const reason = `Expected frames of at most ${CLIENT_FRAME_BYTES} bytes`;
      return this.close(CLOSE.tooLarge, reason);
    }
    for (const parsed of parseFrame(frame)) {
      if (this.#outgoing.closing) return;
      if (parsed.ok) this.#handle(parsed.value);
      else this.#errors.refuse(parsed.error);
    }
  }

  deliver(frame: string): void {
    this.#outgoing.send(frame);
  }

  whisper(text: string): void {
    this.#outgoing.answerText(text);
  }

  fail(error: unknown): void {
    this.#errors.broken(error);
  }

  /** Says that the server is going away; what was accepted is still answered. */
  goodbye(reason: string): void {
    const retryAfter = GOODBYE_RETRY_MS;
    this.#outgoing.answer({ type: "goodbye", reason, retryAfter });
    this.#outgoing.flush();
  }

  close(code: number, reason: string): void {
    this.#outgoing.close(code, reason);
  }

  /** The socket is gone. May be called more than once: Deno reports some closes twice. */
  closed(): void {
    this.#outgoing.closed();
    this.#chat.forget(this);
  }

  #handle(packet: ClientPacket): void {
    if ("id" in packet) return this.#command(packet);
    const wait = this.#chat.quietLimit.take(this.person.id);
    if (wait > 0) return this.#errors.tooFast(packet, wait);
    if (packet.type === "ping") return this.#pong(packet);
    this.#inOrder.run(packet.room, () => this.#follow(packet));
  }

  async #follow(packet: Follow): Promise<void> {
    try {
      await this.#take(packet);
    } catch (error) {
      this.#errors.failed(packet, error);
    }
  }

  #take(packet: Follow): Promise<void> | void {
    switch (packet.type) {
      case "join":
        return this.#rooms.join(packet);
      case "leave":
        return this.#rooms.leave(packet.room);
      case "typing":
        return this.#typing(packet);
      case "read":
        return this.#read(packet);
    }
  }

  #pong({ at }: PacketOf<"ping">): void {
    this.#outgoing.answer({ type: "pong", ...(at !== undefined && { at }) });
  }

  #command(command: Command): void {
    if (this.#chat.draining) {
      return this.#errors.failed(command, goingAway());
    }
    // Deno reads the next frame without waiting for this one's answer: the bound is checked here, before anything waits.
    if (this.#inFlight >= COMMANDS_IN_FLIGHT) {
      return this.#errors.tooFast(command, RETRY_AFTER_MS);
    }
    this.#inFlight++;
    this.#chat.underWay.begin();
    this.#inOrder.run(command.room, () => this.#submit(command));
  }

  /** In a room whose followers lag behind what is committed, once they don't. What this connection sends to it next waits as well. */
  #submit(command: Command): Promise<void> | void {
    const ready = this.#chat.hub.ready(command.room);
    if (ready) return ready.then(() => this.#submit(command));
    // Not awaited: the next command may join this one's commit.
    void this.#answer(command);
  }

  async #answer(command: Command): Promise<void> {
    try {
      this.#rooms.get(command.room);
      const { person } = this;
      const { ack } = await this.#chat.submit(person, this.#address, command);
      this.#outgoing.answer(ack);
    } catch (error) {
      this.#errors.failed(command, error);
    } finally {
      this.#inFlight--;
      this.#chat.underWay.end();
    }
  }

  #typing({ room, on }: PacketOf<"typing">): void {
    this.#rooms.get(room);
    this.#chat.typing.tell(this.person, room, on, this);
  }

  async #read({ room, seq }: PacketOf<"read">): Promise<void> {
    const { feed, cursor } = this.#rooms.get(room);
    const last = Math.max(feed.last, cursor);
    if (seq > last) {
      throw new Refusal(
        "unknown_message",
        `Cannot mark ${seq} as read: room '${room}' ends at ${last}`,
      );
    }
    await this.#chat.reading.mark(this.person, room, seq, this);
  }
}
