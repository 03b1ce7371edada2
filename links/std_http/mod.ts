/**
 * Pieces of HTTP for servers: a stand-in for the part of `jsr:@std/http` that Confab uses.
 *
 * @module
 */
export * from "./cookie.ts";
export * from "./etag.ts";
export * from "./negotiation.ts";
export * from "./server_sent_event_stream.ts";
export * from "./status.ts";
