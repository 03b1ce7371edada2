/** The opening handshake, RFC 6455, section 4.1. */
import { createHash, randomBytes } from "node:crypto";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

export function newKey(): string {
  return randomBytes(16).toString("base64");
}

/** @param path With the query. */
export function handshakeRequest(
  host: string,
  path: string,
  key: string,
): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
    "",
    "",
  ].join("\r\n");
}

/**
 * Checks a server's answer, up to and without the empty line.
 *
 * @throws {Error} If it did not accept, or not this key, or chose an extension that nobody offered (compression, say).
 */
export function checkHandshake(head: string, key: string): void {
  const [status = ""] = head.split("\r\n", 1);
  const accept = createHash("sha1").update(key + GUID).digest("base64");
  if (!status.startsWith("HTTP/1.1 101 ")) {
    throw new Error(`Cannot connect: expected status 101, got '${status}'`);
  }
  if (headerOf(head, "sec-websocket-accept") !== accept) {
    throw new Error(
      "Cannot connect: Sec-WebSocket-Accept does not fit the key",
    );
  }
  if (headerOf(head, "sec-websocket-extensions") !== undefined) {
    throw new Error("Cannot connect: the server uses an extension not offered");
  }
}

/** A header's value by its name in lower case. */
export function headerOf(head: string, name: string): string | undefined {
  const lines = head.split("\r\n").slice(1);
  const line = lines.find((line) => line.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
