import {
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { asset } from "fresh/runtime";
import { h } from "preact";
import { launch } from "../../../tests/browser/chromium.ts";
import { app as developed } from "./fixtures/islands_app/main.ts";
import { PROJECT } from "./fixtures/islands_app.ts";
import { body, send } from "./send.ts";
import { served } from "./served.ts";

const OUTPUT = new URL("_fresh/", PROJECT);
const LEAST = [
  "--allow-read=.",
  "--allow-env=DENO_DEPLOYMENT_ID,GITHUB_SHA,CI_COMMIT_SHA",
];

Deno.test("build() in memory gives routes, islands and files, and writes nothing", async () => {
  const before = entriesOf(PROJECT);
  const app = new App().use(staticFiles()).fsRoutes();
  (await new Builder({ root: PROJECT }).build({ snapshot: "memory" }))(app);
  assertMatch(await body(app, "/counter"), /<script/);
  assertMatch(await body(app, "/style.css"), /^body/);
  assertEquals(entriesOf(PROJECT), before);
  assertEquals(entriesOf(PROJECT).includes("_fresh"), false);
});

Deno.test("build() in memory leaves files without etag that it did not process", async () => {
  const app = new App().use(staticFiles());
  (await new Builder({ root: PROJECT }).build({ snapshot: "memory" }))(app);
  const response = await send(app, "/images/dot.svg");
  await response.body?.cancel();
  assertEquals([response.status, response.headers.get("etag")], [200, null]);
});

Deno.test("build() takes the build id from the environment, or makes one up", async () => {
  const [first, second] = [await idOfBuild(), await idOfBuild()];
  assertMatch(first, /^[0-9a-f]{40}$/);
  assertNotEquals(first, second);
  Deno.env.set("CI_COMMIT_SHA", "abc");
  try {
    // SHA-1 of "abc" (RFC 3174, section 7.3)
    assertEquals(await idOfBuild(), "a9993e364706816aba3e25717850c26c9cd0d89d");
  } finally {
    Deno.env.delete("CI_COMMIT_SHA");
  }
});

Deno.test("build() on disk makes a server that runs with least permissions", async () => {
  await withDiskBuild(async () => {
    const server = [...LEAST, "--port", "0", new URL("server.js", OUTPUT).href];
    for (const options of [[], ["--parallel"]]) {
      await served(["serve", ...options, ...server], async (origin) => {
        const response = await fetch(`${origin}/counter`);
        assertStringIncludes(await response.text(), "Clicked");
        const script = /<([^>]+)>/.exec(response.headers.get("link") ?? "");
        assertMatch(await text(origin + script?.[1]), /export/);
        assertMatch(await text(`${origin}/style.css`), /^body/);
        assertMatch(await text(`${origin}/images/dot.svg`), /^<svg/);
      });
    }
  });
});

Deno.test("build() on disk gives all files an etag", async () => {
  const apply = await new Builder({ root: PROJECT }).build();
  try {
    const app = new App().use(staticFiles());
    apply(app);
    const response = await send(app, "/images/dot.svg");
    await response.body?.cancel();
    assertMatch(response.headers.get("etag") ?? "", /^W\/"[0-9a-f]{64}"$/);
  } finally {
    await Deno.remove(OUTPUT, { recursive: true });
  }
});

Deno.test("build() on disk makes an entry that listens where the environment says", async () => {
  await withDiskBuild(async () => {
    const entry = new URL("compiled-entry.js", OUTPUT).href;
    const port = freePort();
    const env = { PORT: String(port), HOSTNAME: "127.0.0.1" };
    await served(["run", "-A", "-c", "deno.json", entry], async (origin) => {
      assertEquals(origin, `http://127.0.0.1:${port}`);
      assertStringIncludes(await text(origin), "No island");
    }, env);
  });
});

Deno.test("build() on disk replaces what an earlier build has left", async () => {
  await withDiskBuild(async () => {
    const left = new URL("static/left.txt", OUTPUT);
    await Deno.writeTextFile(left, "");
    await new Builder({ root: PROJECT }).build();
    assertEquals(
      entriesOf(new URL("static/", OUTPUT)).includes("left.txt"),
      false,
    );
  });
});

Deno.test("registerIsland() makes a module outside of the folders an island", async () => {
  const { registered } = await import("./fixtures/registered.ts");
  const builder = new Builder({ root: PROJECT });
  builder.registerIsland(
    new URL("./fixtures/registered.ts", import.meta.url).href,
  );
  const app = new App().route("/", { component: () => h(registered, null) });
  (await builder.build({ snapshot: "memory" }))(app);
  assertMatch(await body(app, "/"), /<script[^>]*type="module"/);
});

Deno.test("listen() has the runtime on every page, and answers the browser's questions", async () => {
  await developing(freePort(), async (origin) => {
    assertMatch(await text(origin), /<script[^>]*type="module"/);
    const alive = await fetch(`${origin}/_frsh/alive`);
    await alive.body?.cancel();
    assertEquals(alive.status, 501);
    const socket = new WebSocket(`${origin}/_frsh/alive`.replace("http", "ws"));
    const closed = new Promise((resolve) => socket.onclose = resolve);
    const first = await new Promise<MessageEvent>((resolve) => {
      socket.onmessage = resolve;
    });
    const { type, revision } = JSON.parse(first.data);
    assertEquals([type, typeof revision], ["initial-state", "number"]);
    socket.close();
    await closed;
  });
});

Deno.test("listen() lets a page reload when the server was restarted", async () => {
  const port = freePort();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await developing(port, async (origin) => {
      const connected = page.waitForEvent("websocket");
      await page.goto(`${origin}/counter`);
      await (await connected).waitForEvent("framereceived");
      await page.click(".counter");
      await page.getByText("Clicked 3").waitFor();
    });
    const loaded = page.waitForEvent("load");
    await developing(port, async () => {
      await loaded;
      await page.getByText("Clicked 2").waitFor();
    });
  } finally {
    await browser.close();
  }
});

/** Runs the development server while `visit` runs. */
async function developing(
  port: number,
  visit: (origin: string) => Promise<void>,
): Promise<void> {
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  const stop = new AbortController();
  const server = new Builder({ root: PROJECT }).listen(
    () => Promise.resolve({ app: developed }),
    { port, signal: stop.signal, onListen: () => resolve() },
  );
  await listening;
  try {
    await visit(`http://localhost:${port}`);
  } finally {
    stop.abort();
    await server;
  }
}

async function withDiskBuild(action: () => Promise<void>): Promise<void> {
  await new Builder({ root: PROJECT }).build();
  try {
    await action();
  } finally {
    await Deno.remove(OUTPUT, { recursive: true });
  }
}

async function idOfBuild(): Promise<string> {
  const apply = await new Builder({ root: PROJECT }).build({
    snapshot: "memory",
  });
  apply(new App());
  return asset("/").split("=")[1] ?? "";
}

/** `listen()` takes port 0 for none given. */
function freePort(): number {
  using listener = Deno.listen({ port: 0 });
  return listener.addr.port;
}

async function text(url: string): Promise<string> {
  return await (await fetch(url)).text();
}

function entriesOf(folder: string | URL): string[] {
  return Array.from(Deno.readDirSync(new URL(folder)), ({ name }) => name)
    .sort();
}
