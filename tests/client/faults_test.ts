import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BO } from "./packets.ts";
import { bodies, type Page, type Scene, scene } from "./page.ts";

const ROOMS = ["lobby", "den"];
const LONG_MS = 10 * 60_000;

const deeds = [
  ...["post", "post", "post", "hear", "cut", "down", "up", "loseAcks", "limit"],
  ...["reload", "open", "close", "wake", "wait"],
] as const;
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  /** Which tab, room, time … */
  by: fc.nat(1_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A tab in the eyes of a person: it stays the same through reloads. */
interface Tab {
  page: Page;
  /** What was typed, by room, in order. */
  typed: Map<string, string[]>;
}

/** People, tabs and a network that do whatever comes to mind. */
class World {
  readonly scene: Scene = scene();
  readonly everyTab: Tab[] = [];
  tabs: Tab[] = [];
  #posts = 0;
  #acksToLose = 0;
  #refusals = 0;

  constructor() {
    const { server } = this.scene;
    server.swallow = ({ type }) => type === "ack" && this.#acksToLose-- > 0;
    server.refuse = () => {
      return this.#refusals-- > 0
        ? { code: "rate_limited", message: "Too fast", retryAfter: 400 }
        : undefined;
    };
    this.#open();
  }

  take({ deed, by }: Step): void {
    const { clock, server } = this.scene;
    const room = ROOMS[by % 2] ?? "lobby";
    const tab = this.tabs[(by >> 1) % this.tabs.length];
    assert(tab);
    if (deed === "post") this.#post(tab, room);
    if (deed === "hear") {
      server.commit({
        type: "post",
        room,
        id: `bo${++this.#posts}`,
        body: "Bo's",
      }, BO);
    }
    if (deed === "cut") server.cut([1006, 1001, 1013][by % 3]);
    if (deed === "down" || deed === "up") server.up = deed === "up";
    if (deed === "loseAcks") this.#acksToLose = by % 4;
    if (deed === "limit") this.#refusals = by % 4;
    if (deed === "reload") this.#reload(tab);
    if (deed === "open" && this.tabs.length < 3) this.#open();
    if (deed === "close" && this.tabs.length > 1) this.#close(tab);
    if (deed === "wake") tab.page.client.wake();
    clock.advance(by % 200);
  }

  /** No more faults, and time enough. */
  calm(): void {
    const { clock, server } = this.scene;
    this.#acksToLose = this.#refusals = 0;
    server.up = true;
    server.cut();
    clock.advance(LONG_MS);
  }

  #open(): void {
    const tab = {
      page: this.scene.openTab(),
      typed: new Map(ROOMS.map((room) => [room, []])),
    };
    this.tabs.push(tab);
    this.everyTab.push(tab);
  }

  #close(tab: Tab): void {
    this.scene.closeTab(tab.page);
    this.tabs = this.tabs.filter((other) => other !== tab);
  }

  #reload(tab: Tab): void {
    this.scene.closeTab(tab.page);
    tab.page = this.scene.openTab();
  }

  #post({ page, typed }: Tab, room: string): void {
    const body = `m${++this.#posts}`;
    typed.get(room)?.push(body);
    page.client.room(room).post(body);
  }
}

function checkLog({ scene, everyTab }: World, room: string): void {
  const own = scene.server.messages(room).filter(({ author }) =>
    author.id !== BO.id
  ).map(({ body }) => body);
  const typed = everyTab.map((tab) => tab.typed.get(room) ?? []);
  assertEquals([...own].sort(), typed.flat().sort(), "each post once");
  for (const bodies of typed) {
    assertEquals(
      own.filter((body) => bodies.includes(body)),
      bodies,
      "in the order in which its tab was given it",
    );
  }
}

function checkPage({ scene }: World, { page: { lobby } }: Tab): void {
  const log = scene.server.messages("lobby").map(({ body }) => body);
  assertEquals(bodies(lobby), log.slice(log.length - bodies(lobby).length));
  assertEquals(lobby.pending.value, []);
}

Deno.test("ChatClient gets each post through once and in order, whatever fails, and every tab sees all of it", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = new World();
      for (const step of steps) world.take(step);
      world.calm();
      for (const room of ROOMS) checkLog(world, room);
      for (const tab of world.tabs) checkPage(world, tab);
      assertEquals(
        world.scene.browser.stored.size,
        0,
        "nothing is left behind",
      );
    }),
    { numRuns: 300 },
  );
});
