/** What was begun and not sent, kept in the browser for each room. */

export function loadDraft(slug: string): string {
  return attempt(() => localStorage.getItem(keyOf(slug))) ?? "";
}

export function saveDraft(slug: string, text: string): void {
  attempt(() =>
    text === ""
      ? localStorage.removeItem(keyOf(slug))
      : localStorage.setItem(keyOf(slug), text)
  );
}

function keyOf(slug: string): string {
  return `draft/${slug}`;
}

/** Storage may be full or forbidden; then there are no drafts, and writing goes on. */
function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}
