import { computed, Signal } from "@preact/signals";
import { CONSTANTS, HOLE, type Reference, type Row } from "./serial_format.ts";

/** Gives a slot's number for a node of JSX, and undefined for anything else. */
export type SlotOf = (value: object) => number | undefined;

/** The signals package does not export this class. */
const Computed: object = Object.getPrototypeOf(computed(() => 0));

/** Turns values into the rows of one table. */
export class Serialiser {
  readonly #rows: Row[] = [];
  readonly #references: Map<unknown, Reference> = new Map();
  readonly #slotOf: SlotOf;

  constructor(slotOf: SlotOf) {
    this.#slotOf = slotOf;
  }

  /**
   * Adds a value, unless it is there already.
   *
   * @throws {TypeError} if the value is or contains a function
   */
  add(value: unknown): Reference {
    const constant = constantOf(value);
    if (constant !== undefined) return constant;
    const known = this.#references.get(value);
    if (known !== undefined) return known;
    const reference = this.#rows.push(null) - 1;
    this.#references.set(value, reference);
    this.#rows[reference] = this.#row(value);
    return reference;
  }

  /** The table as JSON. */
  toString(): string {
    return JSON.stringify(this.#rows);
  }

  #row(value: unknown): Row {
    switch (typeof value) {
      case "string":
      case "number":
      case "boolean":
        return value;
      case "bigint":
        return ["bigint", String(value)];
      case "symbol":
        return ["symbol"]; // Fresh fails over it in the browser, not here.
      case "object":
        return value === null ? null : this.#objectRow(value);
      default:
        throw new TypeError(
          "A function cannot be sent to the browser; define it in the island",
        );
    }
  }

  #objectRow(value: object): Row {
    const slot = value instanceof Signal ? undefined : this.#slotOf(value);
    if (slot !== undefined) return ["slot", slot];
    if (Array.isArray(value)) return this.#arrayRow(value);
    return this.#containerRow(value) ?? plainRow(value) ??
      this.#recordRow(value);
  }

  #arrayRow(array: readonly unknown[]): Row {
    return Array.from(array, (item, i) => i in array ? this.add(item) : HOLE);
  }

  #containerRow(value: object): Row | undefined {
    if (value instanceof Signal) {
      return [
        Object.prototype.isPrototypeOf.call(Computed, value)
          ? "computed"
          : "signal",
        this.add(value.peek()),
      ];
    }
    if (value instanceof Set) {
      return [
        "set",
        ...Array.from(value, (item) => this.add(item)),
      ];
    }
    if (value instanceof Map) {
      return [
        "map",
        ...[...value].flat(1).map((item) => this.add(item)),
      ];
    }
  }

  #recordRow(value: object): Row {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.add(item)]),
    );
  }
}

/** Most values are strings or objects, which none of them is. */
function constantOf(value: unknown): Reference | undefined {
  if (typeof value !== "number" && value !== undefined) return undefined;
  const index = CONSTANTS.findIndex((each) => Object.is(each, value));
  return index < 0 ? undefined : -index - 1;
}

/** Rows of values that contain no others. */
function plainRow(value: object): Row | undefined {
  if (value instanceof Date) return ["date", String(value.toJSON())];
  if (value instanceof URL) return ["url", value.href];
  if (value instanceof RegExp) return ["regexp", value.source, value.flags];
  if (value instanceof Uint8Array) return ["bytes", value.toBase64()];
  const temporal = /^Temporal\.(\w+)$/.exec(
    Object.prototype.toString.call(value).slice(8, -1),
  )?.[1];
  return temporal === undefined
    ? undefined
    : ["temporal", temporal, String(value)];
}
