import { assertEquals } from "@std/assert";
import { RawSocket } from "./raw_socket.ts";

/** More than the kernel takes for somebody who does not read. */
const PLENTY_BYTES = 64 * 1024 * 1024;
const TEXT = "x".repeat(100_000);

/** A WebSocket server, and what to do with each socket that is open. */
function serve(opened: (socket: WebSocket) => void) {
  return Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request, {
        protocol: "chat",
      });
      socket.onopen = () => opened(socket);
      return response;
    },
  );
}

async function connect(
  { addr: { port } }: Deno.HttpServer<Deno.NetAddr>,
  pace: "eager" | "stopped",
): Promise<RawSocket> {
  const socket = await RawSocket.open({ port, token: "t", pace });
  if (socket) return socket;
  throw new Error("Cannot connect");
}

Deno.test("RawSocket understands a real server, whatever the size", async () => {
  await using server = serve((socket) => {
    socket.onmessage = ({ data }) => socket.send(data);
  });
  const client = await connect(server, "eager");
  const sizes = [0, 1, 125, 126, 65_535, 65_536, 200_000];
  const heard: number[] = [];
  client.onmessage = (text) => {
    if (heard.push(text.length) === sizes.length) client.close();
  };
  for (const size of sizes) client.send("é".repeat(size));
  await client.run();
  assertEquals(heard, sizes);
});

Deno.test("RawSocket tells the code with which the server closes", async () => {
  await using server = serve((socket) => socket.close(4_321, "enough"));
  const client = await connect(server, "eager");
  const codes: number[] = [];
  client.onclose = (code) => codes.push(code);
  await client.run();
  assertEquals(codes, [4_321]);
});

Deno.test("RawSocket gives up where nobody answers 101", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("No", { status: 503 }),
  );
  const { port } = server.addr;
  assertEquals(
    await RawSocket.open({ port, token: "t", pace: "eager" }),
    undefined,
  );
});

Deno.test("a RawSocket that has stopped lets the server's queue grow, and loses nothing", async () => {
  const full = Promise.withResolvers<number>();
  await using server = serve(async (socket) => {
    let sent = 0;
    while (socket.bufferedAmount < TEXT.length) {
      if (sent++ * TEXT.length > PLENTY_BYTES) full.reject(new Error("Read"));
      socket.send(TEXT);
      await new Promise((resolve) => setTimeout(resolve));
    }
    full.resolve(sent);
  });
  const client = await connect(server, "stopped");
  let heard = 0;
  client.onmessage = () => heard++;
  const running = client.run();
  const sent = await full.promise;
  assertEquals(heard, 0);
  client.onmessage = () => ++heard === sent && client.close();
  client.setPace("eager");
  await running;
  assertEquals(heard, sent);
});
