import { COMPOSER } from "@/components/room/Composer.tsx";

/** Somewhere or someone that the switcher leads to. */
export interface Destination {
  kind: "room" | "person";
  name: string;
  /** It is open already. */
  here: boolean;
  go: () => void;
}

/** What the page shows: the rooms of its list, then those who speak in it. */
export function destinations(): Destination[] {
  return [...rooms(), ...people()];
}

/** A room is entered by its own link, so that whoever handles that one handles this. */
function rooms(): Destination[] {
  const links = [...document.querySelectorAll<HTMLElement>("a.room-link")];
  return links.map((link) => ({
    kind: "room",
    name: link.querySelector(".room-link-title")?.textContent ?? "",
    here: link.ariaCurrent === "page",
    go: () => link.click(),
  }));
}

/** Those who are to be seen in this room but oneself. To go to a person is to speak to them, so there has to be a composer. */
function people(): Destination[] {
  const box = document.getElementById(COMPOSER);
  if (!(box instanceof HTMLTextAreaElement)) return [];
  return [...names()].map((name) => ({
    kind: "person",
    name,
    here: false,
    go: () => address(box, name),
  }));
}

function names(): Set<string> {
  const authors = document.querySelectorAll(
    ".message-author:not(:has(.message-mine)) bdi",
  );
  return new Set(
    Array.from(authors, ({ textContent }) => textContent ?? "").reverse(),
  );
}

/** Writes a name where one is writing, as a word of its own. */
function address(box: HTMLTextAreaElement, name: string): void {
  const { value, selectionStart, selectionEnd } = box;
  const space = /\S$/.test(value.slice(0, selectionStart)) ? " " : "";
  box.setRangeText(`${space}@${name} `, selectionStart, selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  box.focus();
}
