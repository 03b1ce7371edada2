import { assert, assertEquals } from "@std/assert";
import { z } from "zod";
import { asyncapi, DOCUMENT } from "@/asyncapi.ts";
import { WholeSession } from "./chat/whole_session.ts";

interface Packet {
  type: string;
}

const text = await Deno.readTextFile(DOCUMENT);
const { channels } = JSON.parse(text, strictly);
const schemas = new Map(
  Object.entries<{ payload: z.core.JSONSchema.JSONSchema }>(
    channels.chat.messages,
  ).map(([key, { payload }]) => [key, z.fromJSONSchema(payload)]),
);

/** Takes away the room for unknown fields: every field that is sent has to be in the document. */
function strictly(_key: string, value: unknown): unknown {
  return value instanceof Object && "properties" in value
    ? { ...value, additionalProperties: false }
    : value;
}

function mustFit(key: string, packet: Packet): void {
  const result = schemas.get(key)?.safeParse(packet);
  assert(result, `Cannot find '${key}' in ${DOCUMENT}`);
  const issues = result.error && z.prettifyError(result.error);
  assert(!issues, `${JSON.stringify(packet)} is no '${key}': ${issues}`);
}

/** Each packet fits its schema, and there is one for each schema of that side. */
function mustBeAll(side: "client" | "server", packets: Packet[]): void {
  const seen = new Set<string>();
  for (const packet of packets) {
    const key = `${side}.${packet.type}`;
    mustFit(key, packet);
    seen.add(key);
  }
  const known = [...schemas.keys()].filter((key) => key.startsWith(side));
  assertEquals([...seen].sort(), known.sort());
}

Deno.test("docs/asyncapi.json is what 'deno task asyncapi' writes", () => {
  assertEquals(text, asyncapi());
});

Deno.test("docs/asyncapi.json has the packets that a chat takes and sends, and no others", async () => {
  using session = await WholeSession.open();
  await session.run();
  mustBeAll("client", session.sent);
  mustBeAll("server", session.received);
});
