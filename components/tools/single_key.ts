import { keep, recall } from "@/components/kept.ts";

/** A shortcut of one character gets in the way of who speaks to the computer: it can be switched off (WCAG 2.2, 2.1.4). */
const KEY = "single-key";
const OFF = "off";

export function isSingleKeyOn(): boolean {
  return recall(KEY) !== OFF;
}

export function setSingleKey(on: boolean): void {
  keep(KEY, on ? "" : OFF);
}
