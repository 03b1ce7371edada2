import { newSession, RawClient } from "@/tests/raw_client.ts";
import { Seat } from "./seat.ts";
import type { Visitor } from "./witness.ts";

export type Person = Omit<Visitor, "client">;

/** Several server processes on one database file. */
export class Site implements AsyncDisposable {
  readonly kv: string;
  readonly seats: readonly Seat[];
  readonly #folder: string;

  /** Starts one server for each number of workers. */
  static async open(workers: readonly number[]): Promise<Site> {
    const site = new Site(
      await Deno.makeTempDir({ prefix: "confab-chaos-" }),
      workers,
    );
    await site.start();
    return site;
  }

  private constructor(folder: string, workers: readonly number[]) {
    this.#folder = folder;
    this.kv = `${folder}/chat.kv`;
    this.seats = workers.map((count) => new Seat(this.kv, count));
  }

  /** Starts every server. */
  async start(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.start()));
  }

  /** Asks every server to go down, and waits until all have. */
  async stop(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.stop()));
  }

  /** Resident memory of all servers together in bytes, if it can be seen. */
  async memory(): Promise<number | undefined> {
    const each = await Promise.all(this.seats.map((seat) => seat.memory()));
    return each.reduce((sum, one) =>
      sum === undefined || one === undefined ? undefined : sum + one
    );
  }

  /** What the servers logged since this was asked last, and should not have. */
  troubles(): string[] {
    return this.seats.flatMap((seat) => seat.troubles.splice(0));
  }

  /** Someone new, with a session. */
  async newPerson(): Promise<Person> {
    const url = this.#url;
    const token = await newSession(url);
    const socket = `${url.replace("http", "ws")}/api/chat`;
    await using client = new RawClient(socket, { token });
    const { user } = await client.next("welcome");
    return { person: user.id, token };
  }

  async makeRoom(slug: string, { token }: Person): Promise<void> {
    const response = await fetch(`${this.#url}/api/rooms`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ slug }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Cannot make room '${slug}': ${text}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat[Symbol.asyncDispose]()));
    await Deno.remove(this.#folder, { recursive: true });
  }

  get #url(): string {
    for (const seat of this.seats) return seat.url;
    throw new Error("Cannot give an address: there are no servers");
  }
}
