/** Puts packets, each in JSON, into one frame: a lone one as it is, several as an array. */
export function frameOf(packets: readonly string[]): string {
  const [first] = packets;
  return packets.length === 1 && first !== undefined
    ? first
    : `[${packets.join(",")}]`;
}
