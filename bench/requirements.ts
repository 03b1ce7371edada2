/** The benchmark cannot run here; the message says what would help. */
export class RequirementError extends Error {
  override name = "RequirementError";
}

/** Open files that the largest scenario needs, in the server and in the generator. */
const OPEN_FILES = 11_000;
/** More than this and the figures are of whatever else runs. */
const QUIET_LOAD = 0.5;

/** @throws {RequirementError} If the generator could not work here. */
export function checkRequirements(os: string = Deno.build.os): void {
  if (os !== "linux") {
    throw new RequirementError(
      `Cannot measure on '${os}': the load generator needs Linux (epoll, /proc)`,
    );
  }
  const files = openFiles(Deno.readTextFileSync("/proc/self/limits"));
  if (files < OPEN_FILES) {
    throw new RequirementError(
      `Cannot open ${OPEN_FILES} connections: only ${files} files may be open. Allow more, e.g. with 'ulimit -n 20000'`,
    );
  }
}

/** The soft limit in the text of `/proc/PID/limits`. */
export function openFiles(limits: string): number {
  const [, soft] = limits.match(/^Max open files\s+(\d+|unlimited)/m) ?? [];
  return soft === undefined || soft === "unlimited" ? Infinity : Number(soft);
}

/** Says so when other programs use the processor. */
export function warnIfBusy(): void {
  const [load = 0] = Deno.loadavg();
  if (load > QUIET_LOAD) {
    console.error(
      `Other programs are busy (load ${
        load.toFixed(1)
      }): the figures are only good for a first look`,
    );
  }
}
