import { noBus } from "@/chat/bus.ts";
import { Chat } from "@/chat/chat.ts";
import { systemEnvironment } from "@/chat/environment.ts";
import { KvStore } from "@/chat/kv_store.ts";
import type { Person } from "@/chat/people.ts";
import type { Command } from "@/chat/protocol.ts";
import { LOBBY } from "@/chat/rooms.ts";
import { roomSlug } from "@/routes/(_forms)/room_slug.ts";
import { type Line, VIEWER } from "@/screenshots/conversation.ts";

/** A command, by whom and when. */
interface Deed {
  at: string;
  by: string;
  command: Command;
}

/** Fills a new database with what is said in each room, by its title, every line at its time. Gives the token of the viewer's session. */
export async function furnish(
  kv: string,
  talk: Record<string, readonly Line[]>,
): Promise<string> {
  let now = Date.now();
  const chat = await Chat.open({
    store: new KvStore(await Deno.openKv(kv)),
    bus: noBus,
    environment: { ...systemEnvironment, now: () => now },
    postsPerSecond: 0,
    connectionsPerAddress: 0,
  });
  const token = await chat.people.welcome(personCalled(VIEWER));
  for (const [title, lines] of Object.entries(talk)) {
    const slug = roomSlug(title);
    if (slug !== LOBBY) await chat.rooms.make({ slug, title });
    for (const { at, by, command } of deeds(slug, lines)) {
      now = Date.parse(at);
      await chat.submit(personCalled(by), by, command);
    }
  }
  chat.close();
  return token;
}

/** The id decides on the colour: it has to be the same in each run. */
function personCalled(name: string): Person {
  return { id: name, name, since: 0 };
}

/** First all that is said, so that a line's place is its message's `seq`; then what became of it. */
function deeds(room: string, lines: readonly Line[]): Deed[] {
  const numbered = lines.map((line, i) => ({ line, seq: i + 1 }));
  return [
    ...lines.map((line) => saying(room, line)),
    ...numbered.flatMap(({ line, seq }) => [
      ...reacting(room, line, seq),
      ...changing(room, line, seq),
    ]),
  ];
}

function saying(
  room: string,
  { at, by, says, replyTo }: Line,
): Deed {
  const reply = replyTo !== undefined && { replyTo };
  const id = crypto.randomUUID();
  return { at, by, command: { type: "post", room, id, body: says, ...reply } };
}

function reacting(
  room: string,
  { at, reactions = {} }: Line,
  target: number,
): Deed[] {
  return Object.entries(reactions).flatMap(([emoji, people]) =>
    people.map((by): Deed => {
      const id = crypto.randomUUID();
      const on = true;
      return {
        at,
        by,
        command: { type: "react", room, id, target, emoji, on },
      };
    })
  );
}

function changing(
  room: string,
  { at, by, edited, deleted }: Line,
  target: number,
): Deed[] {
  const id = crypto.randomUUID();
  if (deleted) {
    return [{ at, by, command: { type: "delete", room, id, target } }];
  }
  return edited === undefined
    ? []
    : [{ at, by, command: { type: "edit", room, id, target, body: edited } }];
}
