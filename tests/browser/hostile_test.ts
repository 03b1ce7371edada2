import { assertEquals } from "@std/assert";
import { post } from "@/tests/browser/posts.ts";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

const BODIES = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "<svg/onload=alert(1)>",
  '"><iframe srcdoc="<script>parent.alert(1)</script>">',
  "<a href=javascript:alert(1)>click</a>",
  "javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "[click](javascript:alert(1))",
  "https://javascript:alert(1)@evil.example/",
  "&lt;b&gt; &#60;i&#62; &amp;",
  "<!-- --><style>*{display:none}</style>",
  "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
  "\u202Egnp.exe \u2066isolated",
  "A http://example.org/<img/src=x> link",
];
const PAGES = ["http://example.org/"];

Deno.test("hostile bodies are text and nothing else, live, after a reload and without script", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await post(site.server, BODIES.slice(0, 8));
  for (const body of BODIES.slice(8)) await ada.says(body);
  await assertOnlyText(ada);
  await ada.reload();
  await assertOnlyText(ada);
  const bo = await site.visitor({ javaScriptEnabled: false });
  await bo.page.goto("/rooms/lobby");
  await assertOnlyText(bo);
});

async function assertOnlyText(visitor: Visitor): Promise<void> {
  assertEquals(await visitor.reads(BODIES.at(-1) ?? ""), BODIES);
  const elements = visitor.page.locator(".message-body *");
  const links = visitor.page.locator(".message-body a");
  assertEquals(await elements.count(), await links.count());
  const addresses = await links.evaluateAll((links) =>
    links.map((link) => link.getAttribute("href"))
  );
  assertEquals(addresses, PAGES);
}

Deno.test("hostile names and titles are text and nothing else", async () => {
  await using site = await Site.open();
  const words = "<img src=x onerror=alert(1)>";
  const ada = await site.person(words);
  await ada.says("Hello");
  await ada.page.getByRole("article").getByText(words, { exact: true })
    .waitFor();
  await ada.page.getByText("New room").click();
  await ada.page.getByRole("textbox", { name: "Its title" }).fill(words);
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  await ada.page.getByRole("heading", { name: words }).waitFor();
  assertEquals(await ada.page.title(), `${words} · Confab`);
  assertEquals(await ada.page.locator("img").count(), 0);
});

Deno.test("a link in a message gives nothing away of the page that it leaves", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.says(`Look: ${site.url}/elsewhere`);
  const link = ada.page.getByRole("link", { name: `${site.url}/elsewhere` });
  const [tab] = await Promise.all([
    ada.page.context().waitForEvent("page"),
    link.click(),
  ]);
  await tab.waitForURL("**/elsewhere");
  assertEquals(await tab.evaluate(() => [opener, document.referrer]), [
    null,
    "",
  ]);
});
