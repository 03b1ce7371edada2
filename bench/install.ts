import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("./peers/", import.meta.url));
const MODULES = `${FOLDER}node_modules/`;

/** Bun's binary is a package of its own for each platform, so none of its install scripts has to run. */
const BUN = `@oven/bun-linux-${
  Deno.build.arch === "x86_64" ? "x64" : "aarch64"
}`;

/** The path of Bun's binary, once installed. */
export const BUN_PATH = `${MODULES}${BUN}/bin/bun`;

/**
 * Installs the peers (`bench/peers/package.json`) with npm and the registry that it is configured for, unless they are there in their versions.
 *
 * @throws {Error} If npm fails; the message holds what it wrote.
 */
export async function installPeers(): Promise<void> {
  const { dependencies } = JSON.parse(
    await Deno.readTextFile(`${FOLDER}package.json`),
  );
  const versions = await peerVersions();
  const wanted = Object.entries(dependencies);
  const complete = versions.bun !== undefined &&
    wanted.every(([name, version]) => versions[name] === version);
  if (!complete) await install();
}

async function install(): Promise<void> {
  console.error("Installing the peers with npm …");
  const { success, stderr } = await new Deno.Command("npm", {
    args: [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--no-package-lock",
    ],
    cwd: FOLDER,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  throw new Error(
    `Cannot install the peers: npm wrote '${new TextDecoder().decode(stderr)}'`,
  );
}

/** The installed peers' versions. */
export async function peerVersions(): Promise<Record<string, string>> {
  const packages = { "socket.io": "socket.io", ws: "ws", bun: BUN };
  const versions: Record<string, string> = {};
  for (const [name, folder] of Object.entries(packages)) {
    const version = await versionIn(`${MODULES}${folder}/package.json`);
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}

async function versionIn(path: string): Promise<string | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path)).version;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
