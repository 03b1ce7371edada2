import { assertEquals } from "@std/assert";
import type { Socket } from "@/client/environment.ts";
import { Transport } from "@/client/transport.ts";

const SOCKET: Socket = {
  onopen: null,
  onmessage: null,
  onclose: null,
  bufferedAmount: 0,
  send() {},
  close() {},
};

/** Opens sockets of the kinds that work, at the given minutes; gives which kind each was. */
function kindsOf(
  works: (kind: string, minute: number) => boolean,
  minutes: number[],
): string[] {
  const opened: string[] = [];
  let minute = 0;
  const open = (kind: string) => (tell: () => void) => {
    opened.push(kind);
    if (works(kind, minute)) tell();
    return SOCKET;
  };
  const transport = new Transport({
    now: () => minute * 60_000,
    webSocket: open("socket"),
    stream: open("stream"),
  });
  for (minute of minutes) transport.open();
  return opened;
}

Deno.test("open() keeps to WebSockets where they work", () => {
  assertEquals(kindsOf((kind) => kind === "socket", [0, 1, 2, 3]), [
    "socket",
    "socket",
    "socket",
    "socket",
  ]);
});

Deno.test("open() goes over to a stream after two WebSockets that failed, and stays with it", () => {
  const blocked = (kind: string) => kind === "stream";
  assertEquals(kindsOf(blocked, [0, 0, 0, 5, 10]), [
    "socket",
    "socket",
    "stream",
    "stream",
    "stream",
  ]);
});

Deno.test("open() comes back to WebSockets when the stream fails, too: then the server is away", () => {
  const away = (_: string, minute: number) => minute > 0;
  assertEquals(kindsOf(away, [0, 0, 0, 1, 1]), [
    "socket",
    "socket",
    "stream",
    "socket",
    "socket",
  ]);
});

Deno.test("open() tries a WebSocket again half an hour later, once", () => {
  const blocked = (kind: string) => kind === "stream";
  assertEquals(kindsOf(blocked, [0, 0, 0, 31, 31, 32]), [
    "socket",
    "socket",
    "stream",
    "socket",
    "stream",
    "stream",
  ]);
  const lifted = (kind: string, minute: number) =>
    kind === "stream" || minute > 30;
  assertEquals(kindsOf(lifted, [0, 0, 0, 31, 32]), [
    "socket",
    "socket",
    "stream",
    "socket",
    "socket",
  ]);
});
