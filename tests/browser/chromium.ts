import { type Browser, chromium } from "playwright-core";
import { bundledChromium } from "@/tests/browser/bundled_chromium.ts";
import { type Executable, runs } from "@/tests/browser/executable.ts";
import { installedChromium } from "@/tests/browser/installed_chromium.ts";

const ARGS = [
  "--no-sandbox", // the root user of a container has none
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium: the one of `CHROMIUM_PATH`, else an installed one, else the one inside `@sparticuz/chromium`.
 *
 * @throws {Error} If there is none that runs here; a test without a browser has to fail.
 */
export async function launch(): Promise<Browser> {
  const { path, env } = await findChromium();
  return await chromium.launch({
    executablePath: path,
    args: ARGS,
    env: { ...Deno.env.toObject(), ...env },
    // The browser ends with this process anyway; with these handlers the process itself would live on.
    handleSIGHUP: false,
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

async function findChromium(): Promise<Executable> {
  const found = await namedChromium() ?? await installedChromium() ??
    await bundledChromium();
  if (found !== undefined) return found;
  throw new Error(
    "Cannot find a browser for the tests: install Chromium or Chrome, or name one with CHROMIUM_PATH",
  );
}

async function namedChromium(): Promise<Executable | undefined> {
  const path = Deno.env.get("CHROMIUM_PATH");
  if (!path) return undefined;
  const named = { path, env: {} };
  if (await runs(named)) return named;
  throw new Error(
    `Cannot use CHROMIUM_PATH '${path}': expected the path of a Chromium or Chrome that can run here`,
  );
}
