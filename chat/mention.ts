/** A letter, a digit or what else holds a word together. */
const WORD = /[\p{L}\p{N}\p{M}_]/u;

/**
 * True if the text names the person: `@` and the whole name, in capitals or not. "@Ada" and "(@ada!)" name Ada, "@Adam" and
 * "x@ada" do not. Pure, so that the server and the page agree.
 */
export function isNamed(name: string, text: string): boolean {
  if (!text.includes("@")) return false;
  const words = fold(text);
  const wanted = fold(`@${name}`);
  for (
    let at = words.indexOf(wanted);
    at >= 0;
    at = words.indexOf(wanted, at + 1)
  ) {
    const before = [...words.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const [after = ""] = words.slice(
      at + wanted.length,
      at + wanted.length + 2,
    );
    if (!WORD.test(before) && !WORD.test(after)) return true;
  }
  return false;
}

/** Names are kept in NFKC; what is typed may be written otherwise. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
