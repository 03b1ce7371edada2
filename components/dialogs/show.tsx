import { type ComponentType, render } from "preact";
import { asset } from "fresh/runtime";
import { NotificationLevels } from "@/components/dialogs/NotificationLevels.tsx";
import { Shortcuts } from "@/components/dialogs/Shortcuts.tsx";
import { Switcher } from "@/components/dialogs/Switcher.tsx";
import type { DialogName } from "@/components/tools/dialog_keys.ts";
import { DIALOG_STYLE } from "@/components/tools/open_dialog.ts";

/** Which room is open. */
export interface Here {
  slug: string;
  title: string;
}

const DIALOGS: Record<DialogName, ComponentType<{ here: Here }>> = {
  switcher: Switcher,
  shortcuts: Shortcuts,
  notifications: NotificationLevels,
};

/**
 * Puts a dialog over the page until it is closed; then the browser gives the focus back to where it was. Its look is a style sheet of its
 * own, which comes with the first one.
 */
export async function show(name: DialogName, here: Here): Promise<void> {
  await loadStyle();
  const place = document.body.appendChild(document.createElement("div"));
  const Content = DIALOGS[name];
  render(<Content here={here} />, place);
  const dialog = place.querySelector("dialog");
  if (dialog) await closed(dialog);
  render(null, place);
  place.remove();
}

function closed(dialog: HTMLDialogElement): Promise<void> {
  const goBack = rememberCaret();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      goBack();
      resolve();
    });
    dialog.addEventListener("click", ({ target }) => {
      // Only the backdrop is the dialog itself.
      if (target === dialog) dialog.close();
    });
    dialog.showModal();
  });
}

/** The focus comes back by itself, but in Chromium without the place in what one writes. Gives what puts that right. */
function rememberCaret(): () => void {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement)) return () => {};
  const { selectionStart, selectionEnd } = field;
  return () => {
    field.focus();
    field.setSelectionRange(selectionStart, selectionEnd);
  };
}

let style: Promise<void> | undefined;

function loadStyle(): Promise<void> {
  return style ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = asset(DIALOG_STYLE);
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
