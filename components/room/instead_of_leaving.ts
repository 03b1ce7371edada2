/** A click that asks for another tab or window is the browser's. */
export function insteadOfLeaving(
  load: () => void,
): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    load();
  };
}
