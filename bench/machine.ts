import { peerVersions } from "./install.ts";

/** What was measured on, as far as it matters. */
export interface Machine {
  cores: number;
  memoryBytes: number;
  kernel: string;
  /** Of the programs that took part. */
  versions: Record<string, string>;
  /** Whether server and generator had a core of their own each. */
  pinned: boolean;
}

export async function thisMachine(pinned: boolean): Promise<Machine> {
  const [kernel = "?"] = Deno.osRelease().match(/^\d+\.\d+/) ?? [];
  return {
    cores: navigator.hardwareConcurrency,
    memoryBytes: Deno.systemMemoryInfo().total,
    kernel: `Linux ${kernel}`,
    versions: {
      deno: Deno.version.deno,
      ...await nodeVersion(),
      ...await peerVersions(),
    },
    pinned,
  };
}

async function nodeVersion(): Promise<Record<string, string>> {
  try {
    const { stdout } = await new Deno.Command("node", { args: ["--version"] })
      .output();
    const text = new TextDecoder().decode(stdout);
    return { node: text.trim().replace("v", "") };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}
