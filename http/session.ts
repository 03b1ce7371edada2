import { getCookies, setCookie } from "@std/http/cookie";
import type { Person } from "@/chat/people.ts";
import { SESSION_MS } from "@/chat/limits.ts";
import type { Chat } from "@/chat/chat.ts";
import type { State } from "@/state.ts";
import { Refusal } from "@/chat/refusal.ts";

/** Over HTTPS the prefix makes browsers refuse a cookie that another host or plain HTTP has set (RFC 6265bis, section 4.1.3.2). */
function cookieName(url: URL): string {
  return url.protocol === "https:" ? "__Host-session" : "session";
}

/** Somebody who has a session. */
export interface Known {
  person: Person;
  /** The token that the browser is to keep for longer. */
  prolonged?: string;
}

/** Who has a session, from the cookie or `Authorization: Bearer`. Throws {@linkcode Refusal} for a token that nobody has. */
export async function personOf(
  chat: Chat,
  headers: Headers,
  url: URL,
): Promise<Known | undefined> {
  const bearer = bearerToken(headers);
  if (bearer !== undefined) {
    const person = await chat.people.bySession(bearer);
    if (!person) {
      throw new Refusal(
        "unauthorized",
        "Cannot accept this token: it is unknown or has expired",
      );
    }
    return { person };
  }
  const token = cookiesOf(headers)[cookieName(url)];
  if (!token) return undefined;
  // The answer to a handshake sets no cookie; a session that outlives its cookie is of no use.
  const visit = await chat.people.visit(token, !headers.has("upgrade"));
  if (!visit) return undefined;
  const { person, prolonged } = visit;
  return { person, ...(prolonged && { prolonged: token }) };
}

export function setSession(headers: Headers, url: URL, token: string): void {
  setCookie(headers, {
    name: cookieName(url),
    value: token,
    httpOnly: true,
    sameSite: "Lax",
    path: "/",
    secure: url.protocol === "https:",
    maxAge: SESSION_MS / 1000,
  });
}

/** RFC 6750, section 2.1. */
function bearerToken(headers: Headers): string | undefined {
  return headers.get("authorization")?.match(/^Bearer +(\S+)$/i)?.[1];
}

/** A header that can't be read counts as none: it comes from outside, and `getCookies` throws for a stray semicolon. */
function cookiesOf(headers: Headers): Record<string, string> {
  try {
    return getCookies(headers);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** What changes something needs a session, a cookie's or a bot's. Throws {@linkcode Refusal}. */
export function mustHaveSession(state: State): void {
  if (state.hasSession) return;
  throw new Refusal(
    "unauthorized",
    "Cannot do this without a session: send the cookie of one, or 'Authorization: Bearer'",
  );
}

/** Who has no session may read where guests may come in. Throws {@linkcode Refusal}. */
export function mayRead({ hasSession, settings }: State): void {
  if (hasSession || settings.guests) return;
  throw new Refusal(
    "unauthorized",
    "Cannot come in without a session: sign in first",
  );
}
