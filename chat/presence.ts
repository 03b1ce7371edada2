import type { Bus } from "./bus.ts";
import { Attendance, looksLike } from "./attendance.ts";
import { type Crowd, crowdOf, fullPresence, presenceNews } from "./crowd.ts";
import type { Environment } from "./environment.ts";
import type { Outlet } from "./feed.ts";
import type { Hub } from "./hub.ts";
import { BEAT_MS, COMMIT_PATIENCE_MS, LINGER_MS } from "./limits.ts";
import { PresenceBook } from "./presence_book.ts";
import { attendanceOf, type PresenceNotice } from "./presence_record.ts";
import { PresenceWatch } from "./presence_watch.ts";
import type { Author, Presence as PresencePacket } from "./protocol.ts";
import { PatientStore } from "./patient_store.ts";
import { report } from "./report.ts";
import type { Store } from "./store.ts";
import { Ticker } from "./ticker.ts";

export interface PresenceParts {
  store: Store;
  bus: Bus;
  hub: Hub;
  /** Names this worker. */
  worker: string;
  environment: Environment;
  /** Another worker knows this person by another name or colour; who is right? */
  doubt: (id: string) => void;
}

/**
 * Who is in which room. Each worker counts those who follow a room by way of it, keeps that in the store for the others, and tells its
 * followers the sum. Nothing is done per message, and news of a second go out together: encoded once, written in one commit.
 */
export class Presence {
  readonly #parts: PresenceParts;
  readonly #here = new Attendance();
  readonly #watch: PresenceWatch;
  readonly #book: PresenceBook;
  readonly #ticker: Ticker;
  /** What the followers of a room know. */
  readonly #told = new Map<string, Crowd>();
  /** Outlets that are to be told everything, by room: they have just joined, or were too slow for the news. */
  readonly #owed = new Map<string, Set<Outlet>>();
  /** Rooms about which there may be news. */
  readonly #stale = new Set<string>();
  /** Rooms whose record is to be written. */
  readonly #changed = new Set<string>();
  #beatAt = 0;
  #writing = false;
  #closed = false;

  constructor(parts: PresenceParts) {
    const { bus, worker, environment } = parts;
    const store = new PatientStore(
      parts.store,
      environment,
      COMMIT_PATIENCE_MS,
    );
    this.#parts = parts;
    this.#ticker = new Ticker(environment, () => this.#tick());
    this.#book = new PresenceBook(
      store,
      worker,
      environment,
      (presence) => bus.post({ type: "presence", presence }),
    );
    this.#watch = new PresenceWatch(store, worker, environment, {
      followed: () => this.#here.rooms,
      isFollowed: (room) => this.#here.has(room),
      changed: (room) => this.#othersChanged(room),
    });
  }

  start(): void {
    this.#watch.start();
  }

  close(): void {
    this.#closed = true;
    this.#watch.close();
    this.#ticker.close();
  }

  /** A connection follows the room now. It is told soon who is there. */
  enter(room: string, user: Author, outlet: Outlet): void {
    if (!this.#here.has(room)) this.#watch.follow(room);
    if (this.#here.enter(room, user)) this.#changed.add(room);
    const owed = this.#owed.get(room) ?? new Set();
    this.#owed.set(room, owed.add(outlet));
    this.#announce(room);
  }

  leave(room: string, id: string, outlet: Outlet): void {
    this.#owed.get(room)?.delete(outlet);
    const { environment } = this.#parts;
    const gone = this.#here.leave(room, id, environment.now());
    if (gone !== undefined) this.#ticker.wake(gone);
  }

  /** Somebody has another name or colour. */
  rename(user: Author): void {
    for (const room of this.#here.rename(user)) {
      this.#changed.add(room);
      this.#announce(room);
    }
  }

  /** Another worker of this process has written who is there. */
  heard(notice: PresenceNotice): void {
    this.#watch.heard(notice);
  }

  /** Who is in a room: as its followers know it, or else as the store has it. Throws if that can't be read. */
  async of(room: string): Promise<Crowd> {
    const isKnown = this.#here.has(room) && this.#watch.knows(room);
    const elsewhere = isKnown
      ? this.#watch.of(room)
      : await this.#watch.read(room);
    return crowdOf(this.#here.of(room), elsewhere);
  }

  /** Going down: those who were here count as there until they have come back elsewhere, or not. Throws if the store fails. */
  async drain(): Promise<void> {
    this.close();
    if (!this.#book.isEmpty) await this.#book.write([], LINGER_MS);
  }

  /** News of the rooms are told in a moment, with whatever else happens until then. */
  #announce(room: string): void {
    this.#stale.add(room);
    this.#ticker.soon();
  }

  #othersChanged(room: string): void {
    this.#announce(room);
    for (const { users = [] } of this.#watch.of(room)) {
      for (const user of users) {
        const known = this.#here.find(room, user.id);
        if (known && !looksLike(known, user)) this.#parts.doubt(user.id);
      }
    }
  }

  #tick(): void {
    for (const room of this.#here.sweep(this.#parts.environment.now())) {
      this.#changed.add(room);
      this.#stale.add(room);
    }
    if (this.#watch.hasUnread) this.#watch.poll();
    for (const room of [...this.#stale]) this.#tell(room);
    this.#write();
    this.#wakeInTime();
  }

  /** The ticker knows the next time only, so each tick says when there is more to do. */
  #wakeInTime(): void {
    const departure = this.#here.nextDeparture;
    if (departure !== undefined) this.#ticker.wake(departure);
    const beats = !this.#writing && !this.#book.isEmpty;
    if (beats) this.#ticker.wake(this.#beatAt + BEAT_MS);
  }

  #tell(room: string): void {
    // Told once it is known who else is there: `othersChanged` comes then.
    if (!this.#watch.knows(room)) return;
    this.#stale.delete(room);
    if (!this.#here.has(room)) return this.#forget(room);
    const now = crowdOf(this.#here.of(room), this.#watch.of(room));
    const before = this.#told.get(room);
    this.#told.set(room, now);
    const news = before && presenceNews(room, before, now);
    if (news || this.#owed.has(room)) {
      this.#send(room, fullPresence(room, now), news);
    }
  }

  #send(room: string, everything: PresencePacket, news?: PresencePacket): void {
    const owed = this.#owed.get(room) ?? new Set();
    const full = owed.size > 0 ? JSON.stringify(everything) : "";
    const change = news && JSON.stringify(news);
    for (const { outlet, state } of this.#parts.hub.followers(room)) {
      const text = owed.has(outlet) ? full : change;
      if (text === undefined || state === "waiting" || !outlet.open) continue;
      if (outlet.full) owed.add(outlet);
      else if (owed.delete(outlet) || change) outlet.whisper?.(text);
    }
    if (owed.size === 0) this.#owed.delete(room);
    else {
      this.#owed.set(room, owed);
      this.#announce(room);
    }
  }

  #forget(room: string): void {
    this.#told.delete(room);
    this.#owed.delete(room);
    this.#watch.forget(room);
  }

  #write(): void {
    const now = this.#parts.environment.now();
    const isDue = !this.#book.isEmpty && now - this.#beatAt >= BEAT_MS;
    if (isDue) { for (const room of this.#book.old) this.#changed.add(room); }
    if (this.#writing || (!isDue && this.#changed.size === 0)) return;
    this.#writing = true;
    const rooms = [...this.#changed];
    this.#changed.clear();
    this.#beatAt = now;
    this.#save(rooms);
  }

  async #save(rooms: readonly string[]): Promise<void> {
    try {
      await this.#book.write(
        rooms.map((room) => [room, attendanceOf(this.#here.of(room))]),
      );
    } catch (error) {
      if (this.#closed) return;
      report("keeping who is there failed", error);
      for (const room of rooms) this.#changed.add(room);
    }
    this.#writing = false;
    if (this.#changed.size > 0) this.#ticker.soon();
    this.#wakeInTime();
  }
}
