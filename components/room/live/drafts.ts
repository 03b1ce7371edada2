import { keep, recall } from "@/components/kept.ts";

/** What was begun and not sent, kept in the browser for each room. */

/** What was begun in this tab, by the room: another one keeps and sends its own words there. */
const begun = new Map<string, string>();

export function loadDraft(slug: string): string {
  return begun.get(slug) || (recall(keyOf(slug)) ?? "");
}

export function saveDraft(slug: string, text: string): void {
  if (text === loadDraft(slug)) return;
  begun.set(slug, text);
  keep(keyOf(slug), text);
}

/** To be called when the page goes: what another tab has kept or sent since may stand in the place of what was begun here. */
export function saveDrafts(): void {
  for (const [slug, text] of begun) {
    if (text !== "") keep(keyOf(slug), text);
  }
}

/** A draft, and after it what was typed before it could be shown, unless one of them is the beginning of the other. */
export function draftBefore(slug: string, typed: string): string {
  const draft = loadDraft(slug);
  if (draft.startsWith(typed)) return draft;
  return typed.startsWith(draft) ? typed : `${draft}\n${typed}`;
}

function keyOf(slug: string): string {
  return `draft/${slug}`;
}
