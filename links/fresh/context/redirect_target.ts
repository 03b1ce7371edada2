/**
 * Collapses runs of slashes in the path of a target such as `//evil.example/`, which browsers would take for another
 * host. Absolute URLs and relative paths are the caller's own words and pass unchanged.
 */
export function redirectTarget(pathOrUrl: string): string {
  if (!pathOrUrl.startsWith("/")) return pathOrUrl;
  return pathOrUrl.replace(/^[^?#]*/, (path) => path.replace(/\/+/g, "/"));
}
