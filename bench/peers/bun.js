/** Bun's built-in publish: the runtime keeps the topics and writes to the sockets natively. Keeps nothing. */

const server = Bun.serve({
  port: 0,
  fetch(request, server) {
    if (server.upgrade(request, { data: { room: "" } })) return;
    return new Response("Expected a WebSocket", { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    message(socket, frame) {
      const packet = JSON.parse(frame);
      if (packet.type === "join") {
        socket.data.room = packet.room;
        socket.subscribe(packet.room);
        socket.send(JSON.stringify({ type: "joined", room: packet.room }));
      } else {
        const { room } = socket.data;
        for (const text of packet.texts) {
          server.publish(room, JSON.stringify({ type: "message", room, text }));
        }
      }
    },
  },
});

console.log(`Listening on ${server.port}`);
