// What may stand in a Set-Cookie header (RFC 6265 §4.1.1). Above all no `;`: it would begin another attribute.

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NOT_IN_VALUE = /[^\x21-\x7e]|[",;\\]/;
const NOT_IN_PATH = /[^\x20-\x7e]|;/;

/** @throws {SyntaxError} If the name is not a token (RFC 9110 §5.6.2). */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new SyntaxError(`Invalid cookie name: "${name}"`);
}

/** @throws {SyntaxError} If the value has a control character, a blank, one of `",;\` or is not US-ASCII. */
export function checkValue(name: string, value: string): void {
  const wrong = NOT_IN_VALUE.exec(value)?.[0];
  if (wrong === undefined) return;
  const reason = wrong > "\x7f"
    ? "only US-ASCII is allowed"
    : "this character is not allowed";
  throw new SyntaxError(
    `Invalid value of cookie "${name}": ${JSON.stringify(wrong)}, ${reason}`,
  );
}

/** @throws {SyntaxError} If the path has a control character, a `;` or is not US-ASCII. */
export function checkPath(path: string): string {
  const wrong = NOT_IN_PATH.exec(path)?.[0];
  if (wrong === undefined) return path;
  throw new SyntaxError(
    `Invalid cookie path "${path}": ${JSON.stringify(wrong)} is not allowed`,
  );
}

/** @throws {SyntaxError} If the domain begins with `-`, or ends with `.` or `-` (RFC 1034 §3.5). */
export function checkDomain(domain: string): string {
  if (!/^-|[.-]$/.test(domain)) return domain;
  throw new SyntaxError(
    `Invalid cookie domain "${domain}": it has to begin and end with a letter or digit`,
  );
}

/** @throws {RangeError} If the age is negative. */
export function checkMaxAge(seconds: number): number {
  if (seconds >= 0) return seconds;
  throw new RangeError(
    `Invalid Max-Age of cookie: ${seconds}, it has to be 0 or more`,
  );
}
