/** What can be chosen with `--scenario`. */
export const SCENARIO_NAMES = [
  "fan-out",
  "quiet-rooms",
  "steady-50",
  "steady-1000",
  "commits",
  "one-by-one",
  "idle",
  "storm",
  "resume",
  "pages",
  "cold-start",
] as const;

/** How cost grows; chosen in the same way. */
export const CURVE_NAMES = [
  "by-readers",
  "by-rooms",
  "by-size",
  "by-history",
  "by-workers",
] as const;

export type ScenarioName = typeof SCENARIO_NAMES[number];
export type CurveName = typeof CURVE_NAMES[number];
