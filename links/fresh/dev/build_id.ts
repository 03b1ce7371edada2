const VARIABLES = ["DENO_DEPLOYMENT_ID", "GITHUB_SHA", "CI_COMMIT_SHA"];

/** An id for a new build: the same for all builds of one deployment or commit, if the environment names it. */
export async function newBuildId(): Promise<string> {
  const named = VARIABLES.map((name) => Deno.env.get(name)).find((value) =>
    value
  );
  const source = new TextEncoder().encode(named ?? crypto.randomUUID());
  return new Uint8Array(await crypto.subtle.digest("SHA-1", source)).toHex();
}
