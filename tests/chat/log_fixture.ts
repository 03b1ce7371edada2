import type { Commit } from "@/chat/bus.ts";
import type { RoomEvents } from "@/chat/room_draft.ts";
import { GroupCommit } from "@/chat/group_commit.ts";
import type { Committed } from "@/chat/pending.ts";
import type { Command } from "@/chat/protocol.ts";
import { RoomLog } from "@/chat/room_log.ts";
import { FakeEnvironment } from "./fake_environment.ts";
import { FaultyStore } from "./faulty_store.ts";

export const ann = { id: "ann", name: "Ann" };
export const bob = { id: "bob", name: "Bob" };

/** A log that commands can be appended to, over a store that fails when told to. */
export class LogFixture implements Disposable {
  readonly store: FaultyStore;
  readonly environment: FakeEnvironment;
  readonly log: RoomLog;
  readonly commits: GroupCommit;
  /** What was announced as committed. */
  readonly made: Commit[] = [];
  #ids = 0;

  static async open(): Promise<LogFixture> {
    return new LogFixture(await FaultyStore.open(), new FakeEnvironment());
  }

  constructor(store: FaultyStore, environment: FakeEnvironment) {
    this.store = store;
    this.environment = environment;
    this.log = new RoomLog(store);
    this.commits = new GroupCommit(
      store,
      environment,
      (commit) => void this.made.push(commit),
    );
  }

  /** What was announced as committed, room by room. */
  get announced(): RoomEvents[] {
    return this.made.flatMap(({ added }) => added);
  }

  /** Another worker over the same database. */
  sibling(): LogFixture {
    return new LogFixture(this.store.sibling(), this.environment);
  }

  /** Appends a command; time goes by as it asks for. */
  append(command: Command, author = ann): Promise<Committed> {
    return this.environment.until(this.commits.append(author, command));
  }

  /** Posts a message and gives its `seq`. */
  async post(body: string, author = ann): Promise<number> {
    const { ack } = await this.append(post(`id-${++this.#ids}`, body), author);
    return ack.seq;
  }

  /** Posts so many messages that one commit takes together. */
  async postMany(count: number): Promise<void> {
    const texts = Array.from({ length: count }, (_, i) => `Message ${i}`);
    await Promise.all(texts.map((text) => this.post(text)));
  }

  /** The events of a room as they stand in the log. */
  async events(room = "lobby"): Promise<Record<string, unknown>[]> {
    const texts = await this.log.events(room, 0, 500);
    return texts.map((text) => JSON.parse(text));
  }

  [Symbol.dispose](): void {
    this.store.close();
  }
}

export function post(
  id: string,
  body = id,
  room = "lobby",
): Extract<Command, { type: "post" }> {
  return { type: "post", room, id, body };
}
