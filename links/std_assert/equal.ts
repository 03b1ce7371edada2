/**
 * Tells whether two values are deeply equal.
 *
 * Primitives are compared by `Object.is`, except that `0` equals `-0`. Objects must be of the same class (no prototype
 * counts as plain) and have equal own enumerable properties: `{ a: undefined }` differs from `{}`. `Date`, `RegExp`,
 * `URL`, errors, binary data, `Set` and `Map` are compared by content, the last two in any order; functions by identity.
 */
export function equal(a: unknown, b: unknown): boolean {
  return new Comparison().equal(a, b);
}

class Comparison {
  /** Pairs under way. Values that contain themselves end here: such a pair is equal if nothing else differs. */
  #open = new Map<object, Set<object>>();

  equal(a: unknown, b: unknown): boolean {
    if (a === b || Object.is(a, b)) return true;
    if (!isObject(a) || !isObject(b) || !sameClass(a, b)) return false;
    if (this.#open.get(a)?.has(b)) return true;
    return this.#whileOpen(
      a,
      b,
      () => this.#sameContent(a, b) && this.#sameProperties(a, b),
    );
  }

  /** Forgets the pair afterwards: what held while it was only assumed need not hold once it turned out unequal. */
  #whileOpen(a: object, b: object, compare: () => boolean): boolean {
    const partners = this.#open.get(a) ?? new Set();
    this.#open.set(a, partners.add(b));
    const same = compare();
    partners.delete(b);
    return same;
  }

  #sameContent(a: object, b: object): boolean {
    if (a instanceof Date && b instanceof Date) {
      return Object.is(a.getTime(), b.getTime());
    }
    if (isText(a) && isText(b)) return String(a) === String(b);
    if (a instanceof Error && b instanceof Error) {
      return a.message === b.message;
    }
    if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
      return sameBytes(new Uint8Array(a), new Uint8Array(b));
    }
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length;
    if (a instanceof Set && b instanceof Set) {
      return this.#sameMembers([...a], [...b]);
    }
    if (a instanceof Map && b instanceof Map) {
      return this.#sameMembers([...a], [...b]);
    }
    return true;
  }

  /** Each of `a` has its own partner in `b`. Equality is transitive, so any partner is as good as another. */
  #sameMembers(a: unknown[], b: unknown[]): boolean {
    return a.length === b.length && a.every((member) => {
      const partner = b.findIndex((candidate) => this.equal(member, candidate));
      return partner >= 0 && b.splice(partner, 1).length === 1;
    });
  }

  #sameProperties(a: object, b: object): boolean {
    const keys = propertiesOf(a);
    return keys.length === propertiesOf(b).length &&
      keys.every((key) =>
        Object.hasOwn(b, key) &&
        this.equal(Reflect.get(a, key), Reflect.get(b, key))
      );
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isText(value: object): value is RegExp | URL {
  return value instanceof RegExp || value instanceof URL;
}

function sameClass(a: object, b: object): boolean {
  return classOf(a) === classOf(b);
}

function classOf(value: object): unknown {
  return value.constructor ?? Object;
}

function propertiesOf(value: object): PropertyKey[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key)
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
