import type { Run } from "./run.ts";

/** What many runs came to. */
export class Totals {
  seeds = 0;
  #steps = 0;
  #sent = 0;
  #acknowledged = 0;
  #refused = 0;
  #committed = 0;
  #deliveries = 0;
  #elapsed = 0;
  readonly #faults = new Map<string, number>();

  add({ history, final, faults, elapsed, steps }: Run): void {
    this.seeds++;
    this.#steps += steps;
    this.#elapsed += elapsed;
    this.#committed += final.records.length;
    for (const [fault, count] of faults) {
      this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + count);
    }
    for (const entry of history.entries) {
      if (entry.kind === "sent") {
        this.#sent += entry.packets.filter((packet) => "id" in packet).length;
      }
      if (entry.kind !== "received") continue;
      for (const packet of entry.packets) {
        if (packet.type === "ack") this.#acknowledged++;
        else if (packet.type === "error" && packet.id !== undefined) {
          this.#refused++;
        } else if ("seq" in packet && "author" in packet) this.#deliveries++;
      }
    }
  }

  /** A table; `ms`: how long it took. */
  lines(ms: number): string[] {
    const rate = (count: number) =>
      `${Math.round(count / ms * 1000).toLocaleString("en")}/s`;
    const rows: [string, number | string][] = [
      ["seeds", `${this.seeds} (${rate(this.seeds)})`],
      ["commands sent, repeats included", this.#sent],
      [
        "commands committed",
        `${this.#committed.toLocaleString("en")} (${rate(this.#committed)})`,
      ],
      ["acks received", this.#acknowledged],
      ["errors received", this.#refused],
      [
        "events delivered",
        `${this.#deliveries.toLocaleString("en")} (${rate(this.#deliveries)})`,
      ],
      ["simulated steps", this.#steps],
      [
        "simulated time",
        `${(this.#elapsed / 3_600_000).toFixed(1)} h in ${
          (ms / 1000).toFixed(1)
        } s`,
      ],
      ...[...this.#faults].sort(([a], [b]) => a < b ? -1 : 1),
    ];
    return rows.map(([name, value]) =>
      `${name.padEnd(44)} ${value.toLocaleString("en").padStart(24)}`
    );
  }
}
