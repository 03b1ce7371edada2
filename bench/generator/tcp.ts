import {
  AF_INET,
  IPPROTO_TCP,
  libc,
  SO_ERROR,
  SO_LINGER,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_SOCKET,
  TCP_NODELAY,
} from "./libc.ts";

/**
 * Begins to connect to a port of this machine, and gives the socket; it can be written to once it is connected.
 *
 * @throws {Error} If no more files may be open.
 */
export function connect(port: number): number {
  const type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const fd = libc.socket(AF_INET, type, 0);
  if (fd < 0) {
    throw new Error(
      "Cannot open another socket: allow more open files, e.g. with 'ulimit -n 20000'",
    );
  }
  configure(fd);
  libc.connect(fd, addressOf(port), 16);
  return fd;
}

/** Why a socket could not connect, as an `errno`; 0 if it could. */
export function errorOf(fd: number): number {
  const error = new Int32Array(1);
  libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, error, new Int32Array([4]));
  return error[0] ?? 0;
}

function configure(fd: number): void {
  const on = new Int32Array([1]);
  libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, 4);
  // Closes with a reset: thousands of ports would otherwise wait out TIME_WAIT before the next round.
  libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, new Int32Array([1, 0]), 8);
}

/** `struct sockaddr_in` for 127.0.0.1. */
function addressOf(port: number): Uint8Array<ArrayBuffer> {
  const address = new Uint8Array(16);
  address.set([AF_INET, 0, port >> 8, port & 0xff, 127, 0, 0, 1]);
  return address;
}
