import { now } from "./clock.ts";
import { EPOLLERR, EPOLLHUP, EPOLLIN, EPOLLOUT, libc } from "./libc.ts";
import { Poller } from "./poller.ts";
import { Socket, type Stream } from "./socket.ts";
import { connect, errorOf } from "./tcp.ts";

/** The buffer that every socket is read into: large, so that one read takes all that has gathered. */
const INPUT_BYTES = 4 * 1024 * 1024;

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
    const fd = connect(port);
    const socket = new Socket(fd, stream, this.#poller, (fd) => {
      this.#sockets[fd] = undefined;
    });
    this.#sockets[fd] = socket;
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

function pointerTo(bytes: Uint8Array<ArrayBuffer>): Deno.PointerObject {
  const pointer = Deno.UnsafePointer.of(bytes);
  if (pointer === null) throw new Error("Cannot take a buffer's address");
  return pointer;
}
