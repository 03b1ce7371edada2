/** Longest name of a room in an address, in characters. */
const SLUG_LENGTH = 63;
const RANDOM_LENGTH = 8;

/** The name in the address for a room with this title: "Café, 2nd floor" → "cafe-2nd-floor". Random where no letter of it can stand there. */
export function roomSlug(title: string): string {
  const slug = title.normalize("NFKD").toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LENGTH)
    .replace(/^-|-$/g, "");
  return slug || `room-${crypto.randomUUID().slice(0, RANDOM_LENGTH)}`;
}
