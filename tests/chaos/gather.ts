import { Crowd } from "./crowd.ts";
import type { LineParts } from "./line.ts";
import type { Pace } from "./pacer.ts";
import type { Member } from "./member.ts";
import { Page } from "./page.ts";
import { Program } from "./program.ts";
import type { Seat } from "./seat.ts";
import type { Stage } from "./stage.ts";

/** How many there are of each kind. */
export interface CrowdSize {
  people: number;
  programs: number;
  pages: number;
  /** So many more in networks that let no WebSockets through. */
  blockedPages: number;
  slowReaders: number;
  stoppingReaders: number;
}

/** What a crowd is gathered around. */
export type Occasion = Pick<
  Stage,
  "site" | "witness" | "recovery" | "random" | "rooms" | "people"
>;

/** Each of the other rooms is followed by this share of the members. */
const SHARE = 0.6;
const FLOODERS = 2;

/** Makes everybody. Nobody connects yet. */
export function gather(occasion: Occasion, size: CrowdSize): Crowd {
  const { rooms, random } = occasion;
  const members = {
    programs: names("program", size.programs).map((name) =>
      newProgram(occasion, name, someRooms(occasion))
    ),
    pages: [
      ...names("page", size.pages).map((name) => newPage(occasion, name)),
      ...names("blocked", size.blockedPages).map((name) =>
        newPage(occasion, name, true)
      ),
    ],
    slowReaders: names("slow", size.slowReaders).map((name) =>
      newReader(occasion, name, "slow")
    ),
    stoppingReaders: names("stopping", size.stoppingReaders).map((name) =>
      newReader(occasion, name, "eager")
    ),
    flooders: names("flooder", FLOODERS).map((name) =>
      newProgram(occasion, name, rooms.slice(-1))
    ),
  };
  introduceTwins(members.programs);
  return new Crowd(members, random.fork());
}

function introduceTwins(programs: readonly Program[]): void {
  for (const program of programs) {
    program.twins = programs.filter((other) =>
      other !== program && other.person === program.person
    );
  }
}

function newProgram(
  occasion: Occasion,
  name: string,
  rooms: readonly string[],
): Program {
  const program: Program = new Program(
    partsOf(occasion, name),
    rooms,
    "eager",
    () => ails(occasion, program),
  );
  return program;
}

/** Connected past the proxy, whose buffers would hold what a server must not. */
function newReader(occasion: Occasion, name: string, pace: Pace): Program {
  const parts = partsOf(occasion, name, direct);
  const lost = () => pace === "eager" && ails(occasion, reader);
  const reader: Program = new Program(parts, occasion.rooms, pace, lost);
  return reader;
}

function newPage(occasion: Occasion, name: string, blocked = false): Page {
  const page: Page = new Page(
    { ...partsOf(occasion, name), blocked },
    someRooms(occasion),
    () => ails(occasion, page),
  );
  return page;
}

function ails({ recovery, witness }: Occasion, member: Member): void {
  recovery.lost(member, witness.heads);
}

function partsOf(
  { site, witness, random, people }: Occasion,
  client: string,
  portOf = proxied,
): LineParts {
  const own = random.fork();
  return {
    witness,
    visitor: { ...own.pick(people), client },
    random: own,
    port: () => portOf(own.pick(site.seats)),
  };
}

function proxied({ proxy }: Seat): number {
  return proxy.port;
}

function direct({ port }: Seat): number {
  return port;
}

function someRooms({ rooms, random }: Occasion): string[] {
  return rooms.slice(0, -1).filter((slug) =>
    slug === rooms[0] || random.chance(SHARE)
  );
}

function names(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${kind}-${i + 1}`);
}
