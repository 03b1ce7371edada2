/** Small things that this browser remembers: text by key. Storage may be full or forbidden; then nothing is remembered, and all goes on. */

export function recall(key: string): string | undefined {
  return attempt(() => localStorage.getItem(key)) ?? undefined;
}

/** Empty text is forgotten. */
export function keep(key: string, text: string): void {
  attempt(() =>
    text === "" ? localStorage.removeItem(key) : localStorage.setItem(key, text)
  );
}

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}
