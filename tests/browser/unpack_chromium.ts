/**
 * A program: unpacks the Chromium of `@sparticuz/chromium`, with the fonts and the libraries that a small system lacks, to the
 * user's cache, and prints the folder. The package would do it by itself, but only where it recognises a cloud's
 * functions, and straight to a place that all processes share.
 */
import { inflate } from "@sparticuz/chromium";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKS = [
  "chromium.br",
  "fonts.tar.br",
  "swiftshader.tar.br",
  "al2023.tar.br",
];

const pack = new URL("../", import.meta.resolve("@sparticuz/chromium"));
const cache = join(cacheFolder(), "confab");
const folder = join(cache, `chromium-${await version()}`);
if (!await exists(folder)) await unpack();
console.log(folder);

function cacheFolder(): string {
  const home = Deno.env.get("HOME");
  return Deno.env.get("XDG_CACHE_HOME") ||
    (home ? join(home, ".cache") : "/var/tmp");
}

async function version(): Promise<string> {
  const manifest = await Deno.readTextFile(new URL("package.json", pack));
  return JSON.parse(manifest).version;
}

/** Unpacks to a name of its own first: other processes may be doing the same, or this one may be stopped half way. */
async function unpack(): Promise<void> {
  await Deno.mkdir(cache, { recursive: true });
  const temporary = await Deno.makeTempDir({ dir: cache });
  try {
    await fill(temporary);
    await Deno.rename(temporary, folder);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true });
    if (!await exists(folder)) throw error; // else another process was faster
  }
}

async function fill(temporary: string): Promise<void> {
  Deno.env.set("TMPDIR", temporary); // where `inflate()` writes to
  const bin = fileURLToPath(new URL("bin/", pack));
  await Promise.all(PACKS.map((name) => inflate(join(bin, name))));
  // The configuration in the package names folders that are not here.
  await Deno.writeTextFile(
    join(temporary, "fonts.conf"),
    `<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>\n`,
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
