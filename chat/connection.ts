import type { Chat } from "./chat.ts";
import type { Follower, Outlet } from "./feed.ts";
import { frameOf } from "./frame.ts";
import { InOrder } from "./in_order.ts";
import {
  CLIENT_FRAME_BYTES,
  COMMANDS_IN_FLIGHT,
  GOODBYE_RETRY_MS,
  HISTORY_DEFAULT,
  ROOMS_PER_CONNECTION,
  SOCKET_BUFFER_BYTES,
  SOCKET_BUFFER_CEILING_BYTES,
} from "./limits.ts";
import type { Person } from "./people.ts";
import {
  type ClientPacket,
  CLOSE,
  type Command,
  type ErrorPacket,
  isTooLarge,
  type Join,
  parseFrame,
  type ServerPacket,
} from "./protocol.ts";
import { OutcomeUnknown, Refusal } from "./refusal.ts";
import type { HistoryTexts } from "./room_log.ts";
import { Strikes } from "./strikes.ts";
import { welcomeTo } from "./welcome.ts";

/** A WebSocket, as far as a connection needs one. */
export interface Channel {
  /** False before it is open and from the first word of closing on. */
  readonly open: boolean;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** When a refused client may try again, in milliseconds, if nothing better is known. */
const RETRY_AFTER_MS = 250;
/** The same after a fault here. */
const FAULT_RETRY_MS = 1_000;

/** One socket: takes packets in, gives answers and events out. Nothing that it is called with makes it throw. */
export class Connection implements Outlet {
  person: Person;
  readonly #chat: Chat;
  readonly #channel: Channel;
  readonly #address: string;
  readonly #followed = new Map<string, Follower>();
  /** Rooms that are followed or about to be. */
  readonly #reserved = new Set<string>();
  readonly #inOrder = new InOrder();
  readonly #strikes: Strikes;
  #answers: string[] = [];
  #inFlight = 0;
  #closing = false;

  constructor(chat: Chat, channel: Channel, person: Person, address: string) {
    this.#chat = chat;
    this.#channel = channel;
    this.person = person;
    this.#address = address;
    this.#strikes = new Strikes(chat.environment);
    this.#answer(welcomeTo(person));
  }

  get open(): boolean {
    return !this.#closing && this.#channel.open;
  }

  get full(): boolean {
    return this.#channel.bufferedAmount > SOCKET_BUFFER_BYTES;
  }

  /** True while commands wait for their answer. */
  get busy(): boolean {
    return this.#inFlight > 0;
  }

  /** Takes a frame from the client. */
  receive(frame: unknown): void {
    if (this.#closing) return;
    if (typeof frame !== "string") {
      return this.close(CLOSE.binary, "Expected text frames");
    }
    if (isTooLarge(frame)) {
      return this.close(
        CLOSE.tooLarge,
        `Expected frames of at most ${CLIENT_FRAME_BYTES} bytes`,
      );
    }
    for (const parsed of parseFrame(frame)) {
      if (this.#closing) return;
      if (parsed.ok) this.#handle(parsed.value);
      else this.#refuse(parsed.error);
    }
  }

  deliver(frame: string): void {
    // What was answered before comes before: `joined` precedes its events.
    this.#flush();
    if (this.open) this.#channel.send(frame);
  }

  fail(error: unknown): void {
    console.error(
      JSON.stringify({
        level: "error",
        what: "connection failed",
        error: String(error),
      }),
    );
    this.close(CLOSE.tryAgain, "Come back and resume");
  }

  /** The server is going away: says so and takes no more commands; those under way are still answered. */
  goodbye(reason: string): void {
    this.#answer({ type: "goodbye", reason, retryAfter: GOODBYE_RETRY_MS });
    this.#flush();
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#flush();
    this.#leaveAll();
    this.#channel.close(code, reason);
  }

  /** The socket is gone. May be called more than once: Deno reports some closes twice. */
  closed(): void {
    this.#leaveAll();
    this.#chat.forget(this);
  }

  #leaveAll(): void {
    this.#closing = true;
    for (const follower of this.#followed.values()) {
      this.#chat.hub.leave(follower);
    }
    this.#followed.clear();
  }

  #handle(packet: ClientPacket): void {
    if ("id" in packet) return this.#command(packet);
    const wait = this.#chat.quietLimit.take(this.person.id);
    if (wait > 0) return this.#tooFast(packet, wait);
    switch (packet.type) {
      case "ping":
        return this.#answer({
          type: "pong",
          ...(packet.at !== undefined && { at: packet.at }),
        });
      case "join":
        return this.#inOrder.run(
          packet.room,
          () => this.#guard(packet, () => this.#join(packet)),
        );
      case "leave":
        return this.#inOrder.run(
          packet.room,
          () => this.#guard(packet, () => this.#leave(packet.room)),
        );
    }
  }

  #command(command: Command): void {
    // Deno reads the next frame without waiting for this one's answer: the bound is checked here, before anything waits.
    if (this.#inFlight >= COMMANDS_IN_FLIGHT) {
      return this.#tooFast(command, RETRY_AFTER_MS);
    }
    this.#inFlight++;
    this.#inOrder.run(command.room, () => {
      // Not awaited: the next command may join this one's commit.
      this.#guard(command, () => this.#submit(command)).finally(() =>
        this.#inFlight--
      );
    });
  }

  async #submit(command: Command): Promise<void> {
    this.#mustFollow(command.room);
    const { ack } = await this.#chat.submit(
      this.person,
      this.#address,
      command,
    );
    this.#answer(ack);
  }

  /** Has no effect until everything that it needs was read. */
  async #join(join: Join): Promise<void> {
    const { room } = join;
    await this.#chat.rooms.get(room);
    this.#reserve(room);
    const follower = await this.#chat.hub.enter(room, this);
    try {
      await this.#begin(follower, join);
    } catch (error) {
      this.#chat.hub.leave(follower);
      throw error;
    } finally {
      if (!this.#followed.has(room)) this.#reserved.delete(room);
    }
  }

  async #begin(
    follower: Follower,
    { room, after, epoch, history = HISTORY_DEFAULT }: Join,
  ): Promise<void> {
    const { log, epoch: current } = this.#chat;
    // Asked of the log: this worker may not have heard yet of what another one has acknowledged.
    const head = Math.max(await log.head(room), follower.feed.last);
    const resumed = after !== undefined && after <= head && epoch === current;
    const page = resumed || history === 0
      ? null
      : await log.history(room, { limit: history, before: head + 1 });
    if (this.#closing) return this.#chat.hub.leave(follower);
    this.#drop(room);
    this.#followed.set(room, follower);
    this.#answer({ type: "joined", room, epoch: current, head, resumed });
    if (page) this.#answerText(historyText(room, page));
    this.#flush();
    follower.feed.start(follower, resumed ? after : head);
    follower.feed.reach(head);
  }

  #leave(room: string): void {
    this.#mustFollow(room);
    this.#drop(room);
    this.#reserved.delete(room);
  }

  #drop(room: string): void {
    const follower = this.#followed.get(room);
    if (follower) this.#chat.hub.leave(follower);
    this.#followed.delete(room);
  }

  #mustFollow(room: string): void {
    if (this.#followed.has(room)) return;
    throw new Refusal(
      "not_joined",
      `Cannot do this in room '${room}': join it first`,
    );
  }

  #reserve(room: string): void {
    if (
      !this.#reserved.has(room) && this.#reserved.size >= ROOMS_PER_CONNECTION
    ) {
      throw new Refusal(
        "forbidden",
        `Cannot join room '${room}': leave another one first, ${ROOMS_PER_CONNECTION} is the most`,
      );
    }
    this.#reserved.add(room);
  }

  /** Answers what goes wrong, so that nothing escapes: an error in a socket's handler would end the process. */
  async #guard(
    packet: ClientPacket,
    task: () => Promise<void> | void,
  ): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (error instanceof Refusal) this.#refuse(errorPacket(packet, error));
      else if (error instanceof OutcomeUnknown) this.fail(error);
      else this.#fault(packet, error);
    }
  }

  /** Most likely the store: what was asked for has had no effect and may work in a moment. */
  #fault(packet: ClientPacket, error: unknown): void {
    console.error(
      JSON.stringify({
        level: "error",
        what: `handling '${packet.type}' failed`,
        error: String(error),
      }),
    );
    this.#refuse(
      errorPacket(
        packet,
        new Refusal("unavailable", "Something went wrong here, try again", {
          retryAfter: FAULT_RETRY_MS,
        }),
      ),
    );
  }

  #tooFast(packet: ClientPacket, wait: number): void {
    this.#refuse(
      errorPacket(
        packet,
        new Refusal("rate_limited", "Too fast: try again later", {
          retryAfter: wait,
        }),
      ),
    );
  }

  #refuse(error: ErrorPacket): void {
    this.#answer(error);
    const ours = error.code === "internal" || error.code === "unavailable";
    if (!ours && this.#strikes.add()) {
      this.close(CLOSE.policy, "Too many bad or refused packets");
    }
  }

  #answer(packet: ServerPacket): void {
    this.#answerText(JSON.stringify(packet));
  }

  /** Answers of one turn leave in one frame. */
  #answerText(text: string): void {
    if (this.#closing) return;
    if (this.#answers.length === 0) queueMicrotask(() => this.#flush());
    this.#answers.push(text);
  }

  #flush(): void {
    if (this.#answers.length === 0 || !this.open) return;
    const frame = frameOf(this.#answers);
    this.#answers = [];
    // Who sends but does not read: nothing more is queued for them.
    if (this.#channel.bufferedAmount > SOCKET_BUFFER_CEILING_BYTES) {
      return this.close(CLOSE.tryAgain, "Read what was sent first");
    }
    this.#channel.send(frame);
  }
}

/** A `history` packet of messages that are in JSON already. */
function historyText(room: string, { messages, more }: HistoryTexts): string {
  return `{"type":"history","room":"${room}","messages":[${
    messages.join(",")
  }],"more":${more}}`;
}

function errorPacket(
  packet: ClientPacket,
  { code, message, retryAfter }: Refusal,
): ErrorPacket {
  return {
    type: "error",
    code,
    message,
    ...("id" in packet && { id: packet.id }),
    ...("room" in packet && { room: packet.room }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
