/**
 * Picks what a client likes best of what a server has to offer (RFC 9110 §12.5).
 *
 * @module
 */
import {
  bestCandidate,
  type Fit,
  NO_FIT,
  parsePreferences,
  type Preference,
  wantedRanges,
} from "./accept.ts";

/** The media types that the client accepts, the most wanted first; without the header: all. */
export function accepts(request: Pick<Request, "headers">): string[];
/** The one of `types` that the client wants most; without the header: the first one. */
export function accepts<T extends string = string>(
  request: Pick<Request, "headers">,
  ...types: T[]
): T | undefined;
export function accepts(
  request: Pick<Request, "headers">,
  ...types: string[]
): string[] | string | undefined {
  const header = request.headers.get("accept");
  if (!header) return types.length > 0 ? types[0] : ["*/*"];
  return choose(parsePreferences(header), types, fitMediaType);
}

/** The content codings that the client accepts, the most wanted first; without the header: all. */
export function acceptsEncodings(request: Pick<Request, "headers">): string[];
/** The one of `encodings` that the client wants most; without the header: the first one. */
export function acceptsEncodings<T extends string = string>(
  request: Pick<Request, "headers">,
  ...encodings: T[]
): T | undefined;
export function acceptsEncodings(
  request: Pick<Request, "headers">,
  ...encodings: string[]
): string[] | string | undefined {
  const header = request.headers.get("accept-encoding");
  if (!header) return encodings.length > 0 ? encodings[0] : ["*"];
  return choose(withIdentity(parsePreferences(header)), encodings, fitToken);
}

/** The languages that the client accepts, the most wanted first; without the header: all. */
export function acceptsLanguages(request: Pick<Request, "headers">): string[];
/** The one of `languages` that the client wants most; without the header: the first one. */
export function acceptsLanguages<T extends string = string>(
  request: Pick<Request, "headers">,
  ...languages: T[]
): T | undefined;
export function acceptsLanguages(
  request: Pick<Request, "headers">,
  ...languages: string[]
): string[] | string | undefined {
  const header = request.headers.get("accept-language");
  if (!header) return languages.length > 0 ? languages[0] : ["*"];
  return choose(parsePreferences(header), languages, fitLanguage);
}

function choose(
  preferences: Preference[],
  candidates: string[],
  fit: Fit,
): string[] | string | undefined {
  return candidates.length > 0
    ? bestCandidate(candidates, preferences, fit)
    : wantedRanges(preferences);
}

/** No coding at all is acceptable, as the last resort, unless the header speaks of it (RFC 9110 §12.5.3). */
function withIdentity(preferences: Preference[]): Preference[] {
  if (
    preferences.some(({ range }) =>
      fitToken(range.toLowerCase(), "identity") !== NO_FIT
    )
  ) {
    return preferences;
  }
  const qualities = preferences.map(({ quality }) => quality).filter((
    quality,
  ) => quality > 0);
  return [...preferences, {
    range: "identity",
    quality: Math.min(1, ...qualities),
  }];
}

function fitMediaType(range: string, candidate: string): number {
  const [wanted, ...parameters] = range.split(";");
  const [offered = "", ...offeredParameters] = candidate.split(";").map((
    part,
  ) => part.trim());
  if (!parameters.every((parameter) => offeredParameters.includes(parameter))) {
    return NO_FIT;
  }
  if (wanted === offered) return parameters.length > 0 ? 3 : 2;
  if (wanted === offered.replace(/\/.*/, "/*")) return 1;
  return wanted === "*/*" ? 0 : NO_FIT;
}

function fitToken(range: string, candidate: string): number {
  if (range === candidate) return 1;
  return range === "*" ? 0 : NO_FIT;
}

/** The other way round is a fit too: who wants `en-US` is served with `en`. */
function fitLanguage(range: string, candidate: string): number {
  if (range === candidate) return 3;
  if (range.startsWith(`${candidate}-`)) return 2;
  if (candidate.startsWith(`${range}-`)) return 1;
  return range === "*" ? 0 : NO_FIT;
}
