import type { Socket } from "@/client/environment.ts";
import type { SimLink } from "./sim_link.ts";
import type { Parcel } from "./sim_pipe.ts";
import type { World } from "./world.ts";

/** A connection that ended without a close frame (RFC 6455, section 7.4.1). */
export const ABNORMAL = 1006;

/** A WebSocket as the client has it. */
export class SimSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number, reason: string) => void) | null = null;
  readonly #world: World;
  readonly #link: SimLink;
  readonly #push: (parcel: Parcel) => void;
  #state: "connecting" | "open" | "closed" = "connecting";

  constructor(world: World, link: SimLink, push: (parcel: Parcel) => void) {
    this.#world = world;
    this.#link = link;
    this.#push = push;
  }

  /** Names the connection in the history. */
  get id(): number {
    return this.#link.id;
  }

  get bufferedAmount(): number {
    return this.#link.waiting;
  }

  get closed(): boolean {
    return this.#state === "closed";
  }

  send(text: string): void {
    if (this.#state === "connecting") {
      throw new Error("Cannot send before the socket is open");
    }
    if (this.#state === "closed") return;
    this.#world.history.sent(this.id, text);
    this.#push({ frame: text });
  }

  close(code = 1005, reason = ""): void {
    const wasOpen = this.#state === "open";
    this.#close(code);
    if (wasOpen) this.#push({ code, reason });
  }

  /** Whoever held it is gone; `silently`: its machine with it, so that nobody tells the server. */
  die(silently: boolean): void {
    if (this.closed) return;
    this.#close(ABNORMAL);
    this.onopen = this.onmessage = this.onclose = null;
    this.#link.clientDied(silently);
  }

  /** Whoever holds it does not read for so many milliseconds. */
  pause(ms: number): void {
    this.#link.pause(ms);
  }

  opened(): void {
    const { person, client } = this.#link.visitor;
    this.#state = "open";
    this.#world.history.add({
      kind: "opened",
      connection: this.id,
      person: person.id,
      client,
    });
    this.onopen?.();
  }

  arrived(frame: string): void {
    if (this.#state !== "open") return;
    this.#world.history.received(this.id, frame);
    this.onmessage?.(frame);
  }

  lost(code: number, reason: string): void {
    if (this.#state === "closed") return;
    this.#close(code);
    this.onclose?.(code, reason);
  }

  #close(code: number): void {
    if (this.#state === "open") {
      this.#world.history.add({ kind: "closed", connection: this.id, code });
    }
    this.#state = "closed";
  }
}
