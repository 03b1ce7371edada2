/** WebSocket frames (RFC 6455, section 5.2), for a client that decides by itself when it reads. */

export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  opcode: number;
  payload: Uint8Array<ArrayBuffer>;
}

const FINAL = 0x80;
const MASKED = 0x80;
const MASK_BYTES = 4;
/** Lengths that say where the real one stands: in the next two bytes, or in the next eight. */
const IN_TWO = 126;
const IN_EIGHT = 127;

/** A frame as a client sends it. Its mask is zero: masks protect proxies from scripts (section 10.3), and here are neither. */
export function clientFrame(
  opcode: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const mark = length < IN_TWO ? length : length < 65_536 ? IN_TWO : IN_EIGHT;
  const start = 2 + lengthBytes(mark) + MASK_BYTES;
  const frame = new Uint8Array(start + length);
  const view = new DataView(frame.buffer);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | mark;
  if (mark === IN_TWO) view.setUint16(2, length);
  if (mark === IN_EIGHT) view.setBigUint64(2, BigInt(length));
  frame.set(payload, start);
  return frame;
}

/** Puts a server's frames together from pieces of any size. */
export class FrameReader {
  #bytes = new Uint8Array(0);

  /** Takes what was read; gives the frames that are whole now. Throws `TypeError` for a frame that no server of ours sends. */
  take(bytes: Uint8Array<ArrayBuffer>): Frame[] {
    this.#bytes = concat(this.#bytes, bytes);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) {
      frames.push(frame);
    }
    return frames;
  }

  #next(): Frame | undefined {
    const [head = 0, mark = 0] = this.#bytes;
    const start = 2 + lengthBytes(mark);
    if (this.#bytes.length < start) return undefined;
    if ((head & FINAL) === 0 || (mark & MASKED) !== 0) {
      throw new TypeError("Expected a whole frame without a mask");
    }
    const end = start + this.#length(mark);
    if (this.#bytes.length < end) return undefined;
    const payload = this.#bytes.slice(start, end);
    this.#bytes = this.#bytes.slice(end);
    return { opcode: head & 0x0f, payload };
  }

  #length(mark: number): number {
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    if (mark === IN_TWO) return view.getUint16(2);
    return mark === IN_EIGHT ? Number(view.getBigUint64(2)) : mark;
  }
}

function lengthBytes(mark: number): number {
  if ((mark & 0x7f) === IN_TWO) return 2;
  return (mark & 0x7f) === IN_EIGHT ? 8 : 0;
}

function concat(
  one: Uint8Array<ArrayBuffer>,
  other: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
