/** Bare Deno that keeps what it is sent: one transaction of Deno KV for each message, then a loop over the room. The database's path is the first argument. */

const kv = await Deno.openKv(Deno.args[0]);
const rooms = new Map<string, Set<WebSocket>>();
let last = 0;

function enter(socket: WebSocket, room: string): Set<WebSocket> {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  return members;
}

function serve(socket: WebSocket): void {
  let room = "";
  let members = new Set<WebSocket>();
  let before = Promise.resolve();

  async function post(text: string): Promise<void> {
    await kv.set(["message", room, ++last], text);
    const message = JSON.stringify({ type: "message", room, text });
    for (const member of members) {
      if (member.readyState === WebSocket.OPEN) member.send(message);
    }
  }

  socket.onmessage = ({ data }) => {
    const packet = JSON.parse(data);
    if (packet.type === "join") {
      room = packet.room;
      members = enter(socket, room);
      socket.send(JSON.stringify({ type: "joined", room }));
    } else {
      before = before.then(() => post(packet.text));
    }
  };
  socket.onclose = () => members.delete(socket);
}

Deno.serve({
  port: 0,
  onListen: ({ port }) => console.log(`Listening on ${port}`),
}, (request) => {
  const { socket, response } = Deno.upgradeWebSocket(request);
  serve(socket);
  return response;
});
