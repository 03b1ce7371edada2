/** What the operator decides, from environment variables (`docs/protocol.md`, Settings). */

/** The settings of one server, checked. */
export interface Settings {
  /** Where to listen; 0 for any free port. */
  port: number;
  /** The database: a path, an `https://` address, or `undefined` for the one attached on Deno Deploy. */
  kv: string | undefined;
  /** Server workers in one process. */
  workers: number;
  /** Whether people without an account may come in. */
  guests: boolean;
  /** Origins allowed besides the server's own, as `URL.origin` spells them. */
  origins: readonly string[];
  /** Commands a person may send in a second; 0 for no limit. */
  postsPerSecond: number;
  /** Connections from one address; 0 for no limit. */
  connectionsPerIp: number;
  /** Whether `X-Forwarded-For` tells the client's address. */
  trustProxy: boolean;
}

/** Where variables are looked up: `Deno.env`, or a `Map` in tests. */
export interface Variables {
  get(name: string): string | undefined;
}

/** A variable that cannot be used; the message says what would be right. */
export class SettingsError extends Error {
  override name = "SettingsError";

  /** @param expected What would be right, to follow "expected". */
  constructor(variable: string, value: string, expected: string) {
    super(`Cannot use ${variable} '${value}': expected ${expected}`);
  }
}

/** The variables that {@linkcode readSettings} looks up. */
export const SETTING_NAMES = [
  "PORT",
  "CHAT_KV",
  "CHAT_WORKERS",
  "CHAT_GUESTS",
  "CHAT_ORIGINS",
  "CHAT_POSTS_PER_SECOND",
  "CHAT_CONNECTIONS_PER_IP",
  "CHAT_TRUST_PROXY",
  "DENO_DEPLOYMENT_ID",
] as const;

type SettingName = typeof SETTING_NAMES[number];
type Lookup = (name: SettingName) => string | undefined;

const MOST_WORKERS = 256;
const MOST_OF_ANYTHING = 1_000_000;

/**
 * Reads the settings. A variable that is unset or empty gets its default.
 *
 * @param cores How many workers there are by default.
 * @throws {SettingsError} For the first variable that cannot be used.
 */
export function readSettings(
  variables: Variables,
  cores = navigator.hardwareConcurrency,
): Settings {
  const lookup: Lookup = (name) => variables.get(name)?.trim() || undefined;
  const workers = Math.min(cores, MOST_WORKERS);
  return {
    port: wholeNumber(lookup, "PORT", 8000, 0, 65_535),
    kv: database(lookup),
    workers: wholeNumber(lookup, "CHAT_WORKERS", workers, 1, MOST_WORKERS),
    guests: onOrOff(lookup, "CHAT_GUESTS", true),
    origins: origins(lookup),
    postsPerSecond: wholeNumber(lookup, "CHAT_POSTS_PER_SECOND", 5),
    connectionsPerIp: wholeNumber(lookup, "CHAT_CONNECTIONS_PER_IP", 100),
    trustProxy: onOrOff(lookup, "CHAT_TRUST_PROXY", false),
  };
}

function wholeNumber(
  lookup: Lookup,
  name: SettingName,
  standard: number,
  least = 0,
  most = MOST_OF_ANYTHING,
): number {
  const value = lookup(name);
  if (value === undefined) return standard;
  const number = /^\d+$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new SettingsError(
    name,
    value,
    `a whole number from ${least} to ${most}`,
  );
}

function onOrOff(
  lookup: Lookup,
  name: SettingName,
  standard: boolean,
): boolean {
  const value = lookup(name);
  if (value === undefined) return standard;
  if (value === "on" || value === "off") return value === "on";
  throw new SettingsError(name, value, "'on' or 'off'");
}

/**
 * A database in memory is refused: each worker would have one of its own, and nothing would be there after a restart.
 * So is a path with a comma: Deno's permission flags cannot name it.
 */
function database(lookup: Lookup): string | undefined {
  const value = lookup("CHAT_KV");
  if (value === undefined) {
    return lookup("DENO_DEPLOYMENT_ID") ? undefined : "data/chat.kv";
  }
  if (isRemote(value)) {
    if (URL.canParse(value)) return value;
  } else if (value !== ":memory:" && !/,|:\/\//.test(value)) return value;
  throw new SettingsError(
    "CHAT_KV",
    value,
    "a path without a comma, or an https:// address",
  );
}

/** Whether a database is reached over the network. `http://` is for a `denokv` server on the same machine. */
export function isRemote(kv: string): boolean {
  return /^https?:\/\//.test(kv);
}

function origins(lookup: Lookup): readonly string[] {
  const value = lookup("CHAT_ORIGINS");
  if (value === undefined) return [];
  const parts = value.split(",").map((part) => part.trim());
  return parts.filter((part) => part !== "").map(origin);
}

function origin(value: string): string {
  if (isRemote(value) && URL.canParse(value)) {
    const { origin, href } = new URL(value);
    if (href === `${origin}/`) return origin;
  }
  throw new SettingsError(
    "CHAT_ORIGINS",
    value,
    "origins such as 'https://example.org', separated by commas",
  );
}
