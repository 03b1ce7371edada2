import { createHash } from "node:crypto";
import { parseFrame } from "@/chat/protocol.ts";
import type {
  ClientPacket,
  Command,
  ErrorPacket,
  ServerPacket,
} from "@/chat/protocol.ts";
import { readFrame } from "@/client/server_frame.ts";

/** A packet that no server may accept. */
export interface Nonsense {
  type: "nonsense";
  id?: string;
  room?: string;
}
export type Sent = ClientPacket | Nonsense;

/** One thing that happened. What clients see is recorded at their end of the wire. */
export type Entry =
  & { time: number }
  & (
    | { kind: "opened"; connection: number; person: string; client: string }
    | { kind: "sent"; connection: number; packets: Sent[] }
    | { kind: "received"; connection: number; packets: ServerPacket[] }
    | { kind: "closed"; connection: number; code: number }
    /** Someone typed a command into a tab. `ordered`: nobody but this tab, or who takes its place, sends what was typed there. */
    | {
      kind: "typed";
      person: string;
      tab: string;
      command: Command;
      ordered: boolean;
    }
    /** Someone tried a refused command again, or gave it up. */
    | { kind: "retried"; person: string; id: string }
    | { kind: "fault"; fault: string; where: string }
    | { kind: "logged"; text: string }
    /** Something that must never happen, whatever fails. */
    | { kind: "trouble"; text: string }
    | { kind: "phase"; text: string }
  );

type Timeless<T> = T extends unknown ? Omit<T, "time"> : never;

/** Everything that happened in a run, in order. */
export class History {
  readonly entries: Entry[] = [];
  readonly #elapsed: () => number;
  /** The same frame goes to many. */
  readonly #frames = new Map<string, ServerPacket[]>();

  /** `elapsed`: the simulated time in milliseconds. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  add(entry: Timeless<Entry>): void {
    this.entries.push({ time: this.#elapsed(), ...entry });
  }

  sent(connection: number, frame: string): void {
    const packets = Array.from(
      parseFrame(frame),
      (parsed) => parsed.ok ? parsed.value : nonsense(parsed.error),
    );
    this.add({ kind: "sent", connection, packets });
  }

  received(connection: number, frame: string): void {
    this.add({ kind: "received", connection, packets: this.read(frame) });
  }

  /** The packets of a frame from the server. */
  read(frame: string): ServerPacket[] {
    return this.#frames.get(frame) ?? this.#read(frame);
  }

  fault(fault: string, where: string): void {
    this.add({ kind: "fault", fault, where });
  }

  trouble(text: string): void {
    this.add({ kind: "trouble", text });
  }

  /** SHA-256 of everything: two runs that have the same were the same. */
  digest(): string {
    const hash = createHash("sha256");
    for (const entry of this.entries) hash.update(JSON.stringify(entry) + "\n");
    return hash.digest("hex");
  }

  #read(frame: string): ServerPacket[] {
    const packets = readFrame(
      frame,
      (what) =>
        this.trouble(`The server sent nonsense: ${JSON.stringify(what)}`),
    );
    this.#frames.set(frame, packets);
    return packets;
  }
}

function nonsense({ id, room }: ErrorPacket): Nonsense {
  return {
    type: "nonsense",
    ...(id !== undefined && { id }),
    ...(room !== undefined && { room }),
  };
}
