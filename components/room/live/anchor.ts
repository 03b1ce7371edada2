/** A message that is in sight, and where: what must not move while others come and go around it. */
export interface Anchor {
  key: string;
  /**
   * From the top of the log to the bottom of the message, in CSS pixels. Its top would not do: a message that had an author's line
   * above its words loses that when older ones of the same author come in.
   */
  bottom: number;
}

/** The first message that is in sight; nothing if there is none. */
export function anchorOf(log: HTMLElement): Anchor | undefined {
  const start = log.getBoundingClientRect().top;
  for (const message of messagesOf(log)) {
    const bottom = message.getBoundingClientRect().bottom - start;
    if (bottom > 0) return { key: message.dataset.key ?? "", bottom };
  }
}

/** Scrolls so that the message is where it was. Gives false if it is gone. */
export function restore(log: HTMLElement, { key, bottom }: Anchor): boolean {
  const message = messagesOf(log).find(({ dataset }) => dataset.key === key);
  if (!message) return false;
  const start = log.getBoundingClientRect().top;
  const moved = message.getBoundingClientRect().bottom - start - bottom;
  if (moved !== 0) log.scrollTop += moved;
  return true;
}

/** Of one log, in the order in which they stand. */
export function messagesOf(log: HTMLElement): HTMLElement[] {
  return [...log.querySelectorAll<HTMLElement>("[data-key]")];
}
