import type { Ref } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { BODY_CODE_POINTS } from "@/chat/limits.ts";
import {
  draftBefore,
  saveDraft,
  saveDrafts,
} from "@/components/room/live/drafts.ts";
import { place } from "@/components/room/live/place.ts";
import { isTouchScreen } from "@/components/room/live/send_key.ts";

/** Code points left below which the counter shows. */
const TIGHT = 500;
/** Most lines that the field shows at once. */
const LINES = 8;

/** What was selected in each room when it was left. */
const selections = new Map<string, [start: number, end: number]>();

export interface Field {
  textarea: Ref<HTMLTextAreaElement>;
  /** Code points left, negative if there are too many; nothing while there is room enough. */
  left: number | undefined;
  /** To be called when the reader has typed. */
  changed: () => void;
  text: () => string;
  fill: (text: string) => void;
  focus: () => void;
}

/**
 * What one writes in. The words stay in the browser's own field, and nothing here comes between a person and their keys: they are only
 * counted, kept as the room's draft, and given the lines that they need.
 */
export function useField(slug: string, words: string): Field {
  const textarea = useRef<HTMLTextAreaElement>(null);
  const [left, setLeft] = useState(() => codePointsLeft(words));

  function changed(): void {
    const field = textarea.current;
    if (!field) return;
    saveDraft(slug, field.value);
    setLeft(codePointsLeft(field.value));
    fitLines(field);
  }
  function fill(text: string): void {
    if (textarea.current) textarea.current.value = text;
    changed();
  }
  // Before the field is seen: what is typed then goes into it.
  useLayoutEffect(() => {
    const field = textarea.current;
    if (!field) return;
    prepare(field);
    fill(draftBefore(slug, field.value));
    const [start, end] = selections.get(slug) ?? [];
    if (start !== undefined && end !== undefined) {
      field.setSelectionRange(start, end);
    }
    return () => {
      const { selectionStart, selectionEnd } = field;
      selections.set(slug, [selectionStart, selectionEnd]);
    };
  }, []);
  useEffect(() => {
    addEventListener("pagehide", saveDrafts);
    return () => removeEventListener("pagehide", saveDrafts);
  }, []);

  return {
    textarea,
    left,
    changed,
    fill,
    text: () => textarea.current?.value ?? "",
    focus: () => textarea.current?.focus(),
  };
}

/** Nothing while there is room enough: counting is left for when it matters. */
export function codePointsLeft(text: string): number | undefined {
  if (text.length <= BODY_CODE_POINTS - TIGHT) return undefined;
  const left = BODY_CODE_POINTS - [...text].length;
  return left < TIGHT ? left : undefined;
}

/** On a touch screen the keyboard would cover what one came to read, and its Enter breaks the line. */
function prepare(field: HTMLTextAreaElement): void {
  if (isTouchScreen()) field.enterKeyHint = "enter";
  else if (isWaitedFor() && location.hash === "") {
    field.focus({ preventScroll: true });
  }
}

/** The page is new and nothing has the focus yet, or another room was left for this one. */
function isWaitedFor(): boolean {
  return document.activeElement === document.body || place.peek() !== undefined;
}

/** Where the browser does not fit the field to its text (`field-sizing`), the number of rows does. */
function fitLines(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.rows = 1;
  while (field.rows < LINES && field.scrollHeight > field.clientHeight) {
    field.rows++;
  }
}
