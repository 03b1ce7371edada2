import { type Executable, runs } from "@/tests/browser/executable.ts";

/** Names looked up on `PATH`, and where macOS keeps it. */
const PLACES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The first installed browser that runs. */
export async function installedChromium(): Promise<Executable | undefined> {
  for (const path of PLACES) {
    const executable = { path, env: {} };
    if (await runs(executable)) return executable;
  }
}
