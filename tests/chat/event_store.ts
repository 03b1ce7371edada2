import type { Entry, Key, Range, Store } from "@/chat/store.ts";
import { toBytes } from "@/chat/text.ts";

/** The events of one room, none of them a post, kept in an array: `seq` is the index plus one. Reading takes as long as `delay` says. */
export class EventStore implements Store {
  readonly texts: string[] = [];
  /** How often events were read. */
  listings = 0;
  delay: () => Promise<unknown> = () => Promise.resolve();

  /** Commits so many events; gives the last one's `seq`. */
  grow(count = 1, pad = 0): number {
    for (let i = 0; i < count; i++) {
      const seq = this.texts.length + 1;
      this.texts.push(JSON.stringify({ seq, pad: "x".repeat(pad) }));
    }
    return this.texts.length;
  }

  get(key: Key): Promise<Entry> {
    return Promise.resolve({ key, value: this.texts.length, version: "1" });
  }

  async *list({ start, end, limit }: Range): AsyncIterable<Entry> {
    if (start[0] !== "event") return;
    this.listings++;
    await this.delay();
    const last = Math.min(Number(end.at(-1)), Number(start.at(-1)) + limit);
    for (let seq = Number(start.at(-1)); seq < last; seq++) {
      const text = this.texts[seq - 1];
      if (text === undefined) return;
      yield {
        key: ["event", "lobby", seq],
        value: toBytes(text),
        version: "1",
      };
    }
  }

  getMany(keys: readonly Key[]): Promise<Entry[]> {
    return Promise.all(keys.map((key) => this.get(key)));
  }

  commit(): Promise<string | null> {
    throw new Error("Cannot commit here: use grow()");
  }

  watch(): () => void {
    return () => {};
  }

  close(): void {}
}
