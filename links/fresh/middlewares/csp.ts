import { nonceOf } from "../context/nonce.ts";
import type { Middleware } from "../types.ts";

export interface CSPOptions {
  /** Have violations reported, but allowed. */
  reportOnly?: boolean;
  /** The path that browsers send reports to. */
  reportTo?: string;
  /** Directives such as `"img-src *"`; each replaces the default of the same name. */
  csp?: string[];
  /** Allow only those inline scripts and styles that carry the page's nonce. */
  useNonce?: boolean;
}

const DEFAULTS: readonly string[] = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

/** Where CSP Level 3 knows nonces. */
const TAKES_NONCE: ReadonlySet<string> = new Set([
  "script-src",
  "style-src",
  "script-src-elem",
  "style-src-elem",
  "style-src-attr",
  "default-src",
]);

/** Sets a `Content-Security-Policy` on every response that passes. The answers of root error pages do not. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, useNonce = false } = options;
  const name = reportOnly
    ? "content-security-policy-report-only"
    : "content-security-policy";
  const directives = withReporting(merged(options.csp ?? []), reportTo);
  const policy = directives.join("; ");

  return async function cspMiddleware(ctx) {
    const response = await ctx.next();
    const nonce = useNonce ? nonceOf(response) : undefined;
    response.headers.set(
      name,
      nonce ? withNonce(directives, nonce).join("; ") : policy,
    );
    if (reportTo) {
      response.headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    }
    return response;
  };
}

function merged(own: readonly string[]): string[] {
  const replaced = new Set(own.map(nameOf));
  return [
    ...DEFAULTS.filter((directive) => !replaced.has(nameOf(directive))),
    ...own,
  ];
}

function withReporting(
  directives: string[],
  reportTo: string | undefined,
): string[] {
  return reportTo
    ? [...directives, "report-to csp-endpoint", `report-uri ${reportTo}`]
    : directives;
}

function withNonce(directives: readonly string[], nonce: string): string[] {
  return directives.map((directive) =>
    TAKES_NONCE.has(nameOf(directive))
      ? directive.replace("'unsafe-inline'", `'nonce-${nonce}'`)
      : directive
  );
}

function nameOf(directive: string): string {
  return directive.trim().replace(/\s.*/s, "");
}
