import type { Cores } from "./cores.ts";
import type { Measurement } from "./figures.ts";
import { dialectOf } from "./generator/dialect.ts";
import { type PeerName, peerOf } from "./peers.ts";
import { Server } from "./server.ts";

/** A room that is there from the start, also in Confab. */
const ROOM = "lobby";

/** Starts a server with an empty database and takes the time until somebody has joined a room. */
export async function coldStart(
  name: PeerName,
  cores: Cores | undefined,
): Promise<Measurement> {
  const start = performance.now();
  await using server = await Server.start(peerOf(name), cores);
  await join(server);
  return { figures: { elapsed: performance.now() - start }, problems: [] };
}

async function join({ target }: Server): Promise<void> {
  const dialect = dialectOf(target.dialect);
  const socket = new WebSocket(`ws://localhost:${target.port}${dialect.path}`);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.onopen = () => {
    if (!dialect.greets) socket.send(dialect.join(ROOM));
  };
  socket.onmessage = ({ data }) => {
    const control = dialect.read(data, false);
    if (control.kind === "welcome") socket.send(dialect.join(ROOM));
    else if (control.kind === "question") socket.send(control.text);
    else if (control.kind === "joined") resolve();
  };
  socket.onclose = () => reject(new Error("Cannot join: the server closed"));
  await promise.finally(() => socket.close());
}
