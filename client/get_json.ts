/** How long an answer may be on its way, in milliseconds: a network that swallows it would never say so. */
const PATIENCE_MS = 15_000;

/** What the server has there. Rejects if it does not come. */
export async function getJson(address: string): Promise<unknown> {
  const response = await fetch(address, {
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) {
    throw new Error(
      `Cannot load '${address}': the server answered ${response.status}`,
    );
  }
  return await response.json();
}
