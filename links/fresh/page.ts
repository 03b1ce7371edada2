import type { PageResponse } from "./types.ts";

/**
 * What a handler gives to have the route's component rendered.
 *
 * Each header name is set once: of several `Set-Cookie` only the last stays.
 *
 * @example
 * ```ts
 * const handler = { GET: () => page({ rooms: ["lobby"] }) };
 * ```
 */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data: Data,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<Data>;
export function page(
  data?: unknown,
  { status, headers }: { status?: number; headers?: HeadersInit } = {},
): PageResponse<unknown> {
  return { data, headers, status };
}
