/**
 * Events and messages are kept as the JSON text that goes over the wire, in UTF-8: Deno KV takes bytes as they are, a body of
 * 8,000 code points fits its 64 KiB whatever it holds, and a replay needs no parsing.
 */
const encoder = new TextEncoder();
// Otherwise it would take a byte order mark at the beginning for none of the text.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Throws `TypeError` if the stored value is not text. */
export function toText(stored: unknown): string {
  if (!(stored instanceof Uint8Array)) {
    throw new TypeError(`Expected stored text, found ${typeof stored}`);
  }
  return decoder.decode(stored);
}

/** Of all texts together, in UTF-16 code units: for bounds that need not be exact. */
export function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** For ids and tokens: what may stand in an address and a cookie as it is (RFC 4648, section 5). */
export function base64Url(bytes: Uint8Array<ArrayBuffer>): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
