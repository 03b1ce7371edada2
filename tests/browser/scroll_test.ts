import { assert, assertEquals } from "@std/assert";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";
import { watch } from "@/tests/browser/watch.ts";

/** What a browser may round, in CSS pixels. */
const ROUNDING_PX = 1;
/** Most messages that a page holds while one reads at the end. */
const MOST_HELD = 400;

Deno.test("1,000 messages that arrive while one reads further up move nothing, and a button leads down", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(100));
  const ada = await site.person("Ada");
  const read = ada.message("Message 70");
  await read.scrollIntoViewIfNeeded();
  const mostMoved = await watch(read);

  await post(site.server, numbered(1_000, "Arriving"));
  const button = ada.page.getByRole("button", { name: "1000 new" });
  await button.waitFor();
  assert(await mostMoved() <= ROUNDING_PX);

  await button.click();
  await button.waitFor({ state: "detached" });
  await assertAtEnd(ada, "Arriving 1000");
  await post(site.server, ["One more"]);
  await assertAtEnd(ada, "One more");
  assert(await ada.page.getByRole("article").count() <= MOST_HELD);
});

Deno.test("at its end the log stays there while 1,000 messages arrive", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(60));
  const ada = await site.person("Ada");
  const mostMoved = await watch(ada.page.locator("#bottom"));
  await post(site.server, numbered(1_000, "Arriving"));
  await assertAtEnd(ada, "Arriving 1000");
  assert(await mostMoved() <= ROUNDING_PX);
  assert(await ada.page.getByRole("article").count() <= MOST_HELD);

  await ada.box.fill("A box\nthat\ngrows");
  await assertAtEnd(ada, "Arriving 1000");
});

Deno.test("a message of one's own leads down from further up", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(60));
  const ada = await site.person("Ada");
  await ada.message("Message 20").scrollIntoViewIfNeeded();
  await ada.says("Down here");
  await assertAtEnd(ada, "Down here");
});

Deno.test("older messages come in above without moving what one reads, back to the first", async () => {
  await using site = await Site.open();
  const all = numbered(160);
  await post(site.server, all);
  const ada = await site.person("Ada");
  let answer = Promise.withResolvers<void>();
  await ada.page.route("**/messages?before=*", async (route) => {
    await answer.promise;
    await route.continue();
  });
  for (const [first, next] of [[111, 61], [61, 11], [11, 1]]) {
    const read = ada.message(`Message ${first}`);
    await read.scrollIntoViewIfNeeded();
    const mostMoved = await watch(read);
    answer.resolve();
    await ada.message(`Message ${next}`).waitFor();
    assert(await mostMoved() <= ROUNDING_PX);
    answer = Promise.withResolvers();
  }
  assertEquals(await ada.reads("Message 160"), all);
});

/** The last message is this, and the log is scrolled down to it. */
async function assertAtEnd(visitor: Visitor, last: string): Promise<void> {
  await visitor.message(last).waitFor();
  assertEquals((await visitor.reads(last)).at(-1), last);
  const [message, log] = await Promise.all([
    visitor.message(last).boundingBox(),
    visitor.page.getByRole("log").boundingBox(),
  ]);
  assert(message && log);
  const hidden = message.y + message.height - (log.y + log.height);
  assert(hidden <= ROUNDING_PX, `${hidden} px of '${last}' are out of sight`);
}
