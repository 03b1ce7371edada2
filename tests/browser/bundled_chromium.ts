import { join } from "node:path";
import { type Executable, runs } from "@/tests/browser/executable.ts";

/** The Chromium that comes with an npm package, unpacked on its first use, or nothing where it cannot run. */
export async function bundledChromium(): Promise<Executable | undefined> {
  if (Deno.build.target !== "x86_64-unknown-linux-gnu") return undefined;
  const folder = await unpackedFolder();
  // The system's own libraries first: they get security fixes.
  for (const libraries of [{}, bundledLibraries(folder)]) {
    const env = { ...fonts(folder), ...libraries };
    const executable = { path: join(folder, "chromium"), env };
    if (await runs(executable)) return executable;
  }
}

/** In a process of its own: the package unpacks to wherever `TMPDIR` is, and is downloaded only if somebody asks for it. */
async function unpackedFolder(): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "-q", import.meta.resolve("./unpack_chromium.ts")],
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (success) return text.decode(stdout).trim();
  throw new Error(`Cannot unpack Chromium: ${text.decode(stderr)}`);
}

function bundledLibraries(folder: string): Record<string, string> {
  const own = join(folder, "al2023", "lib");
  const others = Deno.env.get("LD_LIBRARY_PATH");
  return { LD_LIBRARY_PATH: others ? `${own}:${others}` : own };
}

/** Without any font, Chromium shows no letter. */
function fonts(folder: string): Record<string, string> {
  const named = Deno.env.get("FONTCONFIG_FILE");
  return named || exists("/etc/fonts/fonts.conf")
    ? {}
    : { FONTCONFIG_FILE: join(folder, "fonts.conf") };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
