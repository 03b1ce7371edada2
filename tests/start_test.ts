/** `start.ts` as an operator meets it: what it says, and that it leaves nobody behind. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { SETTING_NAMES } from "@/settings.ts";
import { checkDatabase } from "@/start/database.ts";
import { StartError } from "@/start/start_error.ts";
import { Process } from "@/tests/deno_process.ts";
import { startServer } from "@/tests/server.ts";

const UNSET = Object.fromEntries(SETTING_NAMES.map((name) => [name, ""]));

/** Runs `start.ts` in the way of `deno task start`, on a free port and a database of its own. */
function start(folder: Folder, env: Record<string, string> = {}): Process {
  return new Process(["run", "-q", "-P=start", "--no-prompt", "start.ts"], {
    ...UNSET,
    PORT: "0",
    CHAT_KV: folder.path("new/chat.kv"),
    CHAT_WORKERS: "1",
    ...env,
  });
}

async function addressOf(process: Process): Promise<string> {
  const [, address] = await process.stdout.match(/Confab is at (\S+)\/\n/);
  assert(address);
  return address;
}

/** A temporary folder that goes with its scope. */
class Folder implements Disposable {
  readonly #root = Deno.makeTempDirSync({ prefix: "confab-" });

  path(name: string): string {
    return `${this.#root}/${name}`;
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.#root, { recursive: true });
  }
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`start.ts serves until ${signal}, and says one line`, async () => {
    using folder = new Folder();
    await using process = start(folder);
    const address = await addressOf(process);
    const response = await fetch(`${address}/healthz`);
    assertEquals([response.status, await response.text()], [200, "ok\n"]);

    process.signal(signal);
    assertEquals(await process.ended, 0);
    assertEquals(await process.stdout.whole, `Confab is at ${address}/\n`);
    assertEquals(await process.stderr.whole, "");
    await assertRejects(() => fetch(address), TypeError);
  });
}

Deno.test("start.ts serves with several workers and says one line", async () => {
  using folder = new Folder();
  await using process = start(folder, { CHAT_WORKERS: "2" });
  const address = await addressOf(process);
  process.signal("SIGTERM");
  assertEquals(await process.ended, 0);
  assertEquals(await process.stdout.whole, `Confab is at ${address}/\n`);
});

Deno.test("start.ts leaves no server behind when it is killed", async () => {
  using folder = new Folder();
  await using process = start(folder);
  const { port } = new URL(await addressOf(process));
  using connection = await Deno.connect({ port: Number(port) });
  process.signal("SIGKILL");
  assertEquals(await endOf(connection), "ended");
});

/** Resolves when the other side is gone, in whatever way the system tells. */
async function endOf(connection: Deno.Conn): Promise<string> {
  try {
    return await connection.read(new Uint8Array(1)) === null
      ? "ended"
      : "alive";
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionReset) return "ended";
    throw error;
  }
}

/** What `start.ts` says when it gives up. */
async function refusal(
  folder: Folder,
  env: Record<string, string>,
): Promise<string> {
  await using process = start(folder, env);
  assertEquals(await process.ended, 1);
  assertEquals(await process.stdout.whole, "");
  return await process.stderr.whole;
}

Deno.test("start.ts refuses a setting that makes no sense", async () => {
  using folder = new Folder();
  assertEquals(
    await refusal(folder, { PORT: "abc" }),
    "Cannot use PORT 'abc': expected a whole number from 0 to 65535\n",
  );
});

Deno.test("start.ts refuses a port that another program uses", async () => {
  using folder = new Folder();
  using other = Deno.listen({ hostname: "0.0.0.0", port: 0 });
  const { port } = other.addr;
  assertMatch(
    await refusal(folder, { PORT: String(port) }),
    new RegExp(
      `^Cannot listen on port ${port}: another program uses it. Choose another, e.g. PORT=\\d+ deno task start\n$`,
    ),
  );
});

Deno.test("start.ts refuses a database that is a text", async () => {
  using folder = new Folder();
  const path = folder.path("notes.txt");
  await Deno.writeTextFile(path, "Milk, eggs, bread\n".repeat(100));
  assertEquals(
    await refusal(folder, { CHAT_KV: path }),
    `Cannot use the database '${path}': the file is not a Deno KV database. Move it away, or choose another path with CHAT_KV\n`,
  );
  assertMatch(await Deno.readTextFile(path), /^(Milk, eggs, bread\n){100}$/);
});

Deno.test("checkDatabase() makes the folder", async () => {
  using folder = new Folder();
  await checkDatabase(folder.path("a/b/chat.kv"));
  assert((await Deno.stat(folder.path("a/b/chat.kv"))).isFile);
});

Deno.test("checkDatabase() refuses a folder", async () => {
  using folder = new Folder();
  await assertRejects(
    () => checkDatabase(folder.path(".")),
    StartError,
    "it is a folder. Name a file in it",
  );
});

Deno.test("checkDatabase() refuses a path through a file", async () => {
  using folder = new Folder();
  await Deno.writeTextFile(folder.path("file"), "");
  for (const name of ["file/chat.kv", "file/deeper/chat.kv"]) {
    await assertRejects(
      () => checkDatabase(folder.path(name)),
      StartError,
      "a part of its path is a file and not a folder",
    );
  }
});

Deno.test({
  name: "checkDatabase() refuses a place that may not be written to",
  ignore: Deno.build.os !== "linux", // elsewhere the root user may write everywhere
  async fn() {
    await assertRejects(
      () => checkDatabase("/proc/chat.kv"),
      StartError,
      "this user may not read and write it",
    );
  },
});

Deno.test("checkDatabase() refuses a locked database", async () => {
  using folder = new Folder();
  const path = folder.path("chat.kv");
  await checkDatabase(path);
  using other = new DatabaseSync(path);
  other.exec("BEGIN EXCLUSIVE");
  await assertRejects(
    () => checkDatabase(path, 100),
    StartError,
    "another program keeps it locked",
  );
});

Deno.test("checkDatabase() waits for a database that is locked for a moment", async () => {
  using folder = new Folder();
  const path = folder.path("chat.kv");
  await checkDatabase(path);
  using other = new DatabaseSync(path);
  other.exec("BEGIN IMMEDIATE");
  const check = checkDatabase(path);
  setTimeout(() => other.exec("ROLLBACK"), 200);
  await check;
});

Deno.test("checkDatabase() refuses a remote database that is none", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response("Not here", { status: 404 }),
  );
  await assertRejects(
    () => checkDatabase(`http://127.0.0.1:${server.addr.port}`),
    StartError,
    `Cannot use the database 'http://127.0.0.1:${server.addr.port}'`,
  );
});

Deno.test("startServer() tells why the server did not start", async () => {
  using folder = new Folder();
  await assertRejects(
    () => startServer({ kv: folder.path("missing/chat.kv") }),
    Error,
    "Cannot start the server: ",
  );
});

Deno.test("the server may go wherever a remote database says that its data is", async () => {
  const local = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const asked: string[] = [];
  await using data = Deno.serve(local, ({ url }) => {
    asked.push(url.slice(url.lastIndexOf("/")));
    return new Response(null, { status: 400 });
  });
  await using database = Deno.serve(local, () =>
    Response.json({
      version: 2,
      databaseId: crypto.randomUUID(),
      endpoints: [{
        url: `http://127.0.0.1:${data.addr.port}`,
        consistency: "strong",
      }],
      token: "token",
      expiresAt: new Date(Date.now() + 3_600_000),
    }));
  await assertRejects(() =>
    startServer({
      kv: `http://127.0.0.1:${database.addr.port}`,
      env: { DENO_KV_ACCESS_TOKEN: "token" },
    })
  );
  assertEquals(asked[0], "/snapshot_read");
});

Deno.test("startServer() has a database that outlives a kill", async () => {
  await using first = await startServer({ workers: 2 });
  await first.kill();
  await using second = await startServer({ kv: first.kv });
  assertEquals((await fetch(`${second.url}/readyz`)).status, 200);
  assertEquals(await second.stop(), 0);
});

Deno.test("the permissions of the server name every setting", async () => {
  const { permissions } = JSON.parse(await Deno.readTextFile("deno.json"));
  for (const name of SETTING_NAMES) {
    assert(permissions.start.env.includes(name), `start: ${name}`);
    assert(permissions.serve.env.includes(name), `serve: ${name}`);
  }
});
