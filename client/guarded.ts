import { batch } from "@preact/signals";

/**
 * Wraps what a socket or a timer calls. Signals tell their readers only once it is through: a reader that throws finds the
 * client in a whole state, and ends in the console instead of in the socket's callback.
 */
export function guarded<Args extends unknown[]>(
  run: (...args: Args) => void,
): (...args: Args) => void {
  return (...args) => {
    try {
      batch(() => run(...args));
    } catch (error) {
      console.error(error);
    }
  };
}
