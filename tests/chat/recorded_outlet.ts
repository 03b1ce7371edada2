import { assertEquals } from "@std/assert";
import type { Outlet } from "@/chat/feed.ts";

/** Keeps the `seq` of each event that a follower is sent, and checks that what it is told about a frame is true. */
export class RecordedOutlet implements Outlet {
  open = true;
  #full = false;
  readonly seqs: number[] = [];
  readonly frames: string[] = [];
  failure: unknown;
  onDeliver: () => void = () => {};
  /** Called when somebody asks whether it is full. */
  onLook: () => void = () => {};

  get full(): boolean {
    this.onLook();
    return this.#full;
  }

  set full(full: boolean) {
    this.#full = full;
  }

  deliver(frame: string, events: readonly string[], from: number): void {
    const parsed: unknown = JSON.parse(frame);
    const texts = events.map((text) => JSON.parse(text));
    assertEquals(Array.isArray(parsed) ? parsed : [parsed], texts);
    assertEquals(texts[0].seq, from);
    this.frames.push(frame);
    this.seqs.push(...texts.map(({ seq }) => seq));
    this.onDeliver();
  }

  fail(error: unknown): void {
    this.failure = error;
    this.open = false;
  }
}
