/**
 * Which rooms are looked at, in any tab of this browser. A tab that looks at one holds a shared lock in its name (Web Locks API), which
 * is given back also by a tab that crashes; nobody has to be told.
 */

/** From now on the room is looked at. Gives the function that ends it. */
export function look(slug: string): () => void {
  const end = new AbortController();
  const { signal } = end;
  void hold(slug, signal);
  return () => end.abort();
}

/** Whether anyone looks at the room. Where there are no locks there are no notifications either. */
export async function isInView(slug: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lockOf(slug));
}

async function hold(slug: string, signal: AbortSignal): Promise<void> {
  // Plain HTTP has none, whatever the types say.
  if (!("locks" in navigator)) return;
  await navigator.locks.request(
    lockOf(slug),
    { mode: "shared" },
    () =>
      new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener("abort", () => resolve());
      }),
  );
}

function lockOf(slug: string): string {
  return `confab:view:${slug}`;
}
