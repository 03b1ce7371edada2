/** What invented people say on a Thursday evening and the Friday after. */

/** Something said, and what became of it. */
export interface Line {
  at: string;
  by: string;
  says: string;
  /** The line that it answers, counted from 1 in its room. */
  replyTo?: number;
  /** Who put which emoji on it. */
  reactions?: Record<string, string[]>;
  /** What it says now. */
  edited?: string;
  deleted?: true;
}

/** Whose screen the pictures show, when they look at it and where. */
export const VIEWER = "Mira Lindqvist";
export const NOW = "2025-11-21T10:26:00Z";
export const TIME_ZONE = "UTC";

/** By the title of the room, in the order of the list. */
export const CONVERSATION: Record<string, Line[]> = {
  "Lobby": [
    {
      at: "2025-11-20T17:42:10Z",
      by: "Mira Lindqvist",
      says:
        "The hall is ours for Saturday, 10 to 16. Mrs Okafor on the second floor has the key.",
      reactions: { "🎉": ["Jonas Weber", "Noor Haddad"] },
    },
    {
      at: "2025-11-20T17:44:31Z",
      by: "Jonas Weber",
      says: "Wonderful. I bring the soldering irons and the two good lamps.",
    },
    {
      at: "2025-11-20T17:44:58Z",
      by: "Jonas Weber",
      says: "Who has the long extension lead?",
    },
    {
      at: "2025-11-20T17:51:03Z",
      by: "Noor Haddad",
      says: "Me! It lives in my bike trailer 🚲",
    },
    {
      at: "2025-11-21T09:02:17Z",
      by: "Tomasz Zieliński",
      says:
        "Morning all. The poster hangs at the bakery and in the library. If you want to print more, it is here: https://repair-cafe.example/poster.pdf",
    },
    {
      at: "2025-11-21T09:05:40Z",
      by: "Mira Lindqvist",
      says: "It looks great, thank you!",
    },
    {
      at: "2025-11-21T09:14:22Z",
      by: "Noor Haddad",
      says:
        "Three things before I forget. The kettle from last time is still broken, so somebody should bring one, or repair it as the first job of the day. We had eleven bicycles in October and two stands, which meant a queue down the stairs: can we set up a third? And please write down what was saved: the council asks for the numbers, and I would rather not guess them again.",
    },
    {
      at: "2025-11-21T09:20:05Z",
      by: "Jonas Weber",
      says: "There is a third stand in my cellar.",
      replyTo: 7,
    },
    {
      at: "2025-11-21T09:20:41Z",
      by: "Jonas Weber",
      says: "And a kettle that works ☕",
      reactions: {
        "❤️": ["Noor Haddad", "Mira Lindqvist", "Tomasz Zieliński"],
      },
    },
    {
      at: "2025-11-21T10:21:48Z",
      by: "Tomasz Zieliński",
      says: "I can take the first hour at the door.",
    },
    {
      at: "2025-11-21T10:24:12Z",
      by: "Mira Lindqvist",
      says: "Then I take the second one. See you all at half past nine?",
    },
    { at: "2025-11-21T10:25:36Z", by: "Noor Haddad", says: "👍" },
  ],
  "Bicycles": [
    {
      at: "2025-11-21T08:31:02Z",
      by: "Noor Haddad",
      says: "Does anyone have a 15 mm pedal spanner to lend?",
    },
    {
      at: "2025-11-21T08:33:47Z",
      by: "Tomasz Zieliński",
      says: "On the hook behind the door, third from the left.",
    },
  ],
  "Coffee and cake": [
    {
      at: "2025-11-20T20:15:29Z",
      by: "Tomasz Zieliński",
      says: "Apple or poppy seed?",
    },
    { at: "2025-11-20T20:16:04Z", by: "Jonas Weber", says: "Yes." },
  ],
};

/** What a room has to cope with: only to be looked at, not for the documentation. */
export const ODDS: Record<string, Line[]> = {
  "Night shift": [],
  "Reading group": [
    {
      at: "2025-11-21T10:01:00Z",
      by: "Noor Haddad",
      says: "Up to the end of part one?",
    },
  ],
  "Odds and ends": [
    {
      at: "2025-09-03T11:00:00Z",
      by: "Donaudampfschifffahrtsgesellschaftsmann",
      says: "Donaudampfschifffahrtsgesellschaftskapitänswitwe".repeat(6),
    },
    {
      at: "2025-11-20T11:00:00Z",
      by: "مريم",
      says: "صباح الخير! هل المفتاح معك؟",
    },
    {
      at: "2025-11-20T11:00:30Z",
      by: "مريم",
      says: "A line in another direction follows: שלום עולם",
    },
    { at: "2025-11-20T11:01:00Z", by: "Jonas Weber", says: "🚲 ☕ 🎉" },
    {
      at: "2025-11-20T11:01:10Z",
      by: "Jonas Weber",
      says: "First line\nsecond line\n\n    indented after an empty one",
      reactions: Object.fromEntries(
        [..."👍🎉🚲🍰🔧🔌💡📚🌱🌧🎈🥧🧰"].map((
          emoji,
        ) => [emoji, ["Noor Haddad"]]),
      ),
    },
    {
      at: "2025-11-20T11:01:20Z",
      by: "Jonas Weber",
      says: "Wrong",
      edited: "Put right afterwards",
    },
    {
      at: "2025-11-20T11:01:30Z",
      by: "Jonas Weber",
      says: "Gone",
      deleted: true,
    },
    {
      at: "2025-11-20T11:02:00Z",
      by: "Noor Haddad",
      says: "An answer to what is gone",
      replyTo: 7,
    },
    {
      at: "2025-11-20T11:03:00Z",
      by: "Noor Haddad",
      says: "An answer to something long",
      replyTo: 1,
    },
    {
      at: "2025-11-21T08:00:00Z",
      by: "Mira Lindqvist",
      says: `See https://example.org/${
        "a-long-path/".repeat(12)
      }?with=a&query=too, (https://example.org/in_(brackets)).`,
    },
    {
      at: "2025-11-21T08:06:00Z",
      by: "Mira Lindqvist",
      says: "Five minutes later a new group begins",
    },
  ],
  "A room with a title that is as long as a title may be, which is eighty of them":
    Array.from({ length: 120 }, (_, i) => ({
      at: new Date(Date.parse("2025-11-20T12:00:00Z") + i * 90_000)
        .toISOString(),
      by: ["Jonas Weber", "Noor Haddad"][i % 7 % 2] ?? "",
      says: `Number ${i + 1}`,
    })),
};
