import type { JSX, Ref } from "preact";
import { Icon } from "@/components/Icon.tsx";

/** The element that one writes in. */
export const COMPOSER = "write";

/** What the page's form starts with. */
export interface ComposerSeed {
  /** The command's id: a form that is sent twice posts once. */
  id: string;
  /** Words that were refused, to be put right. */
  body?: string;
  /** Why they were. */
  problem?: string;
}

interface ComposerProps {
  title: string;
  seed: ComposerSeed;
  problem?: string;
  /** Code points left, once it gets tight. */
  left?: number;
  form?: Ref<HTMLFormElement>;
  textarea?: Ref<HTMLTextAreaElement>;
  on?: ComposerEvents;
}

export interface ComposerEvents {
  onSubmit: JSX.SubmitEventHandler<HTMLFormElement>;
  onInput: JSX.InputEventHandler<HTMLTextAreaElement>;
  onKeyDown: JSX.KeyboardEventHandler<HTMLTextAreaElement>;
  onCompositionEnd: () => void;
}

/** Where one writes. A plain form: it posts and comes back; the island only spares the way. */
export function Composer(
  { title, seed, problem, left, form, textarea, on }: ComposerProps,
) {
  return (
    <form
      class="composer"
      method="post"
      aria-label="New message"
      ref={form}
      onSubmit={on?.onSubmit}
    >
      <input type="hidden" name="id" value={seed.id} />
      <div class="composer-notes">
        <p class="composer-problem" id="composer-problem" role="alert">
          {problem && (
            <>
              <Icon name="alert" /> {problem}
            </>
          )}
        </p>
        <p
          class={`composer-left${
            left !== undefined && left < 0 ? " composer-over" : ""
          }`}
          id="composer-left"
        >
          {left !== undefined && leftInWords(left)}
        </p>
      </div>
      <div class="composer-box">
        <textarea
          class="composer-text"
          id={COMPOSER}
          name="body"
          rows={1}
          dir="auto"
          required
          enterkeyhint="send"
          placeholder={`Message ${title}`}
          aria-label={`Message ${title}`}
          aria-describedby="composer-problem composer-left"
          aria-invalid={problem !== undefined}
          defaultValue={seed.body}
          ref={textarea}
          onInput={on?.onInput}
          onKeyDown={on?.onKeyDown}
          onCompositionEnd={on?.onCompositionEnd}
        />
        <button
          class="composer-send"
          type="submit"
          aria-label="Send"
          title="Send"
          onMouseDown={on && keepFocus}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function leftInWords(left: number): string {
  return left < 0
    ? `${(-left).toLocaleString("en")} too many`
    : `${left.toLocaleString("en")} left`;
}

/** The button must not take the focus: on a phone the keyboard would go. */
function keepFocus(event: Event) {
  event.preventDefault();
}
