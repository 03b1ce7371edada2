import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { networkOf } from "@/chat/network.ts";

const networks: [string, string][] = [
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["1::2:3:4:5:6:7", "1:0:2:3::/64"],
  ["local", "local"],
];
for (const [address, network] of networks) {
  Deno.test(`networkOf() gives '${network}' for '${address}'`, () => {
    assertEquals(networkOf(address), network);
  });
}

Deno.test("networkOf() counts IPv4 in IPv6 as IPv4 in any notation", () => {
  assertEquals(networkOf("::ffff:c000:0201"), networkOf("192.0.2.1"));
});

Deno.test("networkOf() throws for nothing that a proxy may call an address", () => {
  fc.assert(fc.property(fc.string(), (address) => void networkOf(address)));
  fc.assert(fc.property(fc.ipV6(), (address) => {
    assertEquals(networkOf(address), networkOf(address.toUpperCase()));
  }));
});
