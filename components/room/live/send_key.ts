/** The key code of every key that an input method takes for itself (UI Events, section 7.3.1). */
const PROCESSED_BY_INPUT_METHOD = 229;

/** What a key event says that matters here. */
type Key = Pick<
  KeyboardEvent,
  | "key"
  | "keyCode"
  | "isComposing"
  | "shiftKey"
  | "altKey"
  | "ctrlKey"
  | "metaKey"
>;

/**
 * True if the key sends what is written. Enter does, and with Ctrl or ⌘ always; with Shift it breaks the line, and on a touch screen
 * too, where there is a button. While an input method composes, Enter chooses a word and never sends.
 */
export function isSendKey(event: Key, touch: boolean): boolean {
  if (
    event.key !== "Enter" || event.isComposing ||
    event.keyCode === PROCESSED_BY_INPUT_METHOD
  ) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return !event.shiftKey && !event.altKey && !touch;
}

/** True if fingers are what this screen is worked with. */
export function isTouchScreen(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}
