import type { Dates, Day } from "@/components/room/dates.ts";
import { type Entry, repliesTo } from "@/components/room/entries.ts";

/** How long after the last one a message of the same author still belongs to their group, in milliseconds. */
export const GROUP_MS = 5 * 60 * 1000;

/** An entry in its place; the `first` of a group shows its author, the others follow bare. */
export interface Row {
  entry: Entry;
  first: boolean;
  /** The unread messages begin here. */
  afterLine?: boolean;
}

/** One day's part of the log. */
export interface DayRows {
  day: Day;
  rows: Row[];
}

/** Puts the entries into days, and within those into groups. `unread` is the `seq` of the first that is new. */
export function days(
  entries: readonly Entry[],
  dates: Dates,
  unread = Infinity,
): DayRows[] {
  const result: DayRows[] = [];
  let before: Entry | undefined;
  for (const entry of entries) {
    const day = dates.day(entry.at);
    const last = result.at(-1);
    const afterLine = isNew(entry, unread) &&
      (before ? !isNew(before, unread) : entry.message?.seq === unread);
    const first = afterLine || !continues(before, entry);
    const row = { entry, first, ...(afterLine && { afterLine }) };
    if (last?.day === day) last.rows.push(row);
    else result.push({ day, rows: [{ ...row, first: true }] });
    before = entry;
  }
  return result;
}

function isNew({ message }: Entry, unread: number): boolean {
  return message !== undefined && message.seq >= unread;
}

function continues(before: Entry | undefined, entry: Entry): boolean {
  return before !== undefined &&
    before.author.id === entry.author.id &&
    before.author.name === entry.author.name &&
    entry.at - before.at < GROUP_MS &&
    repliesTo(entry) === undefined;
}
