/**
 * The URL that a request is matched by. Runs of slashes count as one, so that `//evil.example` can't become the start of
 * a redirect's target.
 */
export function requestUrl(request: Request, trustProxy: boolean): URL {
  const url = new URL(request.url);
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replace(/\/+/g, "/");
  }
  if (trustProxy) applyForwarded(url, request.headers);
  return url;
}

function applyForwarded(url: URL, headers: Headers): void {
  const protocol = singleValue(headers, "x-forwarded-proto");
  if (protocol !== null) url.protocol = protocol;
  const host = singleValue(headers, "x-forwarded-host");
  if (!host) return;
  url.port = ""; // the setter of `host` keeps the port if the value names none
  url.host = host;
}

/** A list tells of several proxies, and not which of them to believe. */
function singleValue(headers: Headers, name: string): string | null {
  const value = headers.get(name);
  return value === null || value.includes(",") ? null : value;
}
