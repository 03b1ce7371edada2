/**
 * Entity tags and the two conditional headers that compare them (RFC 9110 §8.8.3, §13.1).
 *
 * @module
 */

/** What of a file goes into its tag: `Deno.FileInfo` has it. */
export interface FileInfo {
  /** The last change; a file system need not know it. */
  mtime: Date | null;
  /** The size in bytes. */
  size: number;
}

/** How {@linkcode eTag} makes a tag. */
export interface ETagOptions {
  /** A digest that Web Crypto knows. Default: `SHA-256`. */
  algorithm?: AlgorithmIdentifier;
  /** Whether the tag is weak. Default: only for file information, where equal tags do not prove equal bytes. */
  weak?: boolean;
}

/** Enough of the digest to tell two bodies apart: 27 characters hold 162 bits. */
const DIGEST_LENGTH = 27;

/** Makes the tag of a body: its length in bytes (hex) and the beginning of its digest (base64), in quotes. */
export function eTag(
  entity: string | Uint8Array,
  options?: ETagOptions,
): Promise<string>;
/** Makes the tag of a file from its size and its time of change; `undefined` if the time is not known. */
export function eTag(
  entity: FileInfo,
  options?: ETagOptions,
): Promise<string | undefined>;
export async function eTag(
  entity: string | Uint8Array | FileInfo,
  { algorithm = "SHA-256", weak }: ETagOptions = {},
): Promise<string | undefined> {
  if (typeof entity === "string") {
    return await eTag(new TextEncoder().encode(entity), { algorithm, weak });
  }
  if (entity instanceof Uint8Array) {
    return write(entity.length, await digest(entity, algorithm), weak ?? false);
  }
  if (!entity.mtime) return undefined;
  const time = new TextEncoder().encode(entity.mtime.toISOString());
  return write(entity.size, await digest(time, algorithm), weak ?? true);
}

/**
 * Whether `If-Match` lets the request through (RFC 9110 §13.1.1). The comparison is strong: a weak tag never matches.
 *
 * @param value The header; `null` lets nothing through, so look first whether there is one.
 * @param etag The tag of what the server has now, if it has anything.
 */
export function ifMatch(
  value: string | null,
  etag: string | undefined,
): boolean {
  if (!value || !etag || etag.startsWith("W/")) return false;
  return value.trim() === "*" || tagsOf(value).includes(etag);
}

/**
 * Whether `If-None-Match` asks for the body (RFC 9110 §13.1.2): `false` means answer 304. The comparison is weak.
 *
 * @param value The header; `null` asks for the body.
 * @param etag The tag of what the server has now, if it has anything.
 */
export function ifNoneMatch(
  value: string | null,
  etag: string | undefined,
): boolean {
  if (!value || !etag) return true;
  return value.trim() !== "*" &&
    !tagsOf(value).map(opaque).includes(opaque(etag));
}

async function digest(
  bytes: Uint8Array,
  algorithm: AlgorithmIdentifier,
): Promise<string> {
  // The copy is never shared memory, which Web Crypto refuses.
  const hash = await crypto.subtle.digest(algorithm, new Uint8Array(bytes));
  return new Uint8Array(hash).toBase64().slice(0, DIGEST_LENGTH);
}

function write(size: number, hash: string, weak: boolean): string {
  return `${weak ? "W/" : ""}"${size.toString(16)}-${hash}"`;
}

function tagsOf(value: string): string[] {
  return value.split(",").map((tag) => tag.trim());
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, "");
}
