import { useLayoutEffect } from "preact/hooks";

/**
 * Calls `moveOn` when what had the keyboard's focus goes away: a button that has done its work, a message that is no longer held. Else the
 * focus would be nowhere, and the next key nobody's.
 */
export function useKeptFocus(moveOn: () => void): void {
  // While this is rendered, what goes is still there.
  const focused = globalThis.document?.activeElement;
  useLayoutEffect(() => {
    if (focused?.isConnected === false && nothingHasFocus()) moveOn();
  });
}

function nothingHasFocus(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body;
}
