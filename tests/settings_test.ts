import { assertEquals, assertThrows } from "@std/assert";
import {
  readSettings,
  SETTING_NAMES,
  type Settings,
  SettingsError,
} from "@/settings.ts";

function read(variables: Record<string, string>): Settings {
  return readSettings(new Map(Object.entries(variables)), 3);
}

const DEFAULTS: Settings = {
  port: 8000,
  kv: "data/chat.kv",
  workers: 3,
  guests: true,
  origins: [],
  postsPerSecond: 5,
  connectionsPerIp: 100,
  trustProxy: false,
};

Deno.test("readSettings() has a working default for everything", () => {
  assertEquals(read({}), DEFAULTS);
});

Deno.test("readSettings() takes an empty variable for an unset one", () => {
  const empty = SETTING_NAMES.map((name) => [name, " "]);
  assertEquals(read(Object.fromEntries(empty)), DEFAULTS);
});

Deno.test("readSettings() reads every variable", () => {
  const settings = read({
    PORT: "0",
    CHAT_KV: "/var/lib/confab/chat.kv",
    CHAT_WORKERS: "12",
    CHAT_GUESTS: "off",
    CHAT_ORIGINS: "https://example.org, http://localhost:5173/,",
    CHAT_POSTS_PER_SECOND: "0",
    CHAT_CONNECTIONS_PER_IP: "7",
    CHAT_TRUST_PROXY: "on",
  });
  assertEquals(settings, {
    port: 0,
    kv: "/var/lib/confab/chat.kv",
    workers: 12,
    guests: false,
    origins: ["https://example.org", "http://localhost:5173"],
    postsPerSecond: 0,
    connectionsPerIp: 7,
    trustProxy: true,
  });
});

Deno.test("readSettings() spells origins as browsers send them", () => {
  const { origins } = read({
    CHAT_ORIGINS: "https://EXAMPLE.org:443,https://bücher.example",
  });
  assertEquals(origins, [
    "https://example.org",
    "https://xn--bcher-kva.example",
  ]);
});

Deno.test("readSettings() takes the attached database on Deno Deploy", () => {
  const deploy = { DENO_DEPLOYMENT_ID: "abc" };
  assertEquals(read(deploy).kv, undefined);
  const remote = "https://kv.example.org";
  assertEquals(read({ ...deploy, CHAT_KV: remote }).kv, remote);
});

Deno.test("readSettings() has at most 256 workers by default", () => {
  assertEquals(readSettings(new Map(), 384).workers, 256);
});

const port = "a whole number from 0 to 65535";
const workers = "a whole number from 1 to 256";
const rate = "a whole number from 0 to 1000000";
const place = "a path without a comma, or an https:// address";
const list = "origins such as 'https://example.org', separated by commas";

const refused: [name: string, value: string, expected: string][] = [
  ["PORT", "abc", port],
  ["PORT", "65536", port],
  ["PORT", "-1", port],
  ["PORT", "80.5", port],
  ["PORT", "0x50", port],
  ["PORT", "1e3", port],
  ["CHAT_WORKERS", "0", workers],
  ["CHAT_WORKERS", "257", workers],
  ["CHAT_GUESTS", "yes", "'on' or 'off'"],
  ["CHAT_TRUST_PROXY", "ON", "'on' or 'off'"],
  ["CHAT_POSTS_PER_SECOND", "-5", rate],
  ["CHAT_CONNECTIONS_PER_IP", "∞", rate],
  ["CHAT_KV", ":memory:", place],
  ["CHAT_KV", "ftp://example.org/chat.kv", place],
  ["CHAT_KV", "https://", place],
  ["CHAT_KV", "data/a,b.kv", place],
  ["CHAT_ORIGINS", "example.org", list],
  ["CHAT_ORIGINS", "https://example.org/chat", list],
  ["CHAT_ORIGINS", "ws://example.org", list],
  ["CHAT_ORIGINS", "*", list],
];

for (const [name, value, expected] of refused) {
  Deno.test(`readSettings() refuses ${name} '${value}'`, () => {
    const message = `Cannot use ${name} '${value}': expected ${expected}`;
    assertThrows(() => read({ [name]: value }), SettingsError, message);
  });
}

Deno.test("readSettings() names the one origin that is wrong", () => {
  assertThrows(
    () => read({ CHAT_ORIGINS: "https://a.example,b.example" }),
    SettingsError,
    "Cannot use CHAT_ORIGINS 'b.example'",
  );
});
