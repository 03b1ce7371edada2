/** The server cannot be started; the message tells the operator what would help. */
export class StartError extends Error {
  override name = "StartError";
}
