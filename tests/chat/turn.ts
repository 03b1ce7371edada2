/** Resolves in the next turn of the event loop: what was under way without waiting for anything outside is then done. */
export function turn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve);
  return promise;
}
