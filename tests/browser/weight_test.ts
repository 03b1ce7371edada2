import { assert } from "@std/assert";
import type { Response as PageResponse } from "playwright-core";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site } from "@/tests/browser/site.ts";

const MOST_SCRIPT_BYTES = 40 * 1024;
const MOST_STYLE_BYTES = 10 * 1024;
/** The page itself, its style sheets, scripts and icon. */
const MOST_REQUESTS = 28;

Deno.test("a room's page needs at most 40 KB of script and 10 KB of style, gzipped, in few requests", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(60));
  const ada = await site.visitor();
  const responses: PageResponse[] = [];
  ada.page.on("response", (response) => responses.push(response));
  await ada.visit("/rooms/lobby");
  await assertWeight(responses, "script", MOST_SCRIPT_BYTES);
  await assertWeight(responses, "stylesheet", MOST_STYLE_BYTES);
  assert(responses.length <= MOST_REQUESTS, `${responses.length} requests`);
});

async function assertWeight(
  responses: PageResponse[],
  type: string,
  most: number,
): Promise<void> {
  const sizes = await Promise.all(
    responses.filter((response) => response.request().resourceType() === type)
      .map(async (response) => await gzipped(await response.body())),
  );
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  assert(sum > 0 && sum <= most, `${type}: ${sum} bytes of at most ${most}`);
}

async function gzipped(bytes: Uint8Array): Promise<number> {
  const stream = new Blob([new Uint8Array(bytes)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length;
}
