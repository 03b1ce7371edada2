/** `ws` on Node: a set of sockets for each room, and a loop over it with one prepared buffer. Keeps nothing. */
const { WebSocket, WebSocketServer } = require("ws");

const rooms = new Map();
const server = new WebSocketServer({ port: 0, perMessageDeflate: false });

function enter(socket, room) {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  return members;
}

function broadcast(members, packet) {
  const message = Buffer.from(JSON.stringify(packet));
  for (const member of members) {
    if (member.readyState === WebSocket.OPEN) {
      member.send(message, { binary: false });
    }
  }
}

server.on("connection", (socket) => {
  let room = "";
  let members = new Set();
  socket.on("message", (data) => {
    const packet = JSON.parse(data);
    if (packet.type === "join") {
      room = packet.room;
      members = enter(socket, room);
      socket.send(JSON.stringify({ type: "joined", room }));
    } else {
      for (const text of packet.texts) {
        broadcast(members, { type: "message", room, text });
      }
    }
  });
  socket.on("close", () => members.delete(socket));
});

server.on("listening", () => {
  console.log(`Listening on ${server.address().port}`);
});
