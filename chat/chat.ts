import { Admission } from "./admission.ts";
import type { Bus, Notice } from "./bus.ts";
import { Connection } from "./connection.ts";
import { Drain } from "./drain.ts";
import type { Environment } from "./environment.ts";
import { epochOf } from "./epoch.ts";
import type { ErrorFigures } from "./figures.ts";
import { GroupCommit } from "./group_commit.ts";
import { Hub } from "./hub.ts";
import { keys } from "./keys.ts";
import {
  COMMANDS_BURST,
  NEWCOMERS_BURST,
  NEWCOMERS_PER_SECOND,
  PEOPLE_PER_ADDRESS,
  QUIET_PACKETS_BURST,
  QUIET_PACKETS_PER_SECOND,
  READ_PATIENCE_MS,
  ROOM_MAKERS_PER_ADDRESS,
  ROOMS_BURST,
  ROOMS_PER_SECOND,
} from "./limits.ts";
import { Looks } from "./looks.ts";
import type { Channel } from "./outgoing.ts";
import { OwnFigures } from "./own_figures.ts";
import { type Peer, Peers } from "./peers.ts";
import { PatientStore } from "./patient_store.ts";
import type { Committed } from "./pending.ts";
import { authorOf, People, type Person } from "./people.ts";
import { PersonLimit } from "./person_limit.ts";
import { Presence } from "./presence.ts";
import type { Command, RoomRequest } from "./protocol.ts";
import { RateLimit } from "./rate_limit.ts";
import { ReadMarks } from "./read_marks.ts";
import { Reading } from "./reading.ts";
import { RollCall } from "./roll_call.ts";
import { type History, RoomHistory } from "./room_history.ts";
import { type Page, RoomLog } from "./room_log.ts";
import { type Room, Rooms } from "./rooms.ts";
import type { Store } from "./store.ts";
import { base64Url } from "./text.ts";
import type { Turns } from "./turns.ts";
import { Typing } from "./typing.ts";
import { UnderWay } from "./under_way.ts";
import { Unread } from "./unread.ts";

/** What a chat runs on. */
export interface ChatParts {
  store: Store;
  bus: Bus;
  environment: Environment;
  /** Where others write to the same database; without it nobody does. */
  turns?: Turns;
  /** Commands that a person may send a second; 0: no limit, for new rooms neither. */
  postsPerSecond: number;
  /** Sockets that an address may have open; 0: no limit, for newcomers neither. */
  connectionsPerAddress: number;
  /** True if more connections might be more than the memory holds; without it, it never is. */
  memoryIsShort?: () => boolean;
  /** How many errors there were in this worker; without it, nobody counts them. */
  errors?: () => ErrorFigures;
}

const WORKER_ID_BYTES = 9;

/** The chat of one worker. */
export class Chat {
  readonly environment: Environment;
  readonly epoch: string;
  readonly log: RoomLog;
  readonly hub: Hub;
  readonly rooms: Rooms;
  readonly people: People;
  readonly readMarks: ReadMarks;
  readonly reading: Reading;
  readonly presence: Presence;
  readonly unread: Unread;
  readonly admission: Admission;
  readonly rollCall: RollCall;
  /** For packets that change nothing. */
  readonly quietLimit: RateLimit;
  /** For people who are new and get a session, by network. */
  readonly newcomerLimit: RateLimit;
  /** Going down waits for these commands. */
  readonly underWay = new UnderWay();
  readonly typing: Typing;
  readonly #store: Store;
  readonly #bus: Bus;
  readonly #commits: GroupCommit;
  readonly #commandLimit: PersonLimit;
  readonly #roomLimit: PersonLimit;
  readonly #figures: OwnFigures;
  readonly #peers = new Peers();
  readonly #looks: Looks;
  readonly #history: RoomHistory;
  readonly #drain: Drain;

  /** Opens the chat in this store; sees to it that it has an epoch and a lobby. */
  static async open(parts: ChatParts): Promise<Chat> {
    const chat = new Chat(parts, await epochOf(parts.store, parts.environment));
    await chat.rooms.ensureLobby();
    chat.hub.start();
    chat.presence.start();
    chat.#looks.start();
    chat.rollCall.start();
    chat.admission.start();
    return chat;
  }

  private constructor(
    {
      store,
      bus,
      environment,
      turns,
      postsPerSecond,
      connectionsPerAddress: perAddress,
      memoryIsShort = () => false,
      errors = () => ({ errors: 0, faults: 0 }),
    }: ChatParts,
    epoch: string,
  ) {
    this.#store = store;
    this.#bus = bus;
    this.environment = environment;
    this.epoch = epoch;
    // Many wait for one answer: one that never comes must not hold them up for ever.
    const patient = new PatientStore(store, environment, READ_PATIENCE_MS);
    this.log = new RoomLog(patient);
    this.hub = new Hub(patient, this.log, bus, environment);
    this.rooms = new Rooms(patient, environment);
    this.#history = new RoomHistory(this.rooms, this.log);
    this.people = new People(patient, environment);
    this.readMarks = new ReadMarks(patient, environment);
    this.reading = new Reading(this.readMarks, this.hub);
    this.unread = new Unread(this.log, this.readMarks);
    const worker = base64Url(environment.secret(WORKER_ID_BYTES));
    this.presence = new Presence({
      store,
      bus,
      hub: this.hub,
      worker,
      environment,
      doubt: (id) => void this.#looks.doubt(id),
    });
    this.#looks = new Looks({
      bus,
      environment,
      people: this.people,
      peers: this.#peers,
      presence: this.presence,
    });
    this.admission = new Admission({
      bus,
      worker,
      perAddress,
      memoryIsShort,
      environment,
    });
    this.typing = new Typing(this.hub, environment);
    this.quietLimit = new RateLimit(
      QUIET_PACKETS_PER_SECOND,
      QUIET_PACKETS_BURST,
      environment,
    );
    this.newcomerLimit = new RateLimit(
      perAddress === 0 ? 0 : NEWCOMERS_PER_SECOND,
      NEWCOMERS_BURST,
      environment,
    );
    this.#commits = new GroupCommit(
      store,
      environment,
      (commit) => this.hub.committed(commit),
      turns,
    );
    this.#figures = new OwnFigures({
      peers: this.#peers,
      hub: this.hub,
      admission: this.admission,
      commits: this.#commits,
      errors,
      environment,
    });
    this.rollCall = new RollCall(
      bus,
      worker,
      () => this.#figures.now(),
      environment,
    );
    this.#commandLimit = new PersonLimit({
      perSecond: postsPerSecond,
      burst: COMMANDS_BURST,
      peoplePerAddress: PEOPLE_PER_ADDRESS,
      complaint: "Too fast",
    }, environment);
    this.#roomLimit = new PersonLimit({
      perSecond: postsPerSecond === 0 ? 0 : ROOMS_PER_SECOND,
      burst: ROOMS_BURST,
      peoplePerAddress: ROOM_MAKERS_PER_ADDRESS,
      complaint: "Too many new rooms",
    }, environment);
    this.#drain = new Drain({
      peers: this.#peers,
      underWay: this.underWay,
      readMarks: this.readMarks,
      presence: this.presence,
      environment,
    });
    bus.listen((notice) => this.#heard(notice));
  }

  /** The one way into a room, for sockets, forms and JSON alike. Throws `Refusal` or `OutcomeUnknown`. */
  async submit(
    person: Person,
    address: string,
    command: Command,
  ): Promise<Committed> {
    this.underWay.begin();
    try {
      this.#commandLimit.take(person.id, address);
      // A read may overtake another, and the commands that wait for them: those of a socket, which come in order, wait for none.
      if (!this.hub.isFollowed(command.room)) {
        await this.rooms.get(command.room);
      }
      const committed = await this.#commits.append(authorOf(person), command);
      this.#figures.commands.ended(committed);
      return committed;
    } catch (error) {
      this.#figures.commands.threw(error);
      throw error;
    } finally {
      this.underWay.end();
    }
  }

  /** Makes a room. Throws `Refusal`. */
  async makeRoom(
    person: Person,
    address: string,
    request: RoomRequest,
  ): Promise<Room> {
    this.#roomLimit.take(person.id, address);
    return await this.rooms.make(request, person);
  }

  /** Somebody is to have another name or colour, in all their connections. Throws `Refusal`. */
  async changeLook(
    person: Person,
    address: string,
    name: string,
    hue?: number,
  ): Promise<void> {
    this.#commandLimit.take(person.id, address);
    await this.#looks.change(person, name, hue);
  }

  /** A page of messages, which is shared, and the `seq` up to which they show the room. Throws `Refusal` if there is no such room. */
  history(slug: string, page: Page): Promise<History> {
    return this.#history.read(slug, page);
  }

  /** A client has connected. The caller passes on what the socket tells. */
  connect(channel: Channel, person: Person, address: string): Connection {
    const connection = new Connection(this, channel, person, address);
    this.admit(connection);
    return connection;
  }

  /** From now on told when the server goes away. */
  admit(peer: Peer): void {
    this.#peers.admit(peer);
  }

  /** It is gone. */
  forget(peer: Peer): void {
    this.#peers.forget(peer);
  }

  /** Throws if the store can't be read. */
  async check(): Promise<void> {
    await this.#store.get(keys.epoch);
  }

  /** True once {@linkcode drain} was called. */
  get draining(): boolean {
    return this.#drain.begun;
  }

  /**
   * The server is going away: lets nobody in any more, tells everyone, commits and answers what was accepted, closes the sockets
   * with 1001. Takes at most `DRAIN_MS`.
   */
  drain(): Promise<void> {
    return this.#drain.run();
  }

  close(): void {
    this.hub.close();
    this.presence.close();
    this.#looks.close();
    this.rollCall.stop();
    this.admission.stop();
    this.#bus.close();
    this.#store.close();
  }

  #heard(notice: Notice): void {
    switch (notice.type) {
      case "committed":
        this.#commits.overtaken(notice.commit.added.map(({ room }) => room));
        return this.hub.heard(notice.commit);
      case "whisper":
        return this.hub.heardWhisper(notice.whisper);
      case "presence":
        return this.presence.heard(notice.presence);
      case "renamed":
        return this.#looks.changed(notice.person);
      case "here":
        return this.rollCall.heard(notice.worker, notice.figures);
      case "sockets":
        return this.admission.heard(notice.worker, notice.counts, notice.all);
    }
  }
}
