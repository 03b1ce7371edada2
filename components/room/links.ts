/** A stretch of a body: plain, or the address of a page. */
export interface Part {
  text: string;
  href?: string;
}

/**
 * Where an address may be: from its scheme to the next white space, quote or angle bracket. Controls of the writing direction end
 * it too, since inside an address they would show another one than is followed. No repetition in it can match in two ways, so the
 * time is linear in the text.
 */
const CANDIDATE =
  /\bhttps?:\/\/[^\s<>"'`\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gi;

/** Splits a body at the addresses in it. The parts together are the body, to the letter. */
export function parts(body: string): Part[] {
  const result: Part[] = [];
  let end = 0;
  for (const match of body.matchAll(CANDIDATE)) {
    const text = withoutTail(match[0]);
    const href = pageAddress(text);
    if (href === undefined) continue;
    if (match.index > end) result.push({ text: body.slice(end, match.index) });
    result.push({ text, href });
    end = match.index + text.length;
  }
  if (end < body.length) result.push({ text: body.slice(end) });
  return result;
}

/** Punctuation at the end belongs to the sentence; so does a bracket that the address has not opened. */
function withoutTail(text: string): string {
  let open = count(text, "(") - count(text, ")");
  let end = text.length;
  for (; end > 0; end--) {
    const last = text.charAt(end - 1);
    if (last === ")" ? open >= 0 : !".,:;!?*_~]}".includes(last)) break;
    if (last === ")") open++;
  }
  return text.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Only pages, and none that shows a name and a password before its host: `https://bank.example@evil.example`. */
function pageAddress(text: string): string | undefined {
  const url = parseUrl(text);
  if (url === undefined || url.username !== "" || url.password !== "") {
    return undefined;
  }
  return url.protocol === "https:" || url.protocol === "http:"
    ? url.href
    : undefined;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}
