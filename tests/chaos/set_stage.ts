import { Random } from "@/tests/simulation/random.ts";
import { type CrowdSize, gather } from "./gather.ts";
import { Lookout } from "./lookout.ts";
import { Recovery } from "./recovery.ts";
import type { Person, Site } from "./site.ts";
import type { Stage } from "./stage.ts";
import { Witness } from "./witness.ts";

/** Who and what a round needs. */
export interface Cast {
  seed: number;
  size: CrowdSize;
  /** Slugs of rooms that do not exist yet. */
  rooms: readonly string[];
}

/** Makes people and rooms, and a crowd that waits outside. */
export async function setStage(
  site: Site,
  { seed, size, rooms }: Cast,
): Promise<Stage> {
  const people: Person[] = [];
  for (let i = 0; i < size.people; i++) people.push(await site.newPerson());
  for (const owner of people.slice(0, 1)) {
    for (const slug of rooms) await site.makeRoom(slug, owner);
  }
  const random = new Random(seed);
  const lookout = new Lookout();
  const witness = new Witness(lookout);
  const recovery = new Recovery();
  lookout.each(() => recovery.look());
  const occasion = { site, witness, recovery, rooms, people };
  const crowd = gather({ ...occasion, random: random.fork() }, size);
  return { ...occasion, crowd, lookout, random, faults: new Map() };
}
