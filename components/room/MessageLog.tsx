import type { ComponentChildren, JSX, Ref } from "preact";

interface MessageLogProps {
  title: string;
  children: ComponentChildren;
  scroller?: Ref<HTMLDivElement>;
  onScroll?: () => void;
  onKeyDown?: JSX.KeyboardEventHandler<HTMLDivElement>;
}

/**
 * What scrolls. The style sheet lays it out from its end (`column-reverse`), so that it opens at the newest message, stays there when
 * something grows, and does not move when older ones come in above, all before and without any script.
 *
 * A `log` reads out whatever is added; that would be one's own words and old ones too. So it is silent, and the island says what is new.
 */
export function MessageLog(
  { title, children, scroller, onScroll, onKeyDown }: MessageLogProps,
) {
  return (
    <div
      class="log"
      role="log"
      aria-live="off"
      aria-label={`Messages in ${title}`}
      tabIndex={0}
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div class="log-content">
        {children}
        <div id="bottom" />
      </div>
    </div>
  );
}
