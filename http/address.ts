/**
 * The client's address. `X-Forwarded-For` is believed only behind a proxy of one's own, and of it only the last entry, which that
 * proxy has added: the others are whatever the client wrote.
 */
export function addressOf(
  headers: Headers,
  remote: Deno.Addr,
  trustProxy: boolean,
): string {
  const forwarded = trustProxy
    ? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  if (forwarded) return withoutPort(forwarded);
  return "hostname" in remote ? remote.hostname : "local";
}

/** Some proxies add the port, and then brackets around an IPv6 address (RFC 7239, section 6). */
function withoutPort(address: string): string {
  return address.match(/^\[(.*)\](?::\d+)?$/)?.[1] ??
    address.match(/^([\d.]+):\d+$/)?.[1] ?? address;
}
