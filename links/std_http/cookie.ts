/**
 * Reads and writes cookies (RFC 6265).
 *
 * @module
 */
export type { Cookie } from "./cookie/cookie.ts";
export { getCookies } from "./cookie/get_cookies.ts";
export { getSetCookies } from "./cookie/get_set_cookies.ts";
export { deleteCookie, setCookie } from "./cookie/set_cookie.ts";
