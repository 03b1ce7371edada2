/** A cookie as a server sets it (RFC 6265 §4.1). */
export interface Cookie {
  name: string;
  /** Is sent as it is, without any encoding. */
  value: string;
  /** When the browser forgets it: a date, or milliseconds since 1970. */
  expires?: Date | number;
  /** After how many seconds the browser forgets it; wins over `expires`. Without either: when it is closed. */
  maxAge?: number;
  /** The host that gets it, with its sub-domains. Without: only the host that set it. */
  domain?: string;
  /** The path below which it is sent. */
  path?: string;
  /** Whether it is sent over TLS only. */
  secure?: boolean;
  /** Whether it is kept from scripts. */
  httpOnly?: boolean;
  /** Whether it goes along with requests from other sites. */
  sameSite?: "Strict" | "Lax" | "None";
  /** Whether an embedded page has one for each site that it is embedded in. */
  partitioned?: boolean;
  /** Attributes not named above, each as `Name=value`. */
  unparsed?: string[];
}
