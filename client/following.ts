import { type ReadonlySignal, signal } from "@preact/signals";
import type { ClientPacket, ErrorPacket, Join } from "../chat/protocol.ts";
import { Alarm } from "./alarm.ts";
import { backOff, sensible } from "./back_off.ts";
import type { Environment } from "./environment.ts";
import { isTemporary } from "./refusals.ts";

/** How long a `join` may go unanswered before it is said again. */
const PATIENCE_MS = 10_000;
/** Who has to join anew more often than this waits longer each time. */
const CALM_MS = 60_000;

/** What following a room needs from around it. */
export interface Route {
  environment: Environment;
  /** Gives false if there is no connection. */
  send(packet: ClientPacket): boolean;
  /** The `join` that goes on where the room stands. */
  join(): Join;
}

type State = "away" | "joining" | "joined" | "refused";

/**
 * Whether the server sends a room's events: `away → joining → joined`, or `refused`. It joins whenever the room is wanted
 * and there is a connection, and joins anew when the stream of events turns out to be broken.
 */
export class Following {
  readonly #joined = signal(false);
  readonly #refusal = signal<string | null>(null);
  readonly joined: ReadonlySignal<boolean> = this.#joined;
  /** Why the server does not let one in, in its words; null as long as it does. */
  readonly refusal: ReadonlySignal<string | null> = this.#refusal;
  readonly #route: Route;
  readonly #alarm: Alarm;
  #state: State = "away";
  #wanted = false;
  #rejoins = 0;
  #rejoinedAt = -Infinity;

  constructor(route: Route) {
    this.#route = route;
    this.#alarm = new Alarm(route.environment);
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.join();
    else this.#leave();
  }

  /** Joins if the room is wanted and there is a connection. */
  join(): void {
    if (!this.#wanted) return;
    this.#refusal.value = null;
    this.#joinAfter(PATIENCE_MS);
    if (!this.#route.send(this.#route.join())) this.#enter("away");
  }

  /** The connection is gone. */
  lost(): void {
    this.#enter("away");
  }

  /** `joined` came. */
  accepted(): void {
    if (this.#wanted) this.#enter("joined");
  }

  /** An `error` came that names the room and no command; gives whether it keeps one out. */
  refused({ code, message, retryAfter }: ErrorPacket): boolean {
    if (this.#state !== "joining" && this.#state !== "joined") return false;
    // No answer to a join, but to something sent before it, such as `leave` or `typing`.
    if (code === "not_joined") return false;
    if (isTemporary(code)) {
      // `joined` may have answered an earlier join, and this the last one: to ask once more does no harm.
      this.#joinAfter(sensible(retryAfter ?? this.#delay()));
      return false;
    }
    if (this.#state === "joined") return false;
    this.#enter("refused");
    this.#refusal.value = message;
    return true;
  }

  /** Something is missing from what came: asks for it anew. */
  rejoin(): void {
    if (this.#state !== "joined") return;
    this.#leave();
    const delay = this.#delay();
    if (delay === 0) this.join();
    else this.#joinAfter(delay);
  }

  #leave(): void {
    const { room } = this.#route.join();
    if (this.#state === "joining" || this.#state === "joined") {
      this.#route.send({ type: "leave", room });
    }
    this.#enter("away");
  }

  /** At once the first time, so that nobody notices; a server that goes on like that is not to be hammered. */
  #delay(): number {
    const { environment } = this.#route;
    const now = environment.now();
    if (now - this.#rejoinedAt >= CALM_MS) this.#rejoins = 0;
    this.#rejoinedAt = now;
    return this.#rejoins++ === 0
      ? 0
      : backOff(this.#rejoins, environment.random());
  }

  /** Joins (again) if nothing happens for so long. */
  #joinAfter(ms: number): void {
    this.#enter("joining");
    this.#alarm.set(ms, () => this.join());
  }

  #enter(state: State): void {
    this.#alarm.clear();
    this.#state = state;
    this.#joined.value = state === "joined";
  }
}
