import { assertEquals } from "@std/assert";
import type { OutboxStorage } from "@/client/environment.ts";
import type { Entry } from "@/client/outbox_entry.ts";
import { OutboxShelf } from "@/client/outbox_shelf.ts";

/** A storage that cannot tell who is gone, and says so of everybody. */
function withoutLocks(
  owner: string,
  stored: Map<string, string>,
): OutboxStorage {
  return {
    owner,
    keys: () => [...stored.keys()],
    get: (key) => stored.get(key) ?? null,
    set: (key, text) => void stored.set(key, text),
    remove: (key) => void stored.delete(key),
    claim: (_, claimed) => claimed(),
  };
}

function entry(key: string): Entry {
  const [, id = ""] = key.split("/");
  return {
    key,
    since: 1,
    command: { type: "post", room: "lobby", id, body: "Hello" },
  };
}

Deno.test("adopt() gives the entries of each other tab once, and never one's own", () => {
  const stored = new Map<string, string>();
  const [a, b] = [
    new OutboxShelf(withoutLocks("a", stored)),
    new OutboxShelf(withoutLocks("b", stored)),
  ];
  for (const key of [a.keyOf("1"), a.keyOf("2")]) a.save(entry(key));
  b.save(entry(b.keyOf("3")));
  const adopted: Entry[][] = [];
  for (const _ of [1, 2]) b.adopt((entries) => adopted.push(entries));
  assertEquals(adopted, [[entry("a/1"), entry("a/2")]]);
});

Deno.test("has() is false once any tab has removed the entry", () => {
  const stored = new Map<string, string>();
  const [a, b] = [
    new OutboxShelf(withoutLocks("a", stored)),
    new OutboxShelf(withoutLocks("b", stored)),
  ];
  a.save(entry("a/1"));
  assertEquals(b.has(entry("a/1")), true);
  b.remove(entry("a/1"));
  assertEquals(a.has(entry("a/1")), false);
});
