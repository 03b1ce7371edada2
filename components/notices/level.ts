import { keep, recall } from "@/components/kept.ts";

/** What one wants to be told of a room while one looks elsewhere. */
export const LEVELS = ["all", "mentions", "none"] as const;
export type Level = typeof LEVELS[number];

/** What was chosen for the room in this browser. Who has allowed notifications for one hears of mentions in the others. */
export function levelOf(slug: string): Level {
  const kept = recall(keyOf(slug));
  const chosen = LEVELS.find((level) => level === kept);
  return isAllowed() ? chosen ?? "mentions" : "none";
}

export function setLevel(slug: string, level: Level): void {
  keep(keyOf(slug), level);
}

/** Whether the browser shows any. */
export function isAllowed(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}

function keyOf(slug: string): string {
  return `notices/${slug}`;
}
