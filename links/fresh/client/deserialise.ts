import { computed, signal } from "@preact/signals";
import { CONSTANTS, HOLE, type Reference } from "../serial_format.ts";

/** Finds a value by its reference; one reference always gives one and the same value. */
export type Revive = (reference: Reference) => unknown;

type Payload = (string | number | null)[];
type Keep = <T>(value: T) => T;

/** Kinds that contain no other values. */
const PLAIN: Record<string, (first: string, second: string) => unknown> = {
  bigint: (digits) => BigInt(digits),
  bytes: (base64) =>
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
  date: (iso) => new Date(iso),
  regexp: (source, flags) => new RegExp(source, flags),
  temporal: (type, text) => Reflect.get(Temporal, type).from(text),
  url: (href) => new URL(href),
};

/**
 * The inverse of the server's serialiser.
 *
 * @param slot Gives what stands for a slot's content
 * @throws {TypeError} when a value is revived that had no form to be sent in
 */
export function deserialise(
  json: string,
  slot: (number: number) => unknown,
): Revive {
  const rows: unknown[] = JSON.parse(json);
  const known = new Map<Reference, unknown>();
  return revive;

  function revive(reference: Reference): unknown {
    if (reference < 0) return CONSTANTS[-reference - 1];
    const keep: Keep = (value) => (known.set(reference, value), value);
    return known.has(reference)
      ? known.get(reference)
      : keep(fromRow(rows[reference], keep));
  }

  /** What contains other values is kept before those are revived, as it may be among them. */
  function fromRow(row: unknown, keep: Keep): unknown {
    if (typeof row !== "object" || row === null) return row;
    if (!Array.isArray(row)) return record(row, keep({}));
    return typeof row[0] === "string"
      ? fromKind(row[0], row.slice(1), keep)
      : array(row, keep([]));
  }

  /** Keys are defined rather than assigned: one may be `__proto__`. */
  function record(row: object, result: object): object {
    for (const [key, reference] of Object.entries(row)) {
      const value = revive(reference);
      Object.defineProperty(result, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return result;
  }

  function array(row: Reference[], result: unknown[]): unknown[] {
    result.length = row.length;
    row.forEach((reference, i) => {
      if (reference !== HOLE) result[i] = revive(reference);
    });
    return result;
  }

  function fromKind(kind: string, payload: Payload, keep: Keep): unknown {
    const item = (i: number) => revive(Number(payload[i]));
    if (kind === "slot") return slot(Number(payload[0]));
    if (kind === "computed") return constant(item(0));
    if (kind === "signal") {
      const result = keep(signal<unknown>());
      result.value = item(0);
      return result;
    }
    if (kind === "set") {
      const result = keep(new Set());
      payload.forEach((_, i) => result.add(item(i)));
      return result;
    }
    if (kind === "map") {
      const result = keep(new Map());
      for (let i = 0; i < payload.length; i += 2) {
        result.set(item(i), item(i + 1));
      }
      return result;
    }
    const plain = PLAIN[kind];
    if (!plain) throw new TypeError(`Cannot give a '${kind}' to an island`);
    return plain(String(payload[0]), String(payload[1]));
  }
}

function constant<T>(value: T) {
  return computed(() => value);
}
