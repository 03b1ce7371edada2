/** Any class, abstract ones too, whatever its constructor takes. */
export type ClassOf<T> = abstract new (...args: never[]) => T;

/** Names what a value is: its class, or its type if it has none. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an instance of "${
    value.constructor?.name ?? "Object without prototype"
  }"`;
}
