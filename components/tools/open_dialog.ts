import type { Here } from "@/components/dialogs/show.tsx";
import type { DialogName } from "@/components/tools/dialog_keys.ts";

/** How dialogs look: loaded with the first one. */
export const DIALOG_STYLE = "/css/dialogs.css";

let open = false;

/** Opens a dialog if there is none. Its code comes when it is first needed: most visits need none. */
export async function openDialog(name: DialogName, here: Here): Promise<void> {
  if (open) return;
  open = true;
  try {
    const { show } = await loadDialogs();
    await show(name, here);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.warn(`Cannot load the dialog '${name}'`, error);
  } finally {
    open = false;
  }
}

/** Fetches the code ahead, so that it is there when the network is not. */
export function loadDialogs() {
  return import("@/components/dialogs/show.tsx");
}
