/** During development: reloads the page when the server was restarted. */
const RETRY_AFTER_MS = 300;

let known: number | undefined;

function connect(): void {
  const url = new URL("/_frsh/alive", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => compare(JSON.parse(data).revision);
  socket.onclose = () => setTimeout(connect, RETRY_AFTER_MS);
}

function compare(revision: number): void {
  if (known !== undefined && known !== revision) location.reload();
  known = revision;
}

connect();
