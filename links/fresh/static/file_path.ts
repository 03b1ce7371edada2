/**
 * The decoded path of the file that a URL's path asks for, or null if it can ask for none: the root, a path outside
 * `basePath`, a malformed escape, or an escaped slash (which would be another file's path once decoded).
 */
export function filePath(pathname: string, basePath: string): string | null {
  if (!pathname.startsWith(basePath)) return null;
  const segments = pathname.slice(basePath.length).replace(/\/$/, "").split("/")
    .slice(1).map(decodedSegment);
  return segments.length === 0 || segments.includes(null)
    ? null
    : "/" + segments.join("/");
}

function decodedSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded.includes("/") ? null : decoded;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
