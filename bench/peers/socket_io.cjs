/** Socket.IO 4 on Node, WebSocket only and without compression, as its own guide on performance says. Keeps nothing. */
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});

io.on("connection", (socket) => {
  let room = "";
  socket.on("join", async (name) => {
    room = name;
    await socket.join(room);
    socket.emit("joined", room);
  });
  socket.on("post", (texts) => {
    for (const text of texts) io.to(room).emit("message", text);
  });
});

http.listen(0, () => console.log(`Listening on ${http.address().port}`));
