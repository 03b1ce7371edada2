/** Which network an address counts for: an IPv4 address is one; of IPv6, a household has a whole /64 (RFC 6177). */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const groups = groupsOf(address);
  return mappedIpv4(groups) ??
    `${groups.slice(0, 4).map((group) => group.toString(16)).join(":")}::/64`;
}

/** The eight groups of an IPv6 address (RFC 4291, section 2.2), its zone left out. */
function groupsOf(address: string): number[] {
  const [front = "", back] = address.replace(/%.*$/, "").split("::");
  const head = parse(front);
  const tail = parse(back ?? "");
  const zeros = Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array<number>(zeros).fill(0), ...tail];
}

/** The last four bytes may be written as IPv4. */
function parse(part: string): number[] {
  const groups = part.split(":").filter((group) => group !== "");
  return groups.flatMap((group) => {
    if (!group.includes(".")) return [parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** The IPv4 address in an IPv4-mapped one (RFC 4291, section 2.5.5.2). */
function mappedIpv4(groups: number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) &&
    groups[5] === 0xffff;
  if (!mapped) return undefined;
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
