import { BrowserSocket } from "./browser_socket.ts";
import { BrowserStorage } from "./browser_storage.ts";
import type { Environment } from "./environment.ts";
import { getJson } from "./get_json.ts";
import { addressOfPage } from "./page_address.ts";
import { readHistoryPage } from "./server_frame.ts";
import { StreamSocket, type StreamTransport } from "./stream_socket.ts";
import { Transport } from "./transport.ts";

const SOCKET_ADDRESS = "/api/chat";
/** What of an id is random. */
const ID_BYTES = 10;

const browserStreams: StreamTransport = {
  fetch: (path, init) => fetch(path, init),
  events: (path) => new EventSource(path),
};

export interface BrowserEnvironment extends Environment {
  /** The connection is a stream of events for each room, of which a browser opens few. */
  streams(): boolean;
}

/** The real world. Call it in the page only, once: each call counts as another tab. */
export function browserEnvironment(): BrowserEnvironment {
  const transport = new Transport({
    now: () => Date.now(),
    webSocket: (opened) => new BrowserSocket(socketAddress(), opened),
    stream: (opened) => new StreamSocket(browserStreams, opened),
  });
  return {
    now: () => Date.now(),
    // A number in every browser; the types here are also those of Node.
    setTimer: (run, ms) => Number(setTimeout(run, ms)),
    clearTimer: (timer) => clearTimeout(timer),
    random: () => Math.random(),
    newId,
    openSocket: () => transport.open(),
    streams: () => transport.streams,
    messages: async (room, place) =>
      readHistoryPage(await getJson(addressOfPage(room, place))),
    storage: new BrowserStorage(
      newId(),
      localStorageIfAllowed(),
      navigator.locks,
    ),
  };
}

/**
 * The time in ms and 80 random bits, much like a UUIDv7 (RFC 9562, section 5.7): the store keeps ids of the same time together. Not
 * `crypto.randomUUID()`, which is without order, and which plain `http` on a local network does not have.
 */
function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return hex(Date.now(), 12) +
    Array.from(random, (byte) => hex(byte, 2)).join("");
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}

/** Not every browser takes an `http` address for a WebSocket yet. */
function socketAddress(): URL {
  const address = new URL(SOCKET_ADDRESS, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

/** Merely looking at it throws where the user forbids sites to keep data. */
function localStorageIfAllowed(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}
