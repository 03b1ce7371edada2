import { methods } from "@/http/methods.ts";
import { metricsOf } from "@/http/metrics.ts";
import { PROMETHEUS_TEXT, prometheusText } from "@/http/prometheus.ts";

/** Figures for the operator, of all workers of this process. Open to everyone: there are only sums in it. */
export const handler = methods({
  GET(ctx) {
    const { figures } = ctx.state.chat.rollCall;
    const { rss } = Deno.memoryUsage();
    return new Response(prometheusText(metricsOf(figures, rss)), {
      headers: {
        "content-type": PROMETHEUS_TEXT,
        "cache-control": "no-store",
      },
    });
  },
});
