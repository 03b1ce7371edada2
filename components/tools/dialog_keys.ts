/** What is opened over the page. */
const DIALOG_NAMES = ["switcher", "shortcuts", "notifications"] as const;

export type DialogName = typeof DIALOG_NAMES[number];

export function isDialogName(name: string): name is DialogName {
  return DIALOG_NAMES.some((known) => known === name);
}

/** What a key event says that matters here. */
type Key = Pick<
  KeyboardEvent,
  "key" | "isComposing" | "altKey" | "ctrlKey" | "metaKey"
>;

/**
 * Which dialog a key opens, wherever the focus is: Ctrl/⌘+K the switcher, Ctrl/⌘+/ the shortcuts. A `?` opens those as well, where
 * nothing is written with it.
 */
export function dialogOf(event: Key, writes: boolean): DialogName | undefined {
  const { key, isComposing, altKey, ctrlKey, metaKey } = event;
  if (isComposing || altKey) return undefined;
  if (ctrlKey || metaKey) {
    if (key.toLowerCase() === "k") return "switcher";
    return key === "/" ? "shortcuts" : undefined;
  }
  return key === "?" && !writes ? "shortcuts" : undefined;
}

/** True if typing goes into this element. */
export function isWritten(element: Element | null): boolean {
  return element !== null &&
    element.matches("input, textarea, select, [contenteditable]");
}
