/** What every request passes, from the outside in; `app.ts` puts them in order. */
import { STATUS_CODE } from "@std/http/status";
import type { Context, Middleware } from "fresh";
import type { State } from "@/state.ts";
import type { Chat } from "@/chat/chat.ts";
import type { Settings } from "@/settings.ts";
import { NoRoomPage } from "@/components/NoRoomPage.tsx";
import { ErrorPage } from "@/components/ErrorPage.tsx";
import { addressOf } from "./address.ts";
import {
  type Problem,
  problemOf,
  problemResponse,
  retryHeader,
} from "./problem.ts";
import { personOf, setSession } from "./session.ts";
import { networkOf } from "@/chat/network.ts";
import { goingAway, Refusal } from "@/chat/refusal.ts";
import { report } from "@/chat/report.ts";

/** Headers for everything that is sent. HSTS only over HTTPS: over HTTP it means nothing (RFC 6797, section 7.2). */
export function securityHeaders(): Middleware<State> {
  return async function securityHeaders(ctx) {
    const response = await ctx.next();
    const { headers } = response;
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "strict-origin-when-cross-origin");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set(
      "permissions-policy",
      "camera=(), microphone=(), geolocation=(), payment=()",
    );
    if (ctx.url.protocol === "https:") {
      headers.set("strict-transport-security", "max-age=31536000");
    }
    tighten(headers);
    keepPrivate(response);
    return response;
  };
}

/**
 * What says nothing of caches is a page or an answer for one person, with a session's cookie at times: no proxy may give it to others. `no-store`
 * would also cost the way back to a page as it was left. A 304 says nothing: its headers would replace those of the file that a cache has.
 */
function keepPrivate({ status, headers }: Response): void {
  if (status === STATUS_CODE.NotModified || headers.has("cache-control")) {
    return;
  }
  headers.set("cache-control", "private, no-cache");
}

/**
 * Fresh's policy upgrades every request to HTTPS, which breaks hosting over plain HTTP, and allows inline scripts where it put no nonce: on
 * what is no page. Neither can be switched off there.
 */
function tighten(headers: Headers): void {
  const policy = headers.get("content-security-policy");
  if (policy === null) return;
  const tight = policy
    .replaceAll(" 'unsafe-inline'", "")
    .replace(/;? *upgrade-insecure-requests/, "");
  headers.set("content-security-policy", tight);
}

/** Answers what is thrown: programs get problem details, people a page. */
export function errors(): Middleware<State> {
  return async function errors(ctx) {
    try {
      return await ctx.next();
    } catch (thrown) {
      const problem = problemOf(thrown);
      const known = thrown instanceof Refusal;
      if (problem.status >= 500 && !known) {
        report("request failed", thrown, { path: ctx.url.pathname });
      }
      if (ctx.url.pathname.startsWith("/api/")) return problemResponse(problem);
      const { status, retryAfter } = problem;
      return await ctx.render(errorPage(problem, ctx.params.room), {
        status,
        headers: retryHeader(retryAfter),
      });
    }
  };
}

function errorPage({ status, code, detail }: Problem, room = "") {
  if (code === "unknown_room") return <NoRoomPage slug={room} />;
  if (code === "unknown_message") {
    return (
      <ErrorPage
        status={status}
        title="There is no such message"
        text={detail}
        back={`/rooms/${room}`}
      />
    );
  }
  return <ErrorPage status={status} {...(detail && { text: detail })} />;
}

/** Gives the routes what they work with. */
export function provide(chat: Chat, settings: Settings): Middleware<State> {
  return function provide(ctx) {
    const changes = !["GET", "HEAD"].includes(ctx.req.method);
    if (changes && chat.draining) throw goingAway();
    if (changes) beUnderWay(chat, ctx.info.completed);
    ctx.state.chat = chat;
    ctx.state.settings = settings;
    ctx.state.address = addressOf(
      ctx.req.headers,
      ctx.info.remoteAddr,
      settings.trustProxy,
    );
    return ctx.next();
  };
}

/** Going down waits until the answer is with its reader, or has failed to get there. */
function beUnderWay({ underWay }: Chat, completed: Promise<void>): void {
  const end = () => underWay.end();
  underWay.begin();
  completed.then(end, end);
}

/** Finds out who asks. A page gives a newcomer a guest's session; the endpoints for programs don't, nor does `HEAD`, which shows nobody a page. */
export function session(): Middleware<State> {
  return async function session(ctx) {
    const { chat, settings } = ctx.state;
    const known = await personOf(chat, ctx.req.headers, ctx.url);
    ctx.state.person = known?.person ?? chat.people.passerBy();
    ctx.state.hasSession = known !== undefined;
    if (known?.prolonged) return withSession(ctx, known.prolonged);
    if (known || isForPrograms(ctx.url.pathname)) return ctx.next();
    if (!settings.guests) {
      throw new Refusal(
        "unauthorized",
        "Only people with an account can come in here",
      );
    }
    if (ctx.req.method === "HEAD") return ctx.next();
    const token = await welcome(ctx);
    return token === undefined ? ctx.next() : withSession(ctx, token);
  };
}

/** Gives a newcomer a session, and its token. Without one they may read; what they write would be by somebody whom no limit knows. */
async function welcome(ctx: Context<State>): Promise<string | undefined> {
  const { state, req } = ctx;
  try {
    const { person, token } = await newcomer(state);
    state.person = person;
    state.hasSession = true;
    return token;
  } catch (error) {
    if (req.method !== "GET") throw error;
    if (!(error instanceof Refusal)) report("keeping a newcomer failed", error);
  }
}

/** Throws {@linkcode Refusal} if too many come from the address, and what the store throws. */
function newcomer({ chat, address }: State) {
  const retryAfter = chat.newcomerLimit.take(networkOf(address));
  if (retryAfter === 0) return chat.people.newcomer();
  const seconds = Math.ceil(retryAfter / 1000);
  throw new Refusal(
    "rate_limited",
    `Too many new people from your address: try again in ${seconds} s`,
    { retryAfter },
  );
}

/** The answer, with the session's cookie. */
async function withSession(
  ctx: Context<State>,
  token: string,
): Promise<Response> {
  const response = await ctx.next();
  setSession(response.headers, ctx.url, token);
  return response;
}

function isForPrograms(path: string): boolean {
  return path.startsWith("/api/") ||
    ["/healthz", "/readyz", "/metrics", "/sw.js"].includes(path);
}
