/** Tells whether a value from outside has a certain shape. Smaller than a schema library, and no more than the client needs. */
export type Check = (value: unknown) => boolean;
/** A check for each field of `T`. */
export type Shape<T> = { [Name in keyof T]-?: Check };

export const text: Check = (value) => typeof value === "string";
export const flag: Check = (value) => typeof value === "boolean";
export const number: Check = (value) => Number.isFinite(value);
export const seq: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0;

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function recordOf(check: Check): Check {
  return (value) => isRecord(value) && Object.values(value).every(check);
}

/** An object with these fields at least. */
export function has(fields: Record<string, Check>): Check {
  const list = Object.entries(fields);
  return (value) =>
    isRecord(value) && list.every(([name, check]) => check(value[name]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads JSON that may be none: then gives undefined. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
