import { parts } from "@/components/room/links.ts";

interface MessageBodyProps {
  body: string;
  /** Says so after the words, on their last line. */
  edited?: boolean;
}

/** A person's words as text and links: nodes, never HTML, so that markup in them is only text. */
export function MessageBody({ body, edited }: MessageBodyProps) {
  return (
    <div
      class={`message-body${isOnlyEmoji(body) ? " message-emoji" : ""}`}
      dir="auto"
    >
      {parts(body).map(({ text, href }) =>
        href === undefined ? text : (
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
          >
            {text}
          </a>
        )
      )}
      {edited && " "}
      {edited && <span class="message-edited">edited</span>}
    </div>
  );
}

/** Longest body that is looked at, in UTF-16 code units: three families and the spaces between them. */
const ONLY_EMOJI_LENGTH = 40;
/** Each character fits one place only, so that a failure is found in one pass. */
const ONLY_EMOJI =
  /^\s*(?:(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}]|\p{Regional_Indicator}{2})[\p{Emoji_Modifier}\uFE0F\u200D]*\s*)+$/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** One to three emoji and nothing else are shown large. */
function isOnlyEmoji(body: string): boolean {
  return body.length <= ONLY_EMOJI_LENGTH && ONLY_EMOJI.test(body) &&
    [...graphemes.segment(body.replace(/\s/g, ""))].length <= 3;
}
