import { keep, recall } from "@/components/kept.ts";

/** What was begun and not sent, kept in the browser for each room. */

export function loadDraft(slug: string): string {
  return recall(keyOf(slug)) ?? "";
}

export function saveDraft(slug: string, text: string): void {
  keep(keyOf(slug), text);
}

function keyOf(slug: string): string {
  return `draft/${slug}`;
}
