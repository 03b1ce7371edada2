import { useEffect, useRef, useState } from "preact/hooks";
import type { Entry } from "@/components/room/entries.ts";

/** What comes in within this time is read out as one, in milliseconds. */
const BURST_MS = 1_000;

/** What a screen reader is to say of others' messages, and the function that takes them: one by its words, a burst by its number. */
export function useAnnouncer(): [
  words: string,
  announce: (entries: readonly Entry[]) => void,
] {
  const [words, setWords] = useState("");
  const burst = useRef<Entry[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  function say(): void {
    setWords(inWords(burst.current));
    burst.current = [];
    timer.current = undefined;
  }
  function announce(entries: readonly Entry[]): void {
    if (entries.length === 0) return;
    burst.current.push(...entries);
    // Only a change is read: the same words would be none.
    setWords("");
    timer.current ??= setTimeout(say, BURST_MS);
  }
  return [words, announce];
}

function inWords(entries: readonly Entry[]): string {
  const [only] = entries;
  return entries.length === 1 && only
    ? `${only.author.name}: ${only.body}`
    : `${entries.length} new messages`;
}
