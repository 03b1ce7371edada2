import type { Command, ServerPacket } from "@/chat/protocol.ts";
import type { RoomState } from "@/client/room_state.ts";
import { readEntry } from "@/client/outbox_entry.ts";
import { FakeBrowser } from "@/tests/client/fake_browser.ts";
import { type FinalView, viewOf } from "@/tests/simulation/final_state.ts";
import { RawRoom } from "@/tests/simulation/raw_room.ts";
import {
  type Idea,
  type Target,
  Workload,
} from "@/tests/simulation/workload.ts";
import type { Member } from "./member.ts";
import { LONG_BODIES } from "./program.ts";
import { PageLife, type PageParts } from "./page_life.ts";
import type { Heads } from "./witness.ts";

/** A page that keeps fewer messages than a room has must load the others again. */
const KEPT_MESSAGES = 20;
const TARGETS = 30;
const LARGEST_BURST = 20;

/** Somebody with the real client in a browser of their own; its outbox survives a reload. */
export class Page implements Member {
  readonly name: string;
  readonly #parts: PageParts;
  readonly #lost: () => void;
  readonly #workload: Workload;
  readonly #browser = new FakeBrowser();
  /** What was heard of each room, seen from beside the client. */
  readonly #rooms: RawRoom[];
  readonly #lives: PageLife[] = [];
  #names = 0;

  /** `lost` is called whenever a connection is gone, unless the page itself was closed. */
  constructor(
    parts: PageParts,
    rooms: readonly string[],
    lost: () => void,
  ) {
    const { client, person } = parts.visitor;
    this.name = client;
    this.#parts = parts;
    this.#workload = new Workload(parts.random, LONG_BODIES);
    this.#rooms = rooms.map((room) => new RawRoom(room, person));
    this.#lost = lost;
  }

  /** Loads the page. */
  start(): void {
    const life = new PageLife(this.#parts, this.#browser.openTab(), {
      heard: (packets) => this.#heard(packets),
      lost: this.#lost,
    });
    this.#lives.push(life);
    for (const { slug } of this.#rooms) life.client.room(slug).join();
    life.client.start();
  }

  reload(): void {
    this.#close();
    this.start();
  }

  /** The browser says that the network is back (`online`), or that the page is shown again. */
  wake(): void {
    this.#life?.client.wake();
  }

  act(): void {
    const { random } = this.#parts;
    const room = this.#life?.client.room(random.pick(this.#rooms).slug);
    const kind = random.next();
    if (!room) return;
    if (kind < 0.01) return this.reload();
    if (kind < 0.02) return this.#comeAndGo(room);
    // The network may fail it: then the older ones stay away.
    if (kind < 0.04) return void room.loadOlder().catch(() => {});
    if (kind < 0.06) return room.trim(KEPT_MESSAGES);
    if (kind < 0.08) return this.wake();
    if (kind < 0.1) this.#burst(room);
    this.#give(room);
  }

  isAt(heads: Heads): boolean {
    const client = this.#life?.client;
    return client?.status.peek() === "open" &&
      this.#rooms.every(({ slug, cursor }) =>
        client.room(slug).joined.peek() && cursor >= (heads.get(slug) ?? 0)
      );
  }

  unrest(): string[] {
    const waiting = [...this.#browser.stored].filter(([key, text]) =>
      readEntry(key, text)?.problem === undefined
    );
    return waiting.map(([key]) => `${this.name} has to send '${key}'`);
  }

  /** What it shows. */
  views(): FinalView[] {
    const client = this.#life?.client;
    if (!client) return [];
    return this.#rooms.map(({ slug }) => viewOf(this.name, client.room(slug)));
  }

  async stop(): Promise<void> {
    this.#close();
    await Promise.all(this.#lives.map((life) => life.gone()));
  }

  get #life(): PageLife | undefined {
    return this.#lives.at(-1);
  }

  #close(): void {
    const life = this.#life;
    life?.close();
    if (life) this.#browser.closeTab(life.owner);
  }

  #heard(packets: readonly ServerPacket[]): void {
    for (const packet of packets) {
      if (!("room" in packet)) continue;
      const room = this.#rooms.find(({ slug }) => slug === packet.room);
      room?.receive(packet);
    }
  }

  #comeAndGo(room: RoomState): void {
    room.leave();
    room.join();
  }

  #burst(room: RoomState): void {
    const commands = this.#parts.random.below(LARGEST_BURST);
    for (let i = 0; i < commands; i++) this.#give(room);
  }

  #give(room: RoomState): void {
    const { witness, visitor: { person } } = this.#parts;
    const targets = room.messages.peek().slice(-TARGETS).map((
      { seq, author, deletedAt },
    ): Target => ({
      seq,
      own: author.id === person,
      deleted: deletedAt !== undefined,
    }));
    const name = `${this.name}-${++this.#names}`;
    const command = give(
      room,
      this.#workload.idea(room.slug, targets, name),
    );
    const tab = this.#life?.owner ?? "";
    witness.history.add({
      kind: "typed",
      person,
      tab: `${this.name} ${tab}`,
      command,
      ordered: true,
    });
  }
}

/** Gives a command as the page's form would; what it became. */
function give(room: RoomState, idea: Idea): Command {
  switch (idea.type) {
    case "post":
      return { ...idea, id: room.post(idea.body, idea.replyTo) };
    case "edit":
      return { ...idea, id: room.edit(idea.target, idea.body) };
    case "delete":
      return { ...idea, id: room.delete(idea.target) };
    case "react":
      return { ...idea, id: room.react(idea.target, idea.emoji, idea.on) };
  }
}
