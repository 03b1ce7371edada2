import { useLayoutEffect } from "preact/hooks";
import type { Here } from "@/components/dialogs/show.tsx";
import {
  dialogOf,
  isDialogName,
  isWritten,
} from "@/components/tools/dialog_keys.ts";
import { openDialog } from "@/components/tools/open_dialog.ts";
import { isSingleKeyOn } from "@/components/tools/single_key.ts";

/** Opens dialogs by key, and by the buttons that name one in `data-opens`, which show from then on. */
export function useDialogs(here: Here): void {
  // From the first moment that the room is seen: a key that is pressed then counts.
  useLayoutEffect(() => {
    const events = new AbortController();
    const { signal } = events;
    addEventListener("keydown", (event) => pressed(event, here), { signal });
    addEventListener("click", (event) => clicked(event, here), { signal });
    document.documentElement.dataset.alive = "";
    return () => events.abort();
  }, [here.slug]);
}

function pressed(event: KeyboardEvent, here: Here): void {
  const writes = isWritten(document.activeElement) || !isSingleKeyOn();
  const name = dialogOf(event, writes);
  if (name === undefined) return;
  event.preventDefault();
  openDialog(name, here);
}

function clicked({ target }: MouseEvent, here: Here): void {
  const button = target instanceof Element && target.closest("[data-opens]");
  const name = button && button.getAttribute("data-opens");
  if (name && isDialogName(name)) openDialog(name, here);
}
