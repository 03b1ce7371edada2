/** What `ctx.stream()` sends: strings are encoded as UTF-8, bytes pass unchanged. */
export type Chunk = string | Uint8Array<ArrayBuffer>;
export type Streamable = Iterable<Chunk> | AsyncIterable<Chunk>;

/** When the client goes away the stream is cancelled, and with it a generator: its `finally` runs. */
export function byteStream(
  source: Streamable,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(source).pipeThrough(
    new TransformStream({ transform: encode }),
  );
}

const encoder = new TextEncoder();

function encode(
  chunk: Chunk,
  controller: TransformStreamDefaultController<Uint8Array<ArrayBuffer>>,
): void {
  controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
}
