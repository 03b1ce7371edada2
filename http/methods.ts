import type { Context } from "fresh";
import { HttpError } from "fresh";
import type { State } from "@/state.ts";
import { problemOf, problemResponse } from "./problem.ts";

type Answer = (ctx: Context<State>) => Response | Promise<Response>;

/**
 * The handler of an endpoint for programs: answers other methods with 405 and `Allow` (RFC 9110, section 15.5.6), which a route file by
 * itself would answer with 404.
 */
export function methods(answers: { GET?: Answer; POST?: Answer }): Answer {
  const known = new Map<string, Answer>(Object.entries(answers));
  const allow = [...known.keys(), ...(answers.GET ? ["HEAD"] : [])].join(", ");
  return (ctx) => {
    const method = ctx.req.method === "HEAD" ? "GET" : ctx.req.method;
    const answer = known.get(method);
    if (answer) return answer(ctx);
    const response = problemResponse(
      problemOf(new HttpError(405, `Cannot ${method} here: use ${allow}`)),
    );
    response.headers.set("allow", allow);
    return response;
  };
}
