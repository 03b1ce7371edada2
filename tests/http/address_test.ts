import { assertEquals } from "@std/assert";
import { addressOf } from "@/http/address.ts";

const remote: Deno.NetAddr = {
  transport: "tcp",
  hostname: "192.0.2.1",
  port: 5000,
};

function address(forwarded: string[], trustProxy: boolean): string {
  const headers = new Headers(
    forwarded.map((value): [string, string] => ["x-forwarded-for", value]),
  );
  return addressOf(headers, remote, trustProxy);
}

Deno.test("addressOf() gives the address of the other end", () => {
  assertEquals(address([], false), "192.0.2.1");
  assertEquals(address([], true), "192.0.2.1");
});

Deno.test("addressOf() ignores X-Forwarded-For where no proxy is trusted", () => {
  assertEquals(address(["203.0.113.9"], false), "192.0.2.1");
});

const forwarded: [headers: string[], address: string][] = [
  [["203.0.113.9"], "203.0.113.9"],
  [["2001:db8::1"], "2001:db8::1"],
  [["10.0.0.1, 203.0.113.9"], "203.0.113.9"],
  [["10.0.0.1,203.0.113.9 "], "203.0.113.9"],
  [["10.0.0.1", "203.0.113.9"], "203.0.113.9"],
  [["203.0.113.9:51234"], "203.0.113.9"],
  [["[2001:db8::1]:51234"], "2001:db8::1"],
  [["[2001:db8::1]"], "2001:db8::1"],
  [[""], "192.0.2.1"],
  [["203.0.113.9,"], "192.0.2.1"],
  [[" , "], "192.0.2.1"],
];
for (const [headers, expected] of forwarded) {
  Deno.test(`addressOf() takes from a trusted proxy's ${JSON.stringify(headers)} what it has added`, () => {
    assertEquals(address(headers, true), expected);
  });
}

Deno.test("addressOf() gives 'local' for a connection without an address", () => {
  const unix: Deno.UnixAddr = { transport: "unix", path: "/run/chat.sock" };
  assertEquals(addressOf(new Headers(), unix, false), "local");
});
