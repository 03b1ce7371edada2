import { Dialog } from "@/components/dialogs/Dialog.tsx";
import { isSingleKeyOn, setSingleKey } from "@/components/tools/single_key.ts";

/** The key that others call Ctrl. */
const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** What keys do, by where they do it. Keys of one shortcut are pressed together. */
const SHORTCUTS: Record<string, [keys: string[], what: string][]> = {
  "Everywhere": [
    [[COMMAND, "K"], "Go to a room or person"],
    [[COMMAND, "/"], "Show these shortcuts"],
    [["?"], "The same, outside the message box"],
    [["Esc"], "Close what is open"],
  ],
  "Among the messages": [
    [["↑"], "To the one before"],
    [["↓"], "To the one after"],
    [["Home"], "To the first one here"],
    [["End"], "To the newest"],
    [["Esc"], "To the message box"],
  ],
  "In the message box": [
    [["Enter"], "Send"],
    [["Shift", "Enter"], "Begin a new line"],
    [[COMMAND, "Enter"], "Send, always"],
  ],
};

/** Which keys do what. */
export function Shortcuts() {
  return (
    <Dialog title="Keyboard shortcuts">
      {Object.entries(SHORTCUTS).map(([where, shortcuts]) => (
        <section key={where}>
          <h3 class="dialog-heading">{where}</h3>
          <dl class="shortcuts">
            {shortcuts.map(([keys, what]) => (
              <div key={what} class="shortcut">
                <dt>{what}</dt>
                <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label class="dialog-option">
        <input
          type="checkbox"
          defaultChecked={isSingleKeyOn()}
          onChange={({ currentTarget }) => setSingleKey(currentTarget.checked)}
        />
        <span>
          Use <kbd>?</kbd> as a shortcut
        </span>
      </label>
    </Dialog>
  );
}
