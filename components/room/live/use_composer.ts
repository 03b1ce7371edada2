import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type {
  ComposerEvents,
  ComposerSeed,
} from "@/components/room/Composer.tsx";
import { isSendKey, isTouchScreen } from "@/components/room/live/send_key.ts";
import { codePointsLeft, useField } from "@/components/room/live/use_field.ts";

export interface ComposerControl {
  form: Ref<HTMLFormElement>;
  textarea: Ref<HTMLTextAreaElement>;
  problem: string | undefined;
  left: number | undefined;
  on: ComposerEvents;
  /** Puts words back that were sent before, after what is being written. */
  takeBack: (body: string) => void;
}

/** What becomes of what is written. */
interface Writer {
  send: (body: string) => void;
  /** Called with true on and on while something is being written, with false when it is not any more. */
  compose: (on: boolean) => void;
}

/** Lets the form send without leaving the page. */
export function useComposer(
  slug: string,
  seed: ComposerSeed,
  { send, compose }: Writer,
): ComposerControl {
  const form = useRef<HTMLFormElement>(null);
  const field = useField(slug, seed.body ?? "");
  const [problem, setProblem] = useState(seed.problem);
  /** Safari ends the composition before it tells of the Enter that ended it. */
  const composed = useRef(false);

  function submit(event: Event): void {
    event.preventDefault();
    const body = field.text().trimEnd();
    if (body.trim() === "") return;
    const left = codePointsLeft(body) ?? 0;
    if (left < 0) return setProblem(tooLong(-left));
    setProblem(undefined);
    compose(false);
    send(body);
    field.fill("");
  }
  function takeBack(body: string): void {
    field.fill([field.text(), body].filter(Boolean).join("\n"));
    field.focus();
  }
  useEffect(() => {
    // An empty form does nothing here; the browser need not explain it.
    if (form.current) form.current.noValidate = true;
  }, []);

  const on: ComposerEvents = {
    onSubmit: submit,
    onInput: () => {
      field.changed();
      compose(field.text().trim() !== "");
      setProblem(undefined);
    },
    onKeyDown: (event) => {
      if (!composed.current && isSendKey(event, isTouchScreen())) submit(event);
    },
    onCompositionEnd: () => {
      composed.current = true;
      setTimeout(() => composed.current = false);
    },
  };
  return {
    form,
    textarea: field.textarea,
    left: field.left,
    problem,
    on,
    takeBack,
  };
}

function tooLong(over: number): string {
  const characters = over === 1
    ? "1 character"
    : `${over.toLocaleString("en")} characters`;
  return `Too long by ${characters}. Shorten it, or send it in parts.`;
}
