import type { Environment } from "./environment.ts";
import type { Outgoing } from "./outgoing.ts";
import { type ClientPacket, CLOSE, type ErrorPacket } from "./protocol.ts";
import { OutcomeUnknown, Refusal } from "./refusal.ts";
import { report } from "./report.ts";
import { Strikes } from "./strikes.ts";

/** When a client may try again after a fault here, in milliseconds. */
const FAULT_RETRY_MS = 1_000;

/** What a connection answers when a packet was refused or something failed; who is refused too often is shown the door. */
export class ErrorAnswers {
  readonly #outgoing: Outgoing;
  readonly #strikes: Strikes;

  constructor(outgoing: Outgoing, environment: Environment) {
    this.#outgoing = outgoing;
    this.#strikes = new Strikes(environment);
  }

  /** Answers whatever was thrown, so that nothing escapes: an error in a socket's handler would end the process. */
  failed(packet: ClientPacket, error: unknown): void {
    if (error instanceof Refusal) this.refuse(errorPacket(packet, error));
    else if (error instanceof OutcomeUnknown) this.broken(error);
    else this.#fault(packet, error);
  }

  tooFast(packet: ClientPacket, retryAfter: number): void {
    const what = "Too fast: try again later";
    const refusal = new Refusal("rate_limited", what, { retryAfter });
    this.refuse(errorPacket(packet, refusal));
  }

  refuse(error: ErrorPacket): void {
    this.#outgoing.answer(error);
    // What fails here is not the client's fault.
    if (error.code !== "unavailable" && this.#strikes.add()) {
      this.#outgoing.close(CLOSE.policy, "Too many bad or refused packets");
    }
  }

  /** There is no right answer any more: the client comes back and asks again. */
  broken(error: unknown): void {
    report("connection failed", error);
    this.#outgoing.close(CLOSE.tryAgain, "Come back and resume");
  }

  /** Most likely the store: what was asked for has had no effect and may work in a moment. */
  #fault(packet: ClientPacket, error: unknown): void {
    report(`handling '${packet.type}' failed`, error);
    const refusal = new Refusal(
      "unavailable",
      "Something went wrong here, try again",
      { retryAfter: FAULT_RETRY_MS },
    );
    this.refuse(errorPacket(packet, refusal));
  }
}

function errorPacket(
  packet: ClientPacket,
  { code, message, retryAfter }: Refusal,
): ErrorPacket {
  return {
    type: "error",
    code,
    message,
    ...("id" in packet && { id: packet.id }),
    ...("room" in packet && { room: packet.room }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
