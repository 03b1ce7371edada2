import { EPOLL_CLOEXEC, EPOLL_CTL_ADD, EPOLL_CTL_MOD, libc } from "./libc.ts";

const MOST_EVENTS = 1024;
/** `struct epoll_event` is packed on x86-64 and nowhere else. */
const EVENT_BYTES = Deno.build.arch === "x86_64" ? 12 : 16;
const DATA_OFFSET = Deno.build.arch === "x86_64" ? 4 : 8;
const LITTLE_ENDIAN = true;

/** An epoll instance: which of many sockets have something to do. */
export class Poller {
  readonly #fd = libc.epoll_create1(EPOLL_CLOEXEC);
  readonly #events = new Uint8Array(MOST_EVENTS * EVENT_BYTES);
  readonly #eventView = new DataView(this.#events.buffer);
  readonly #one = new Uint8Array(EVENT_BYTES);
  readonly #oneView = new DataView(this.#one.buffer);
  readonly #timeout = new BigInt64Array(2);

  /** Watches a socket; closing it ends that. `interest` is of `EPOLLIN` and `EPOLLOUT`. */
  add(fd: number, interest: number): void {
    this.#control(EPOLL_CTL_ADD, fd, interest);
  }

  change(fd: number, interest: number): void {
    this.#control(EPOLL_CTL_MOD, fd, interest);
  }

  /** Waits until something happens or so many microseconds are over, and calls `visit` for each socket that is ready. */
  wait(microseconds: number, visit: (fd: number, flags: number) => void): void {
    const whole = Math.max(0, Math.floor(microseconds));
    this.#timeout[0] = BigInt(Math.floor(whole / 1e6));
    this.#timeout[1] = BigInt(whole % 1e6 * 1000);
    const count = libc.epoll_pwait2(
      this.#fd,
      this.#events,
      MOST_EVENTS,
      this.#timeout,
      null,
    );
    for (let i = 0; i < count; i++) {
      const at = i * EVENT_BYTES;
      const flags = this.#eventView.getUint32(at, LITTLE_ENDIAN);
      visit(
        this.#eventView.getInt32(at + DATA_OFFSET, LITTLE_ENDIAN),
        flags,
      );
    }
  }

  #control(operation: number, fd: number, interest: number): void {
    this.#oneView.setUint32(0, interest, LITTLE_ENDIAN);
    this.#oneView.setInt32(DATA_OFFSET, fd, LITTLE_ENDIAN);
    if (libc.epoll_ctl(this.#fd, operation, fd, this.#one) !== 0) {
      throw new Error(`Cannot watch socket ${fd}: epoll_ctl() refused it`);
    }
  }
}
