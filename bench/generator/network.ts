import { now } from "./clock.ts";
import {
  AF_INET,
  EPOLLERR,
  EPOLLHUP,
  EPOLLIN,
  EPOLLOUT,
  IPPROTO_TCP,
  libc,
  MSG_NOSIGNAL,
  SO_ERROR,
  SO_LINGER,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_SOCKET,
  TCP_NODELAY,
} from "./libc.ts";
import { Poller } from "./poller.ts";

/** The buffer that every socket is read into: large, so that one read takes all that has gathered. */
const INPUT_BYTES = 4 * 1024 * 1024;

/** What is at the other end of a socket, as seen from here. */
export interface Stream {
  connected(socket: Socket): void;
  /**
   * Takes bytes from the start of `bytes` up to `end`, and gives how many it is done with; the rest comes again with what follows.
   * The buffer belongs to the network and is only good during the call.
   */
  received(bytes: Uint8Array, end: number): number;
  /** The connection was refused or is gone; not called after {@linkcode Socket.close}. */
  lost(reason: string): void;
}

/** A TCP connection to this machine that never blocks. */
export class Socket {
  readonly fd: number;
  readonly stream: Stream;
  /** Received bytes that are not done with. */
  rest: Uint8Array | undefined;
  connecting = true;
  open = true;
  readonly #poller: Poller;
  readonly #forget: (fd: number) => void;
  #unsent: Uint8Array<ArrayBuffer>[] = [];

  constructor(
    fd: number,
    stream: Stream,
    poller: Poller,
    forget: (fd: number) => void,
  ) {
    this.fd = fd;
    this.stream = stream;
    this.#poller = poller;
    this.#forget = forget;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.open) return;
    if (this.#unsent.length > 0) {
      this.#unsent.push(bytes);
      return;
    }
    const sent = this.#write(bytes);
    if (sent === bytes.length) return;
    this.#unsent.push(bytes.subarray(sent));
    this.#poller.change(this.fd, EPOLLIN | EPOLLOUT);
  }

  /** There is room again. */
  flush(): void {
    while (this.#unsent[0] !== undefined) {
      const first = this.#unsent[0];
      const sent = this.#write(first);
      if (sent < first.length) {
        this.#unsent[0] = first.subarray(sent);
        return;
      }
      this.#unsent.shift();
    }
    this.#poller.change(this.fd, EPOLLIN);
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#forget(this.fd);
    libc.close(this.fd);
  }

  /** An error shows itself as a hang-up in the next turn, so nothing is lost by taking it for a full buffer. */
  #write(bytes: Uint8Array<ArrayBuffer>): number {
    return Math.max(
      0,
      libc.send(this.fd, bytes, bytes.length, MSG_NOSIGNAL),
    );
  }
}

/** All sockets of the generator, and the loop that drives them. */
export class Network {
  readonly #poller = new Poller();
  readonly #sockets: (Socket | undefined)[] = [];
  readonly #input = new Uint8Array(INPUT_BYTES);
  readonly #start = pointerTo(this.#input);
  readonly #visit = this.#handle.bind(this);
  /** When the bytes that are being handled were received, in microseconds. */
  receivedAt = 0;

  /** Connects to a port of this machine. */
  open(port: number, stream: Stream): Socket {
    const fd = libc.socket(
      AF_INET,
      SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
      0,
    );
    if (fd < 0) {
      throw new Error(
        "Cannot open another socket: allow more open files, e.g. with 'ulimit -n 20000'",
      );
    }
    const socket = new Socket(fd, stream, this.#poller, (fd) => {
      this.#sockets[fd] = undefined;
    });
    this.#sockets[fd] = socket;
    configure(fd);
    libc.connect(fd, addressOf(port), 16);
    this.#poller.add(fd, EPOLLOUT | EPOLLIN);
    return socket;
  }

  /** Handles what has happened, waiting for something for at most so many microseconds. */
  turn(microseconds: number): void {
    this.#poller.wait(microseconds, this.#visit);
  }

  #handle(fd: number, flags: number): void {
    const socket = this.#sockets[fd];
    if (socket === undefined) return;
    if (socket.connecting) return this.#finish(socket);
    if (flags & EPOLLOUT) socket.flush();
    if (flags & (EPOLLIN | EPOLLERR | EPOLLHUP)) this.#read(socket);
  }

  #finish(socket: Socket): void {
    const error = errorOf(socket.fd);
    if (error !== 0) return lose(socket, `connect() failed, error ${error}`);
    socket.connecting = false;
    this.#poller.change(socket.fd, EPOLLIN);
    socket.stream.connected(socket);
  }

  #read(socket: Socket): void {
    const kept = this.#restore(socket);
    const size = libc.recv(
      socket.fd,
      kept === 0 ? this.#start : Deno.UnsafePointer.offset(this.#start, kept),
      INPUT_BYTES - kept,
      0,
    );
    if (size <= 0) return lose(socket, "the server closed the connection");
    this.receivedAt = now();
    const end = kept + size;
    const done = socket.stream.received(this.#input, end);
    if (done < end) this.#keep(socket, done, end);
  }

  #restore(socket: Socket): number {
    const { rest } = socket;
    if (rest === undefined) return 0;
    this.#input.set(rest);
    socket.rest = undefined;
    return rest.length;
  }

  #keep(socket: Socket, from: number, to: number): void {
    if (to - from === INPUT_BYTES) {
      return lose(socket, `sent more than ${INPUT_BYTES} bytes at once`);
    }
    socket.rest = this.#input.slice(from, to);
  }
}

function lose(socket: Socket, reason: string): void {
  socket.close();
  socket.stream.lost(reason);
}

function configure(fd: number): void {
  const on = new Int32Array([1]);
  libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, on, 4);
  // Closes with a reset: thousands of ports would otherwise wait out TIME_WAIT before the next round.
  libc.setsockopt(fd, SOL_SOCKET, SO_LINGER, new Int32Array([1, 0]), 8);
}

function errorOf(fd: number): number {
  const error = new Int32Array(1);
  libc.getsockopt(fd, SOL_SOCKET, SO_ERROR, error, new Int32Array([4]));
  return error[0] ?? 0;
}

/** `struct sockaddr_in` for 127.0.0.1. */
function addressOf(port: number): Uint8Array<ArrayBuffer> {
  const address = new Uint8Array(16);
  address.set([AF_INET, 0, port >> 8, port & 0xff, 127, 0, 0, 1]);
  return address;
}

function pointerTo(bytes: Uint8Array<ArrayBuffer>): Deno.PointerObject {
  const pointer = Deno.UnsafePointer.of(bytes);
  if (pointer === null) throw new Error("Cannot take a buffer's address");
  return pointer;
}
