import { assert, assertEquals } from "@std/assert";
import { BrowserStorage, type Locks } from "@/client/browser_storage.ts";

/** `localStorage` with a bound on the number of entries. */
class FakeLocalStorage implements Storage {
  readonly #entries = new Map<string, string>();
  most = Infinity;

  get length(): number {
    return this.#entries.size;
  }
  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.#entries.size >= this.most) {
      throw new DOMException("Full", "QuotaExceededError");
    }
    this.#entries.set(key, value);
  }
  removeItem(key: string): void {
    this.#entries.delete(key);
  }
  clear(): void {
    this.#entries.clear();
  }
}

/** Locks as the browser has them: one holder each, until its tab dies. */
class FakeLocks {
  readonly #holders = new Map<string, string>();

  of(tab: string): Locks {
    return {
      request: (name, { ifAvailable }, granted) => {
        assert(
          ifAvailable,
          "or one would take over from a tab that is being reloaded",
        );
        if (this.#holders.has(name)) return Promise.resolve(granted(null));
        this.#holders.set(name, tab);
        return Promise.resolve(granted({ name }));
      },
    };
  }

  kill(tab: string): void {
    for (const [name, holder] of this.#holders) {
      if (holder === tab) this.#holders.delete(name);
    }
  }
}

Deno.test("BrowserStorage keeps text under a prefix of its own", () => {
  const local = new FakeLocalStorage();
  local.setItem("theme", "dark");
  const storage = new BrowserStorage("a", local, undefined);
  storage.set("a/1", "one");
  assertEquals(local.getItem("confab:outbox:a/1"), "one");
  assertEquals(storage.keys(), ["a/1"]);
  assertEquals(storage.get("a/1"), "one");
  storage.remove("a/1");
  assertEquals(storage.get("a/1"), null);
  assertEquals(local.getItem("theme"), "dark");
});

Deno.test("BrowserStorage shows one tab what another has stored or removed", () => {
  const local = new FakeLocalStorage();
  const [a, b] = [
    new BrowserStorage("a", local, undefined),
    new BrowserStorage("b", local, undefined),
  ];
  a.set("a/1", "one");
  assertEquals(b.get("a/1"), "one");
  b.remove("a/1");
  assertEquals(a.get("a/1"), null);
});

Deno.test("BrowserStorage keeps what the browser does not take as long as the tab lives", () => {
  const local = new FakeLocalStorage();
  const storage = new BrowserStorage("a", local, undefined);
  storage.set("a/1", "one");
  local.most = 1;
  storage.set("a/2", "two");
  assertEquals(storage.keys(), ["a/1", "a/2"]);
  assertEquals(storage.get("a/2"), "two");
  local.most = 2;
  storage.set("a/2", "now saved");
  assertEquals(local.getItem("confab:outbox:a/2"), "now saved");
  storage.remove("a/2");
  assertEquals(storage.keys(), ["a/1"]);
});

Deno.test("BrowserStorage works without any storage", () => {
  const storage = new BrowserStorage("a", undefined, undefined);
  storage.set("a/1", "one");
  assertEquals(storage.get("a/1"), "one");
  storage.remove("a/1");
  assertEquals(storage.keys(), []);
});

Deno.test("BrowserStorage.claim() is granted if the tab is gone, to the first that asks", () => {
  const local = new FakeLocalStorage();
  const locks = new FakeLocks();
  const [, b, c] = ["a", "b", "c"].map((owner) =>
    new BrowserStorage(owner, local, locks.of(owner))
  );
  const granted: string[] = [];
  const ask = () => {
    b?.claim("a", () => granted.push("b"));
    c?.claim("a", () => granted.push("c"));
  };
  ask();
  assertEquals(granted, []);
  locks.kill("a");
  ask();
  assertEquals(granted, ["b"]);
  locks.kill("b");
  c?.claim("a", () => granted.push("c"));
  assertEquals(granted, ["b", "c"]);
});

Deno.test("BrowserStorage.claim() warns if the browser refuses to tell", async () => {
  const warned = Promise.withResolvers<unknown>();
  const original = console.warn;
  console.warn = (text) => warned.resolve(text);
  const refusing: Locks = {
    request: () =>
      Promise.reject(new DOMException("Sandboxed", "SecurityError")),
  };
  new BrowserStorage("a", undefined, refusing);
  assertEquals(await warned.promise, "Cannot tell whether tab 'a' is gone");
  console.warn = original;
});

Deno.test("BrowserStorage.claim() is granted at once where there are no locks", () => {
  const granted: string[] = [];
  new BrowserStorage("b", new FakeLocalStorage(), undefined).claim(
    "a",
    () => granted.push("a"),
  );
  assertEquals(granted, ["a"]);
});
