import type { Figures } from "@/bench/figures.ts";
import type { Histogram } from "./histogram.ts";

/** Percentiles in milliseconds of a histogram in microseconds. */
export function latencyFigures(latency: Histogram): Figures {
  return {
    p50: latency.quantile(0.5) / 1000,
    p99: latency.quantile(0.99) / 1000,
    p999: latency.quantile(0.999) / 1000,
  };
}
