import type { Message } from "@/chat/protocol.ts";
import { Composer } from "@/components/room/Composer.tsx";
import { Dates } from "@/components/room/dates.ts";
import { entries } from "@/components/room/entries.ts";
import { MessageList } from "@/components/room/MessageList.tsx";
import { UTC } from "@/components/room/time_zone.ts";

const NOW = Date.UTC(2025, 10, 21, 10, 26);
const ADA = { id: "Ada", name: "Ada" };
const BO = { id: "Bo", name: "Bo" };

const MESSAGES: Message[] = [
  {
    seq: 1,
    id: "1",
    author: ADA,
    at: NOW - 600_000,
    body: "The first of hers",
  },
  {
    seq: 2,
    id: "2",
    author: ADA,
    at: NOW - 590_000,
    body: "Another of hers, with an address: https://example.org/page",
    editedAt: NOW,
    reactions: { "👍": ["Bo"] },
  },
  {
    seq: 3,
    id: "3",
    author: BO,
    at: NOW - 300_000,
    body: "An answer",
    replyTo: 1,
  },
  { seq: 4, id: "4", author: BO, at: NOW - 290_000, body: "", deletedAt: NOW },
];
const PENDING = [
  { id: "5", body: "On its way", since: NOW, state: "sending" as const },
  {
    id: "6",
    body: "Sent in vain",
    since: NOW,
    state: "failed" as const,
    problem: "The room is read-only.",
  },
];
const NO_ACTIONS = { retry: () => {}, edit: () => {}, discard: () => {} };

/** What is said, in all that can become of it, and where one says it. */
export function Messages() {
  return (
    <>
      <MessageList
        entries={entries(MESSAGES, PENDING, ADA)}
        me={ADA}
        dates={new Dates(UTC, NOW)}
        actions={NO_ACTIONS}
      />
      <Composer
        title="a room"
        seed={{ id: "1" }}
        problem="Too long by 12 characters. Shorten it, or send it in parts."
        left={-12}
      />
    </>
  );
}
