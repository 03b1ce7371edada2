/** Rooms over bare Deno WebSockets: a set of sockets for each room, and a loop over it. */

/** Tells texts to all members of a room, in one frame. */
export type Tell = (texts: readonly string[]) => void;
/** What becomes of a text that a member of a room posts. */
type Posted = (room: string, text: string, tell: Tell) => void;

const rooms = new Map<string, Set<WebSocket>>();

function enter(socket: WebSocket, room: string): Set<WebSocket> {
  const members = rooms.get(room) ?? new Set();
  rooms.set(room, members.add(socket));
  return members;
}

function connect(socket: WebSocket, posted: Posted): void {
  let room = "";
  let members = new Set<WebSocket>();

  function tell(texts: readonly string[]): void {
    const message = JSON.stringify({ type: "messages", room, texts });
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
      for (const text of packet.texts) posted(room, text, tell);
    }
  };
  socket.onclose = () => members.delete(socket);
}

/** Serves on any free port; each connection gets its own `posted`. */
export function serveRooms(newPosted: () => Posted): void {
  Deno.serve({
    port: 0,
    onListen: ({ port }) => console.log(`Listening on ${port}`),
  }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    connect(socket, newPosted());
    return response;
  });
}
