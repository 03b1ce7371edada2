import type { Person } from "./people.ts";
import { CLOSE } from "./protocol.ts";

/** Who is connected, by whatever way. */
export interface Peer {
  /** Whose it is, as others see them by it. */
  readonly person: Person;
  /** Says that the server is going away. */
  goodbye(reason: string): void;
  /** Somebody has another name or colour; maybe it is this peer's own. */
  renamed(person: Person): void;
  close(code: number, reason: string): void;
}

const GOING_AWAY = "The server is going away";

/** Everybody who is connected to this worker. */
export class Peers {
  readonly #peers = new Set<Peer>();
  /** Goes through all of them, those who come meanwhile last. */
  #round: Iterator<Peer, undefined> = this.#peers.values();
  #goingAway = false;
  #allGone: (() => void) | undefined;

  get count(): number {
    return this.#peers.size;
  }

  /** Who was let in before everybody was told to go, and comes after, is told at once. */
  admit(peer: Peer): void {
    this.#peers.add(peer);
    if (!this.#goingAway) return;
    peer.goodbye(GOING_AWAY);
    peer.close(CLOSE.goingAway, GOING_AWAY);
  }

  /** It is gone. */
  forget(peer: Peer): void {
    this.#peers.delete(peer);
    if (this.#peers.size === 0) this.#allGone?.();
  }

  /** Those whose turn it is, at most so many: everybody's comes, round after round. */
  next(most: number): Person[] {
    const people: Person[] = [];
    while (people.length < most) {
      const { value: peer } = this.#round.next();
      if (!peer) {
        this.#round = this.#peers.values();
        break;
      }
      people.push(peer.person);
    }
    return people;
  }

  renamed(person: Person): void {
    for (const peer of this.#peers) peer.renamed(person);
  }

  goodbye(): void {
    this.#goingAway = true;
    for (const peer of this.#peers) peer.goodbye(GOING_AWAY);
  }

  /** Resolves when every close was heard by the other side. */
  closeAll(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#allGone = resolve;
    if (this.#peers.size === 0) resolve();
    for (const peer of [...this.#peers]) {
      peer.close(CLOSE.goingAway, GOING_AWAY);
    }
    return promise;
  }
}
