import type { Entry } from "@/chat/store.ts";
import type { Heads } from "./witness.ts";

/** What a round has to do with. */
export interface Scope {
  rooms: readonly string[];
  /** Ids of the people. */
  people: readonly string[];
}

/** Reads everything that the database holds of these rooms and people. */
export async function readStored(
  kv: string,
  { rooms, people }: Scope,
): Promise<Entry[]> {
  using database = await Deno.openKv(kv);
  const prefixes = [
    ...rooms.flatMap((room) =>
      ["event", "message", "original"].map((kind) => [kind, room])
    ),
    ["command"],
  ];
  const entries: Deno.KvEntryMaybe<unknown>[] = [];
  for (const room of rooms) entries.push(await database.get(["head", room]));
  for (const prefix of prefixes) {
    for await (const entry of database.list({ prefix })) entries.push(entry);
  }
  const concerned = entries.filter(({ key: [kind, , author] }) =>
    kind !== "command" || people.includes(String(author))
  );
  return concerned.map(({ key, value, versionstamp: version }) => ({
    key: key.map((part) => typeof part === "number" ? part : String(part)),
    value,
    version,
  }));
}

/** How far the rooms are, in truth. */
export async function readHeads(
  kv: string,
  rooms: readonly string[],
): Promise<Heads> {
  using database = await Deno.openKv(kv);
  const heads = new Map<string, number>();
  for (const room of rooms) {
    heads.set(room, Number((await database.get(["head", room])).value ?? 0));
  }
  return heads;
}
