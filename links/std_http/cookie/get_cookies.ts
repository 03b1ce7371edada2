/**
 * Reads the cookies of a request. Names are trimmed, values are taken as they are; of two with one name the last counts.
 *
 * The result has no prototype: a cookie may be named `__proto__`.
 *
 * @throws {SyntaxError} If a part of the header has no name, as in `a=1;` or an empty header. Anyone can send that.
 */
export function getCookies(headers: Headers): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (const part of headers.get("cookie")?.split(";") ?? []) {
    const [name, value] = splitAtEqualsSign(part);
    if (!name) {
      throw new SyntaxError(
        `Cannot read cookie "${part}": it has to have a name`,
      );
    }
    cookies[name] = value;
  }
  return cookies;
}

/** Splits at the first `=`: a value may have more of them. Without any, the whole is the name. */
export function splitAtEqualsSign(text: string): [name: string, value: string] {
  const at = text.indexOf("=");
  return at < 0
    ? [text.trim(), ""]
    : [text.slice(0, at).trim(), text.slice(at + 1)];
}
