import type { Outlet } from "./feed.ts";
import type { Hub } from "./hub.ts";
import type { Person } from "./people.ts";
import type { Read } from "./protocol.ts";
import type { ReadMarks } from "./read_marks.ts";
import { report } from "./report.ts";

/** Moves people's read marks, and tells their connections how far they have read. */
export class Reading {
  readonly #marks: ReadMarks;
  readonly #hub: Hub;

  constructor(marks: ReadMarks, hub: Hub) {
    this.#marks = marks;
    this.#hub = hub;
  }

  /** A person has read a room up to `seq`, and their other connections hear of it; not the one `by` which it was said. */
  async mark(
    person: Person,
    room: string,
    seq: number,
    by?: Outlet,
  ): Promise<void> {
    if (!await this.#marks.move(person.id, room, seq)) return;
    const text = readText(room, seq);
    this.#hub.whisper({ room, text, from: person.id, to: "self" }, by);
  }

  /** Tells who has begun to follow a room, which ends at `head`, how far they have read it: of what they read elsewhere before they were not told. */
  async tell(room: string, head: number, outlet: Outlet): Promise<void> {
    const { listener = "" } = outlet;
    try {
      const seq = Math.min(await this.#marks.of(listener, room), head);
      if (seq > 0 && outlet.open) outlet.whisper?.(readText(room, seq));
    } catch (error) {
      report("telling how far was read failed", error, { room });
    }
  }
}

function readText(room: string, seq: number): string {
  return JSON.stringify({ type: "read", room, seq } satisfies Read);
}
