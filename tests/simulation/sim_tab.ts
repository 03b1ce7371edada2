import type { Command } from "@/chat/protocol.ts";
import type { RoomState } from "@/client/room_state.ts";
import { type FinalView, viewOf } from "./final_state.ts";
import type { Random } from "./random.ts";
import { type PageParts, SimPage } from "./sim_page.ts";
import { type Idea, type Target, Workload } from "./workload.ts";
import type { World } from "./world.ts";

const LONGEST_LOAD_MS = 1_500;
const LONGEST_AWAY_MS = 15_000;
const LONGEST_SUSPENSION_MS = 40_000;
/** A tab that keeps fewer messages than a room has must load the others again. */
const KEPT_MESSAGES = 20;
const TARGETS = 30;

/** A tab of a browser that shows the chat: the real client, loaded anew again and again. */
export class SimTab {
  readonly name: string;
  readonly rooms: readonly string[];
  readonly #world: World;
  readonly #parts: PageParts;
  readonly #random: Random;
  readonly #workload: Workload;
  #page: SimPage | undefined;
  #lives = 0;
  #names = 0;

  constructor(world: World, parts: PageParts, rooms: readonly string[]) {
    this.name = parts.visitor.client;
    this.rooms = rooms;
    this.#world = world;
    this.#parts = parts;
    this.#random = world.random.fork();
    this.#workload = new Workload(this.#random, world.long);
  }

  get person(): string {
    return this.#parts.visitor.person.id;
  }

  /** What is not as it should be in the end; nothing if it is connected, follows its rooms, and nothing waits to be sent. */
  unrest(): string[] {
    const client = this.#page?.client;
    if (!client || !this.#page?.awake) return [`${this.name} is closed`];
    if (client.status.peek() !== "open") {
      return [`${this.name} is ${client.status.peek()}`];
    }
    const views = this.views();
    return [
      ...views.filter(({ joined }) => !joined).map(({ room }) =>
        `${this.name} has not joined '${room}'`
      ),
      ...views.flatMap(({ waiting }) => waiting).map((id) =>
        `${this.name} waits to send '${id}'`
      ),
    ];
  }

  /** What it shows. */
  views(): FinalView[] {
    const client = this.#page?.client;
    if (!client) return [];
    return this.rooms.map((room) => viewOf(this.name, client.room(room)));
  }

  /** Opens the page: from the server's HTML if that can be had, else from what the browser kept of it. */
  async open(): Promise<void> {
    const page = new SimPage(
      this.#world,
      `${this.name} life ${++this.#lives}`,
      this.#parts,
    );
    this.#page = page;
    for (const slug of this.rooms) {
      const seed = this.#random.chance(0.5)
        ? await this.#parts.site.page(slug)
        : undefined;
      if (this.#page !== page) return;
      const room = page.client.room(slug);
      if (seed) room.seed(seed);
      room.join();
    }
    page.client.start();
  }

  /** Does one thing that people do with a page. */
  act(): void {
    const { faults } = this.#world;
    if (!this.#page?.awake) return;
    if (faults.happens("page reloaded", this.name)) {
      return this.#close(LONGEST_LOAD_MS);
    }
    if (faults.happens("tab closed", this.name)) {
      return this.#close(LONGEST_AWAY_MS);
    }
    if (faults.happens("page suspended", this.name)) {
      return this.#page.suspend(this.#random.below(LONGEST_SUSPENSION_MS));
    }
    this.#use(
      this.#page.client.room(this.#random.pick(this.rooms)),
      this.#random.next(),
    );
  }

  /** Sees to it that the page is open and shown. */
  wake(): void {
    this.#page?.wake();
  }

  #use(room: RoomState, kind: number): void {
    if (kind < 0.03) return this.#comeAndGo(room);
    if (kind < 0.06) return void this.#browse(room).catch(() => {});
    if (kind < 0.08) return room.trim(KEPT_MESSAGES);
    if (kind < 0.12) return this.#page?.wake();
    if (kind < 0.20) this.#retry(room);
    if (kind < 0.15) {
      for (let i = this.#random.below(20); i > 0; i--) this.#give(room);
    }
    this.#give(room);
  }

  /** Looks at other messages than the newest. The network may fail it: then those that are held stay. */
  #browse(room: RoomState): Promise<void> {
    const newest = room.messages.peek().at(-1)?.seq ?? 0;
    switch (this.#random.below(5)) {
      case 0:
        return room.open({ around: this.#random.below(newest + 5) + 1 });
      case 1:
        return room.open("newest");
      case 2:
        return room.loadNewer();
      default:
        return room.loadOlder();
    }
  }

  /** Someone has seen that something was refused, and tries it again or gives it up. */
  #retry(room: RoomState): void {
    const failed = room.pending.peek().filter(({ state }) =>
      state === "failed"
    );
    for (const { id } of failed) {
      this.#world.history.add({ kind: "retried", person: this.person, id });
      if (this.#random.chance(0.8)) room.retry(id);
      else room.discard(id);
    }
  }

  #comeAndGo(room: RoomState): void {
    room.leave();
    this.#world.scheduler.after(
      this.#random.pick([0, 200, 4_000]),
      () => room.join(),
    );
  }

  #give(room: RoomState): void {
    const targets = room.messages.peek().slice(-TARGETS).map((
      { seq, author, deletedAt },
    ): Target => ({
      seq,
      own: author.id === this.person,
      deleted: deletedAt !== undefined,
    }));
    const command = give(
      room,
      this.#workload.idea(room.slug, targets, `${this.name}-${++this.#names}`),
    );
    const tab = this.#page?.owner ?? "";
    this.#world.history.add({
      kind: "typed",
      person: this.person,
      tab,
      command,
      ordered: this.#parts.profile.locks,
    });
  }

  #close(most: number): void {
    this.#page?.close();
    this.#page = undefined;
    this.#world.scheduler.after(
      this.#random.below(most),
      () => void this.open(),
    );
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
