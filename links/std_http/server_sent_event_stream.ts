/**
 * Server-sent events on the wire (HTML Living Standard §9.2).
 *
 * @module
 */

/** An event. What is left out is not sent. */
export interface ServerSentEventMessage {
  /** Ignored by browsers; an empty one keeps a connection alive. May have several lines. */
  comment?: string;
  /** The event's name, on one line. */
  event?: string;
  /** The event's content. May have several lines. */
  data?: string;
  /** Sent back as `Last-Event-ID` when the browser comes again; on one line. */
  id?: string | number;
  /** How long the browser waits before it comes again, in milliseconds. */
  retry?: number;
}

const LINE_BREAK = /\r\n|\r|\n/;

/**
 * Turns events into bytes. A line break in `event` or `id` could smuggle in fields of its own, so it errors the stream
 * with a `SyntaxError`.
 *
 * @example
 * ```ts ignore
 * new Response(events.pipeThrough(new ServerSentEventStream()), {
 *   headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
 * });
 * ```
 */
export class ServerSentEventStream
  extends TransformStream<ServerSentEventMessage, Uint8Array<ArrayBuffer>> {
  constructor() {
    const encoder = new TextEncoder();
    super({
      transform(message, controller) {
        controller.enqueue(encoder.encode(write(message)));
      },
    });
  }
}

function write(
  { comment, event, data, id, retry }: ServerSentEventMessage,
): string {
  const lines = [
    ...linesOf("", comment),
    ...lineOf("event", event),
    ...linesOf("data", data),
    ...lineOf("id", id),
    ...lineOf("retry", retry),
  ];
  return `${lines.join("\n")}\n\n`;
}

function linesOf(field: string, text: string | undefined): string[] {
  return text === undefined
    ? []
    : text.split(LINE_BREAK).map((line) => `${field}:${line}`);
}

function lineOf(field: string, value: string | number | undefined): string[] {
  const lines = linesOf(field, value?.toString());
  if (lines.length <= 1) return lines;
  throw new SyntaxError(
    `Cannot send ${
      JSON.stringify(value)
    } as "${field}": it has to be a single line`,
  );
}
