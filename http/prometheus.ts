/** Prometheus' text format, version 0.0.4. */
export const PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

export interface Metric {
  name: string;
  type: "counter" | "gauge" | "summary";
  help: string;
  samples: readonly Sample[];
}

export interface Sample {
  /** What follows the metric's name: a summary has `_sum` and `_count`. */
  suffix?: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** The metrics in the text format, each with its samples in a row. */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(textOf).join("");
}

function textOf({ name, type, help, samples }: Metric): string {
  return [
    `# HELP ${name} ${escaped(help)}\n`,
    `# TYPE ${name} ${type}\n`,
    ...samples.map((sample) => lineOf(name, sample)),
  ].join("");
}

function lineOf(
  name: string,
  { suffix = "", labels = {}, value }: Sample,
): string {
  const pairs = Object.entries(labels).map(([label, text]) =>
    `${label}="${escaped(text).replaceAll('"', '\\"')}"`
  );
  const braced = pairs.length > 0 ? `{${pairs.join(",")}}` : "";
  return `${name}${suffix}${braced} ${value}\n`;
}

/** Quotes are escaped in the values of labels only. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
