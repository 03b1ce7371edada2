import type { Cookie } from "./cookie.ts";
import { splitAtEqualsSign } from "./get_cookies.ts";

/**
 * Reads the cookies that a response sets, with their attributes.
 *
 * Those that a browser would refuse are left out, with a warning: a negative `Max-Age`, a `__Host-` or `__Secure-` name
 * whose promise is broken (RFC 6265bis §4.1.3).
 */
export function getSetCookies(headers: Headers): Cookie[] {
  return headers.getSetCookie().map(parse).filter(isAcceptable);
}

function parse(header: string): Cookie {
  const [pair = "", ...attributes] = header.split(";").map((part) =>
    part.trim()
  );
  const [name, value] = splitAtEqualsSign(pair);
  const cookie: Cookie = { name, value };
  for (const attribute of attributes) readAttribute(cookie, attribute);
  return cookie;
}

/** What is unknown, or makes no sense, is kept as text. */
function readAttribute(cookie: Cookie, attribute: string): void {
  const [name, value] = splitAtEqualsSign(attribute);
  const known = READERS.get(name.toLowerCase())?.(value);
  if (known) Object.assign(cookie, known);
  else cookie.unparsed = [...cookie.unparsed ?? [], attribute];
}

type Reader = (value: string) => Partial<Cookie> | undefined;

const READERS = new Map<string, Reader>([
  ["expires", readExpires],
  ["max-age", readMaxAge],
  ["domain", (domain) => ({ domain })],
  ["path", (path) => ({ path })],
  ["secure", () => ({ secure: true })],
  ["httponly", () => ({ httpOnly: true })],
  ["samesite", readSameSite],
]);

function readExpires(value: string): Partial<Cookie> | undefined {
  const expires = new Date(value);
  return isNaN(expires.getTime()) ? undefined : { expires };
}

function readMaxAge(value: string): Partial<Cookie> | undefined {
  return /^-?\d+$/.test(value) ? { maxAge: Number(value) } : undefined;
}

function readSameSite(value: string): Partial<Cookie> | undefined {
  const lowerCase = value.toLowerCase();
  const sameSite = SAME_SITE.find((known) => known.toLowerCase() === lowerCase);
  return sameSite && { sameSite };
}

const SAME_SITE = ["Strict", "Lax", "None"] as const;

function isAcceptable(cookie: Cookie): boolean {
  const reason = reasonToRefuse(cookie);
  if (reason) console.warn(`Cookie "${cookie.name}" is ignored: ${reason}`);
  return !reason;
}

function reasonToRefuse(
  { name, maxAge, secure, domain, path }: Cookie,
): string | undefined {
  if (maxAge !== undefined && maxAge < 0) return "Max-Age has to be 0 or more";
  if (/^__(Secure|Host)-/.test(name) && !secure) {
    return "its name demands Secure";
  }
  if (name.startsWith("__Host-") && domain !== undefined) {
    return "its name forbids a Domain";
  }
  if (name.startsWith("__Host-") && path !== "/") {
    return "its name demands Path=/";
  }
}
