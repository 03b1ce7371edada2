/** WebSocket framing, RFC 6455, section 5.2. */

export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const FINAL = 0x80;
const MASKED = 0x80;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Reads frames from a server, one after another, without making an object for each. */
export class FrameReader {
  opcode = 0;
  /** Where the frame and its payload start, and where the next frame does. */
  begin = 0;
  start = 0;
  end = 0;

  /**
   * Reads the frame that starts at `at`; gives false if it is not whole yet.
   *
   * @param end Where the bytes end.
   * @throws {Error} For what no server may send, and for fragments, which none of the servers here has a reason to send.
   */
  read(bytes: Uint8Array, at: number, end: number): boolean {
    if (end - at < 2) return false;
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    if ((first & FINAL) === 0 || (second & MASKED) !== 0) throw malformed();
    const short = second & 0x7f;
    const header = short < LENGTH_16 ? 2 : short === LENGTH_16 ? 4 : 10;
    if (end - at < header) return false;
    this.opcode = first & 0x0f;
    this.begin = at;
    this.start = at + header;
    this.end = this.start + lengthAt(bytes, at, short);
    return this.end <= end;
  }
}

function malformed(): Error {
  return new Error(
    "Cannot read a frame: expected frames from a server to be whole and unmasked",
  );
}

function lengthAt(bytes: Uint8Array, at: number, short: number): number {
  if (short < LENGTH_16) return short;
  if (short === LENGTH_16) return bytes[at + 2]! * 256 + bytes[at + 3]!;
  let length = 0;
  for (let i = at + 2; i < at + 10; i++) length = length * 256 + bytes[i]!;
  return length;
}

/** A frame as a client sends it: whole and masked with the four bytes of `mask`. */
export function clientFrame(
  opcode: number,
  payload: Uint8Array,
  mask: number,
): Uint8Array<ArrayBuffer> {
  const header = headerOf(opcode, payload.length);
  const at = header.length + 4;
  const frame = new Uint8Array(at + payload.length);
  const view = new DataView(frame.buffer);
  frame.set(header);
  view.setUint32(header.length, mask);
  frame.set(payload, at);
  const whole = frame.length - payload.length % 4;
  for (let i = at; i < whole; i += 4) {
    view.setUint32(i, view.getUint32(i) ^ mask);
  }
  for (let i = whole; i < frame.length; i++) {
    frame[i]! ^= mask >>> 8 * (3 - (i - whole));
  }
  return frame;
}

function headerOf(opcode: number, length: number): number[] {
  const first = FINAL | opcode;
  if (length < LENGTH_16) return [first, MASKED | length];
  if (length < 2 ** 16) {
    return [first, MASKED | LENGTH_16, length >> 8, length & 0xff];
  }
  const bytes = [
    0,
    0,
    0,
    0,
    length >>> 24,
    length >>> 16,
    length >>> 8,
    length,
  ];
  return [first, MASKED | LENGTH_64, ...bytes.map((byte) => byte & 0xff)];
}
