import { useState } from "preact/hooks";
import { Dialog } from "@/components/dialogs/Dialog.tsx";
import type { Here } from "@/components/dialogs/show.tsx";
import {
  type Level,
  levelOf,
  LEVELS,
  setLevel,
} from "@/components/notices/level.ts";

const WORDS: Record<Level, string> = {
  all: "Every message",
  mentions: "Messages with my @name",
  none: "Nothing",
};

/** What one wants to be told of this room. The browser is asked for leave only here, by the choice of something that needs it. */
export function NotificationLevels({ here: { slug, title } }: { here: Here }) {
  const [level, choose] = useState(() => levelOf(slug));
  const [problem, setProblem] = useState(missing);

  async function change(wanted: Level): Promise<void> {
    choose(wanted);
    setLevel(slug, wanted);
    if (wanted === "none" || await isGranted()) return setProblem(undefined);
    choose("none");
    setProblem(REFUSED);
  }
  return (
    <Dialog title={`Notifications from ${title}`}>
      <fieldset class="dialog-options" disabled={problem === UNABLE}>
        <legend class="dialog-hint">
          While you look elsewhere, tell me of
        </legend>
        {LEVELS.map((each) => (
          <label key={each} class="dialog-option">
            <input
              type="radio"
              name="level"
              checked={each === level}
              onChange={() => change(each)}
            />
            {WORDS[each]}
          </label>
        ))}
      </fieldset>
      <p class="dialog-problem" role="alert">{problem}</p>
    </Dialog>
  );
}

const REFUSED =
  "This browser does not let Confab notify you. You can allow it in the browser's settings for this site.";
const UNABLE =
  "This browser can't notify you here. It takes a page over HTTPS and, on an iPhone or iPad, Confab on the home screen.";

function missing(): string | undefined {
  return "Notification" in globalThis && "serviceWorker" in navigator
    ? undefined
    : UNABLE;
}

async function isGranted(): Promise<boolean> {
  return await Notification.requestPermission() === "granted";
}
