import type { Member } from "./member.ts";
import type { Stage } from "./stage.ts";
import { readHeads } from "./stored.ts";
import type { Heads } from "./witness.ts";

/** Until everybody has nothing left to do, in milliseconds. Takes seconds, unless a stream has died in silence: that takes a minute to notice. */
const PATIENCE_MS = 120_000;
/** Until everybody has heard of what nobody had heard of by then. */
const LAST_PATIENCE_MS = 10_000;

/** Lets everybody come to rest. Gives what kept them from it; nothing if all is well. */
export async function calmDown(
  { site, crowd, witness, lookout, rooms }: Stage,
): Promise<string[]> {
  const isOver = (heads: Heads) => () =>
    crowd.everybody.every((member) => isAtRest(member, heads));
  witness.history.add({ kind: "phase", text: "no more faults" });
  crowd.rest();
  await lookout.until(() => isOver(witness.heads)(), PATIENCE_MS);
  // Nothing is under way any more: what the store has now stays.
  const heads = await readHeads(site.kv, rooms);
  await lookout.until(isOver(heads), LAST_PATIENCE_MS);
  return crowd.everybody.flatMap((member) => unrestOf(member, heads));
}

function isAtRest(member: Member, heads: Heads): boolean {
  return member.isAt(heads) && member.unrest().length === 0;
}

function unrestOf(member: Member, heads: Heads): string[] {
  const late = member.isAt(heads) ? [] : [`${member.name} is behind`];
  return [...late, ...member.unrest()];
}
