import { assertEquals, assertNotEquals } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import type { Author, Message } from "@/chat/protocol.ts";
import { Dates } from "@/components/room/dates.ts";
import { entries } from "@/components/room/entries.ts";
import { KeptRow } from "@/components/room/KeptRow.tsx";
import { MessageList } from "@/components/room/MessageList.tsx";
import { RowComponent } from "@/components/room/row_component.ts";
import { message, READER } from "./entry.ts";

const NOW = Date.UTC(2025, 10, 21, 12);
const BEA = { id: "bea", name: "Bea" };

interface View {
  me?: Author;
  zone?: string;
  marked?: number;
}

function list(
  messages: readonly Message[],
  { me = READER, zone = "UTC", marked }: View = {},
) {
  return (
    <MessageList
      entries={entries(messages, [], me)}
      me={me}
      dates={new Dates(zone, NOW)}
      marked={marked}
    />
  );
}

function kept(messages: readonly Message[], view?: View): string {
  return renderToString(
    <RowComponent.Provider value={KeptRow}>
      {list(messages, view)}
    </RowComponent.Provider>,
  );
}

const messages = [
  message({ seq: 1, author: "bea", body: "Hello <b>", at: NOW - 3_000 }),
  message({ seq: 2, author: "bea", body: "@Ada, look", at: NOW - 2_000 }),
  message({ seq: 3, author: "cy", body: "an answer", replyTo: 1, at: NOW }),
];
const views: [string, View][] = [
  ["somebody else", {}],
  ["their author", { me: BEA }],
  ["who is not named", { me: { id: "cy", name: "Cy" } }],
  ["a reader in another zone", { zone: "Asia/Kolkata" }],
  ["who follows a link to one", { marked: 1 }],
];
for (const [who, view] of [...views, ...views]) {
  Deno.test(`KeptRow gives the same markup as without it to ${who}`, () => {
    assertEquals(kept(messages, view), renderToString(list(messages, view)));
  });
}

Deno.test("KeptRow goes by what stands around a message", () => {
  const [first, second, answer] = messages;
  if (!first || !second || !answer) throw new Error("Expected three messages");
  const edited = { ...first, body: "other words" };
  for (
    const some of [[first, second], [second], [first, answer], [edited, answer]]
  ) {
    const view = { me: BEA };
    assertEquals(kept(some, view), renderToString(list(some, view)));
  }
});

Deno.test("KeptRow renders a message once, and anew when it has changed", () => {
  let looked = 0;
  const [first] = messages;
  const watched: Message = {
    ...message({ seq: 4, at: NOW }),
    ...first,
    get reactions() {
      looked++;
      return undefined;
    },
  };
  kept([watched]);
  const once = looked;
  kept([watched]);
  assertEquals(looked, once);
  const edited = { ...watched, body: "other words" };
  assertNotEquals(kept([edited]), kept([watched]));
});
