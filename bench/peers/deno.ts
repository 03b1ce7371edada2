/** Bare Deno: a set of sockets for each room, and a loop over it. Keeps nothing. */

const rooms = new Map<string, Set<WebSocket>>();

function enter(socket: WebSocket, room: string): Set<WebSocket> {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  return members;
}

function serve(socket: WebSocket): void {
  let room = "";
  let members = new Set<WebSocket>();
  socket.onmessage = ({ data }) => {
    const packet = JSON.parse(data);
    if (packet.type === "join") {
      room = packet.room;
      members = enter(socket, room);
      socket.send(JSON.stringify({ type: "joined", room }));
    } else {
      const { text } = packet;
      const message = JSON.stringify({ type: "message", room, text });
      for (const member of members) {
        if (member.readyState === WebSocket.OPEN) member.send(message);
      }
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
