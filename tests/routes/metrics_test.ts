import { assert, assertEquals, assertMatch } from "@std/assert";
import { TestApp } from "./test_app.ts";

const MESSAGES = "/api/rooms/lobby/messages";

/** What the app answers, each sample by its name and labels but for the worker's. */
async function samplesOf(app: TestApp): Promise<Map<string, number>> {
  const text = await (await app.ask("/metrics")).text();
  const lines = text.trimEnd().split("\n").filter((line) =>
    !line.startsWith("#")
  );
  return new Map(lines.map((line) => {
    const [sample = "", value = ""] = line.split(" ");
    return [sample.replace(/worker="[\w-]+",?/, ""), Number(value)];
  }));
}

async function resultsOf(app: TestApp) {
  const samples = await samplesOf(app);
  return ["committed", "repeated", "refused"].map((result) =>
    samples.get(`confab_commands_total{result="${result}"}`)
  );
}

Deno.test("/metrics is in Prometheus' text format, and for everyone", async () => {
  using app = await TestApp.open();
  const response = await app.ask("/metrics");
  assertEquals(response.status, 200);
  const { headers } = response;
  assertEquals(
    headers.get("content-type"),
    "text/plain; version=0.0.4; charset=utf-8",
  );
  assertEquals(headers.get("cache-control"), "no-store");
  assertEquals(headers.get("set-cookie"), null);
  for (const line of (await response.text()).trimEnd().split("\n")) {
    assertMatch(
      line,
      /^(# HELP [a-z_]+ [A-Z].+\.|# TYPE [a-z_]+ (counter|gauge|summary)|[a-z_]+({[a-z]+="[\w-]+"(,[a-z]+="[\w-]+")*})? [\d.]+)$/,
    );
  }
});

Deno.test("/metrics counts a command that was committed, repeated or refused", async () => {
  using app = await TestApp.open();
  const token = await app.session();
  const post = (body: string) =>
    app.postJson(MESSAGES, { id: "1", body }, token);
  assertEquals(await resultsOf(app), [0, 0, 0]);
  await post("hello");
  assertEquals(await resultsOf(app), [1, 0, 0]);
  await post("hello");
  assertEquals(await resultsOf(app), [1, 1, 0]);
  await post("something else");
  assertEquals(await resultsOf(app), [1, 1, 1]);
  const samples = await samplesOf(app);
  assertEquals(samples.get("confab_commit_duration_seconds_count{}"), 1);
});

Deno.test("/metrics counts who reads a stream", async () => {
  using app = await TestApp.open();
  const stream = await app.ask("/api/rooms/lobby/events");
  const open = await samplesOf(app);
  await stream.body?.cancel();
  const closed = await samplesOf(app);
  for (const name of ["connections", "followed_rooms", "followers"]) {
    assertEquals(open.get(`confab_${name}{}`), 1, name);
    assertEquals(closed.get(`confab_${name}{}`), 0, name);
  }
});

Deno.test("/metrics counts who was not let in", async () => {
  using app = await TestApp.open({ CHAT_CONNECTIONS_PER_IP: "1" });
  const stream = await app.ask("/api/rooms/lobby/events");
  for (let i = 0; i < 2; i++) await app.ask("/api/rooms/lobby/events");
  const samples = await samplesOf(app);
  const counts = ["address", "memory", "full"].map((reason) =>
    samples.get(`confab_refused_connections_total{reason="${reason}"}`)
  );
  assertEquals(counts, [2, 0, 0]);
  await stream.body?.cancel();
});

Deno.test("/metrics tells of the process once", async () => {
  const before = Date.now() / 1000;
  using app = await TestApp.open();
  const samples = await samplesOf(app);
  assert((samples.get("process_resident_memory_bytes") ?? 0) > 1_000_000);
  const began = samples.get("process_start_time_seconds") ?? 0;
  assert(before <= began && began <= Date.now() / 1000);
});

Deno.test("/metrics answers HEAD without a body, and other methods with 405", async () => {
  using app = await TestApp.open();
  const head = await app.ask("/metrics", { method: "HEAD" });
  assertEquals([head.status, await head.text()], [200, ""]);
  const put = await app.ask("/metrics", { method: "PUT" });
  assertEquals([put.status, put.headers.get("allow")], [405, "GET, HEAD"]);
});
