import type { Cookie } from "./cookie.ts";
import {
  checkDomain,
  checkMaxAge,
  checkName,
  checkPath,
  checkValue,
} from "./syntax.ts";

/**
 * Appends a `Set-Cookie` header; nothing if the name is empty.
 *
 * The name's prefix is a promise to the browser (RFC 6265bis §4.1.3), so **the given cookie is changed** to keep it:
 * `__Secure` makes it secure, `__Host` also takes the domain away and sets the path to `/`.
 *
 * @throws {SyntaxError} If the name, value, path or domain has something that is not allowed there.
 * @throws {RangeError} If `maxAge` is negative.
 */
export function setCookie(headers: Headers, cookie: Cookie): void {
  if (cookie.name === "") return;
  keepPromiseOfName(cookie);
  headers.append("Set-Cookie", write(cookie));
}

/**
 * Appends a `Set-Cookie` header that makes the browser forget a cookie.
 *
 * @param attributes Path and domain have to be those that it was set with.
 */
export function deleteCookie(
  headers: Headers,
  name: string,
  attributes: Pick<
    Cookie,
    "path" | "domain" | "secure" | "httpOnly" | "partitioned"
  > = {},
): void {
  const { path, domain, secure, httpOnly, partitioned } = attributes;
  const expires = new Date(0);
  setCookie(headers, {
    name,
    value: "",
    expires,
    path,
    domain,
    secure,
    httpOnly,
    partitioned,
  });
}

function keepPromiseOfName(cookie: Cookie): void {
  if (!/^__(Secure|Host)/.test(cookie.name)) return;
  cookie.secure = true;
  if (!cookie.name.startsWith("__Host")) return;
  cookie.path = "/";
  delete cookie.domain;
}

function write({ name, value, ...attributes }: Cookie): string {
  checkName(name);
  checkValue(name, value);
  return [`${name}=${value}`, ...writeAttributes(attributes)].join("; ");
}

function writeAttributes(attributes: Omit<Cookie, "name" | "value">): string[] {
  const {
    secure,
    httpOnly,
    partitioned,
    domain,
    sameSite,
    path,
    expires,
    unparsed,
  } = attributes;
  const written: string[] = [];
  if (secure) written.push("Secure");
  if (httpOnly) written.push("HttpOnly");
  if (partitioned) written.push("Partitioned");
  written.push(...writeMaxAge(attributes.maxAge));
  if (domain) written.push(`Domain=${checkDomain(domain)}`);
  if (sameSite) written.push(`SameSite=${sameSite}`);
  if (path) written.push(`Path=${checkPath(path)}`);
  if (expires) written.push(`Expires=${new Date(expires).toUTCString()}`);
  return written.concat(unparsed ?? []);
}

/** A fraction of a second is left out silently. */
function writeMaxAge(seconds: number | undefined): string[] {
  if (seconds === undefined || !Number.isInteger(seconds)) return [];
  return [`Max-Age=${checkMaxAge(seconds)}`];
}
