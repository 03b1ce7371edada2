/** Who runs where: the server on one core, the generator on another, so that neither takes the other's time. */

export type Role = "server" | "generator";

/** A core list of `taskset` for each role. */
export type Cores = Record<Role, string>;

/** One core each, where there are two and `taskset` to use them. */
export function oneCoreEach(): Cores | undefined {
  return navigator.hardwareConcurrency >= 2 && hasTaskset()
    ? { server: "0", generator: "1" }
    : undefined;
}

/** The command line that keeps a program on its cores. */
export function pinned(command: string[], cores: string | undefined): string[] {
  return cores === undefined ? command : ["taskset", "-c", cores, ...command];
}

function hasTaskset(): boolean {
  try {
    return new Deno.Command("taskset", {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    }).outputSync().success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
