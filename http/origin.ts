/**
 * Which pages may talk to this server in a person's name. A browser sends cookies along with whatever another site's page
 * asks for, WebSockets included (RFC 6455, section 10.2); only `Origin` tells them apart.
 */
export function isAllowedOrigin(
  origin: string,
  url: URL,
  allowed: readonly string[],
): boolean {
  if (allowed.includes(origin)) return true;
  if (!URL.canParse(origin)) return false; // `null`, among others
  const { host, protocol, origin: normal } = new URL(origin);
  // Host and port: behind a proxy that ends TLS the scheme differs.
  return (protocol === "http:" || protocol === "https:") &&
    normal === origin.toLowerCase() && host === url.host;
}
