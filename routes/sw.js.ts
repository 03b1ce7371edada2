import { asset } from "fresh/runtime";
import { methods } from "@/http/methods.ts";

/**
 * The service worker: a few words that differ from build to build, so that browsers notice a new one, and lead to the rest. Not a static
 * file, since those don't know the build.
 */
export const handler = methods({
  GET(ctx) {
    const script = asset("/service_worker.js");
    const build = new URL(script, ctx.url).searchParams.get("__frsh_c");
    const text = `self.build = ${JSON.stringify(build)};
importScripts(${JSON.stringify(script)});
`;
    return new Response(text, {
      headers: {
        "content-type": "text/javascript; charset=UTF-8",
        "cache-control": "no-cache",
      },
    });
  },
});
