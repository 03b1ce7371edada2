import { assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** What comes in within this time is read out as one, in milliseconds. */
const BURST_MS = 1_000;

/** Ada in a lobby with so many messages, whose clock goes on only when it is told to. */
async function ada(site: Site, messages = 0): Promise<Visitor> {
  if (messages > 0) await post(site.server, numbered(messages));
  const visitor = await site.person("Ada");
  await visitor.page.clock.install();
  await visitor.page.clock.pauseAt(Date.now() + 60_000);
  return visitor;
}

/** What a screen reader is told without asking. */
function region({ page }: Visitor): Locator {
  return page.locator(".visually-hidden[role=status]");
}

/** A burst is over. */
async function pass({ page }: Visitor): Promise<void> {
  await page.clock.runFor(BURST_MS);
}

Deno.test("a message is read out with its author, a burst as a number", async () => {
  await using site = await Site.open();
  const reader = await ada(site);
  const bo = await site.person("Bo");
  await bo.says("Good morning");
  await reader.message("Good morning").waitFor();
  await pass(reader);
  await region(reader).getByText("Bo: Good morning", { exact: true }).waitFor();
  for (const body of numbered(5)) await bo.says(body);
  await reader.message("Message 5").waitFor();
  await pass(reader);
  await region(reader).getByText("5 new messages", { exact: true }).waitFor();
});

Deno.test("what one says oneself and what one pages back to is not read out", async () => {
  await using site = await Site.open();
  const reader = await ada(site, 70);
  await reader.says("By myself");
  await reader.reads("By myself");
  await reader.message("Message 21").scrollIntoViewIfNeeded();
  await reader.message("Message 1").waitFor();
  await pass(reader);
  assertEquals(await region(reader).textContent(), "");
});

Deno.test("the same words a second time are read out again", async () => {
  await using site = await Site.open();
  const reader = await ada(site);
  const bo = await site.person("Bo");
  await bo.says("Yes");
  await reader.message("Yes").waitFor();
  await pass(reader);
  await region(reader).getByText("Bo: Yes").waitFor();
  await bo.says("Yes");
  await reader.message("Yes").nth(1).waitFor();
  // Only a change is read.
  await region(reader).getByText("Bo: Yes").waitFor({ state: "detached" });
  await pass(reader);
  await region(reader).getByText("Bo: Yes").waitFor();
});
