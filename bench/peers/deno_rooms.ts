/** Rooms over bare Deno WebSockets: a set of sockets for each room, and a loop over it. */

/** What becomes of the texts that a member of a room posts together; `tell` tells some to all of them, in one frame. */
type Posted = (
  room: string,
  texts: readonly string[],
  tell: (texts: readonly string[]) => void,
) => void;

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
      posted(room, packet.texts, tell);
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
