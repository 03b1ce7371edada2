import type { Measurement } from "./figures.ts";

/** Measures; a server or generator that fails spoils its own run and no other. */
export async function attempt(
  measure: () => Promise<Measurement>,
): Promise<Measurement> {
  try {
    return await measure();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { figures: {}, problems: [error.message] };
  }
}
