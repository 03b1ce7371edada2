import { assertEquals } from "@std/assert";
import type { Response } from "playwright-core";
import { numbered, post } from "@/tests/browser/posts.ts";
import { REFUSED, Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

async function withoutScript(site: Site, name: string): Promise<Visitor> {
  const visitor = await site.visitor({ javaScriptEnabled: false });
  await visitor.page.goto("/");
  await visitor.page.getByRole("textbox", { name: "Your name" }).fill(name);
  await visitor.page.getByRole("button", { name: "Enter Lobby" }).click();
  await visitor.box.waitFor();
  return visitor;
}

function sends({ page }: Visitor): Promise<void> {
  return page.getByRole("button", { name: "Send" }).click();
}

Deno.test("without script one reads, and posts by the form; others see it live", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await withoutScript(site, "Bo");
  await ada.says("From Ada");
  await ada.reads("From Ada");

  await bo.box.fill("From Bo\nin two lines");
  const [answer] = await Promise.all([
    bo.page.waitForResponse((response) =>
      response.request().method() === "POST"
    ),
    sends(bo),
  ]);
  assertEquals(answer.status(), 303);
  const both = ["From Ada", "From Bo\nin two lines"];
  assertEquals(await bo.reads("From Bo\nin two lines"), both);
  assertEquals(await ada.reads("From Bo\nin two lines"), both);
  assertEquals(await bo.box.inputValue(), "");
});

Deno.test("without script a form that is sent twice posts once", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await withoutScript(site, "Bo");
  await bo.box.fill("Only once");
  await sendsUnanswered(bo);
  await ada.reads("Only once");
  await sends(bo);
  await bo.reads("Only once");
  await ada.says("The end");
  assertEquals(await ada.reads("The end"), ["Only once", "The end"]);
});

Deno.test("without script a form that was sent before can be sent with other words", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await withoutScript(site, "Bo");
  bo.expects(REFUSED);
  await bo.box.fill("Words");
  await sendsUnanswered(bo);
  await ada.reads("Words");
  await bo.box.fill("Other words");
  await sends(bo);
  await bo.page.getByRole("alert").filter({ hasText: /./ }).waitFor();
  assertEquals(await bo.box.inputValue(), "Other words");
  await sends(bo);
  assertEquals(await ada.reads("Other words"), ["Words", "Other words"]);
});

/** The server has it, and no answer comes: the browser stays where it is, with the form as it was. */
async function sendsUnanswered(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const address = page.url();
  await page.route(address, async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.fulfill({ status: 204 });
  });
  await Promise.all([page.waitForResponse(unanswered), sends(visitor)]);
  await page.unroute(address);
}

function unanswered(response: Response): boolean {
  return response.status() === 204;
}

Deno.test("without script one pages to older messages and back to the newest", async () => {
  await using site = await Site.open();
  const all = numbered(120);
  await post(site.server, all);
  const bo = await withoutScript(site, "Bo");
  const pages = [all.slice(70), all.slice(20, 70), all.slice(0, 20)];
  for (const [i, page] of pages.entries()) {
    if (i > 0) await follow(bo, "Older messages");
    assertEquals(await bo.reads(page.at(-1) ?? ""), page);
  }
  await bo.page.getByText("This is where it begins.").waitFor();
  await follow(bo, "Newer");
  assertEquals(await bo.reads("Message 70"), all.slice(20, 70));
  await follow(bo, "To the newest");
  assertEquals(await bo.reads("Message 120"), all.slice(70));
  await bo.box.waitFor();
});

function follow({ page }: Visitor, name: string): Promise<void> {
  return page.getByRole("link", { name }).click();
}

Deno.test("without script one makes a room and changes one's name", async () => {
  await using site = await Site.open();
  const { page, box } = await withoutScript(site, "Bo");
  await page.getByText("New room").click();
  await page.getByRole("textbox", { name: "Its title" }).fill("Tea & Cake");
  await page.getByRole("button", { name: "Make room" }).click();
  await page.getByRole("heading", { name: "Tea & Cake", level: 1 }).waitFor();
  assertEquals(new URL(page.url()).pathname, "/rooms/tea-cake");

  await page.locator("summary", { hasText: "change your name" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Robert");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Robert", { exact: true }).first().waitFor();
  assertEquals(new URL(page.url()).pathname, "/rooms/tea-cake");

  const ada = await site.person("Ada");
  await follow(ada, "Tea & Cake");
  await box.fill("Milk?");
  await page.getByRole("button", { name: "Send" }).click();
  await ada.reads("Milk?");
  await ada.page.getByRole("article").getByText("Robert").waitFor();
});

Deno.test("without script a refusal says why and keeps the text", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await withoutScript(site, "Bo");
  bo.expects(REFUSED);
  const long = "x".repeat(8_001);
  await bo.box.fill(long);
  await sends(bo);
  await bo.page.getByRole("alert").getByText(
    "at most 8,000 characters. This has 8,001",
  ).waitFor();
  assertEquals(await bo.box.inputValue(), long);

  await bo.box.fill("   ");
  await sends(bo);
  await bo.page.getByRole("alert").getByText("nothing to send").waitFor();
  await bo.box.fill(long.slice(1));
  await sends(bo);
  assertEquals(await ada.reads(long.slice(1)), [long.slice(1)]);
});
