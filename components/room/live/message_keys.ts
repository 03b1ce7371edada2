import { COMPOSER } from "@/components/room/Composer.tsx";
import { messagesOf } from "@/components/room/live/anchor.ts";

/** Which way a key leads. */
const STEPS = new Map([["ArrowUp", -1], ["ArrowDown", 1]]);

/**
 * Moves the focus between the messages of a log that has it: up and down, to the first and the last, and with Escape back to where one
 * writes. What is in a message (a link, a button) keeps its keys but for these. Gives whether the key was one of them.
 */
export function moveBetweenMessages(
  log: HTMLElement,
  { key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent,
): boolean {
  if (ctrlKey || metaKey || altKey || shiftKey) return false;
  if (key === "Escape") return focusComposer();
  const target = targetOf(key, messagesOf(log), log);
  if (!target) return false;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest", behavior: "instant" });
  return true;
}

function focusComposer(): boolean {
  document.getElementById(COMPOSER)?.focus();
  return true;
}

function targetOf(
  key: string,
  messages: HTMLElement[],
  log: HTMLElement,
): HTMLElement | undefined {
  if (key === "Home") return messages[0];
  if (key === "End") return messages.at(-1);
  const step = STEPS.get(key);
  if (step === undefined) return undefined;
  const focused = messages.findIndex((message) =>
    message.contains(document.activeElement)
  );
  return focused < 0 ? entered(messages, log) : messages[focused + step];
}

/** From the log itself one comes to the last message that is in sight. */
function entered(
  messages: HTMLElement[],
  log: HTMLElement,
): HTMLElement | undefined {
  const end = log.getBoundingClientRect().bottom;
  return messages.findLast((message) =>
    message.getBoundingClientRect().top < end
  );
}
