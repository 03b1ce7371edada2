import type { ServerPacket } from "@/chat/protocol.ts";
import type { FinalState } from "./final_state.ts";
import type { Entry, Sent } from "./history.ts";
import { RoomStream } from "./room_stream.ts";
import type { Violation } from "./violation.ts";

/** What each connection was sent: of every room that it joined each event once, in order, as it stands in the log, up to the head. */
export function checkStreams(
  final: FinalState,
  history: readonly Entry[],
): Violation[] {
  const connections = new Map<number, ConnectionStreams>();
  const violations: Violation[] = [];
  const acknowledged = new Map<string, number>();
  for (const entry of history) {
    note(entry, acknowledged);
    if (entry.kind === "opened") {
      connections.set(
        entry.connection,
        new ConnectionStreams(
          entry.connection,
          entry.person,
          final,
          violations,
        ),
      );
    }
    if (entry.kind === "sent") {
      connections.get(entry.connection)?.sent(entry.packets, acknowledged);
    }
    if (entry.kind === "received") {
      connections.get(entry.connection)?.received(entry.packets);
    }
    if (entry.kind === "closed") connections.delete(entry.connection);
  }
  for (const streams of connections.values()) streams.ended();
  return violations;
}

function note(entry: Entry, acknowledged: Map<string, number>): void {
  if (entry.kind !== "received") return;
  for (const packet of entry.packets) {
    if (packet.type !== "ack") continue;
    const { room, seq } = packet;
    acknowledged.set(room, Math.max(seq, acknowledged.get(room) ?? 0));
  }
}

/** The rooms of one connection. */
class ConnectionStreams {
  readonly #connection: number;
  readonly #person: string;
  readonly #rooms: Map<string, RoomStream>;
  readonly #violations: Violation[];
  #welcomed = false;

  constructor(
    connection: number,
    person: string,
    final: FinalState,
    violations: Violation[],
  ) {
    this.#connection = connection;
    this.#person = person;
    this.#violations = violations;
    this.#rooms = new Map(
      final.rooms.map((room) => [room.slug, new RoomStream(room)]),
    );
  }

  /** `acknowledged`: the newest event of each room of which anybody knows that it is committed. */
  sent(
    packets: readonly Sent[],
    acknowledged: ReadonlyMap<string, number>,
  ): void {
    for (const packet of packets) {
      if (packet.type === "join") {
        this.#rooms.get(packet.room)?.join(
          packet,
          acknowledged.get(packet.room) ?? 0,
        );
      }
      if (packet.type === "leave") this.#rooms.get(packet.room)?.leave();
      if (packet.type === "read" || packet.type === "typing") {
        this.#rooms.get(packet.room)?.say();
      }
    }
  }

  received(packets: readonly ServerPacket[]): void {
    for (const packet of packets) this.#receive(packet);
  }

  /** The connection is still open at the end. */
  ended(): void {
    for (const [room, stream] of this.#rooms) {
      this.#report(room, stream.ended());
    }
  }

  #receive(packet: ServerPacket): void {
    if (packet.type === "welcome") return this.#welcome(packet.user.id);
    if (!this.#welcomed) {
      this.#report("", `'${packet.type}' came before 'welcome'`);
    }
    if (
      packet.type === "ack" || !("room" in packet) || packet.room === undefined
    ) return;
    const stream = this.#rooms.get(packet.room);
    if (stream) this.#report(packet.room, stream.receive(packet));
  }

  #welcome(person: string): void {
    if (this.#welcomed || person !== this.#person) {
      this.#report(
        "",
        `'${this.#person}' was welcomed as '${person}', or twice`,
      );
    }
    this.#welcomed = true;
  }

  #report(room: string, wrong: string | undefined): void {
    if (wrong === undefined) return;
    const detail = `Connection ${this.#connection}, room '${room}': ${wrong}`;
    this.#violations.push({
      invariant: "a stream has no gap and no repeat",
      detail,
      about: { connection: this.#connection, room },
    });
  }
}
