let current = "";

/** The id of the build that runs, which `asset()` puts into URLs. */
export function buildId(): string {
  return current;
}

/** Called when a build is applied, and in the browser before the islands start. */
export function setBuildId(id: string): void {
  current = id;
}
