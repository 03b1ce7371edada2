import { headerOf } from "./handshake.ts";

const END_OF_HEAD = "\r\n\r\n";
const LINE_END = "\r\n";
const decoder = new TextDecoder("latin1");

/** A response that has come as a whole. */
export interface HttpResponse {
  head: string;
  /** Where it ends in the bytes. */
  end: number;
}

/** Finds the end of the response at the start of `bytes`; `undefined` while it is not whole. RFC 9112, section 6.3. */
export function endOfResponse(
  bytes: Uint8Array,
  end: number,
): HttpResponse | undefined {
  // One byte a character, so that positions agree.
  const text = decoder.decode(bytes.subarray(0, end));
  const length = text.indexOf(END_OF_HEAD);
  if (length < 0) return undefined;
  const head = text.slice(0, length);
  const body = length + END_OF_HEAD.length;
  const stop = headerOf(head, "transfer-encoding") === "chunked"
    ? endOfChunks(text, body)
    : body + Number(headerOf(head, "content-length") ?? 0);
  return stop !== undefined && stop <= end ? { head, end: stop } : undefined;
}

/** RFC 9112, section 7.1; without trailers, which these servers don't send. */
function endOfChunks(text: string, start: number): number | undefined {
  for (let at = start;;) {
    const line = text.indexOf(LINE_END, at);
    if (line < 0) return undefined;
    const size = parseInt(text.slice(at, line), 16);
    at = line + LINE_END.length + size + LINE_END.length;
    if (size === 0) return at;
  }
}
