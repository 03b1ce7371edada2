import { Feed, type Follower } from "@/chat/feed.ts";
import { EagerStore, ForgetfulStore } from "./broken_stores.ts";
import type { Wrappers } from "./sim_cluster.ts";

/** Breaks the system on purpose, from outside: what the checker does not notice then, it would not notice otherwise. */
export interface Control {
  name: string;
  /** The invariants of which at least one must turn out to be violated. */
  caughtBy: readonly string[];
  wrappers?: Wrappers;
  /** Puts something else in the place of a method; gives what puts it back. */
  install?(): () => void;
}

/** The negative controls. The simulation must catch each. */
export const CONTROLS: readonly Control[] = [
  {
    name: "acknowledge before the commit",
    caughtBy: ["an acknowledged command is in the log"],
    wrappers: { store: (store, database) => new EagerStore(store, database) },
  },
  {
    name: "skip the dedupe",
    caughtBy: ["a command takes effect once"],
    wrappers: { store: (store) => new ForgetfulStore(store) },
  },
  {
    name: "skip the gap check",
    caughtBy: ["a stream has no gap and no repeat"],
    install: skipGapCheck,
  },
  {
    name: "drop the join buffer",
    caughtBy: ["a stream has no gap and no repeat"],
    install: dropJoinBuffer,
  },
];

/** Whatever a hint brings is taken for what comes next. */
function skipGapCheck(): () => void {
  const { advance } = Feed.prototype;
  Feed.prototype.advance = function (from, events) {
    advance.call(this, Math.min(from, this.last + 1), events);
  };
  return () => Feed.prototype.advance = advance;
}

/** Who joins goes live when the history has been read, without what was committed meanwhile. */
function dropJoinBuffer(): () => void {
  const { enter, start } = Feed.prototype;
  const entered = new WeakMap<Follower, number>();
  Feed.prototype.enter = function (outlet) {
    const follower = enter.call(this, outlet);
    entered.set(follower, this.last);
    return follower;
  };
  Feed.prototype.start = function (follower, cursor) {
    // Who resumes from further back still gets what it asked for.
    const resumes = cursor < (entered.get(follower) ?? 0);
    const late = resumes ? cursor : Math.max(cursor, this.last);
    start.call(this, follower, late);
  };
  return () => void Object.assign(Feed.prototype, { enter, start });
}
