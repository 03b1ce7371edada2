import { assert, assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { moveTo } from "@/tests/browser/keyboard.ts";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** Ada, whose system allows few colours, in the lobby; Bo has named her in the tea room. */
async function ada(site: Site): Promise<Visitor> {
  const ada = await site.person("Ada", { forcedColors: "active" });
  const { page } = ada;
  const bo = await site.person("Bo");
  await page.getByText("New room").click();
  await page.getByRole("textbox", { name: "Its title" }).fill("Tea");
  await ada.follows(() => page.keyboard.press("Enter"));
  await bo.visit("/rooms/tea");
  await bo.says("Before");
  await ada.reads("Before");
  await ada.hasRead("tea");
  await page.getByRole("link", { name: "Lobby" }).click();
  await bo.says("@Ada, are you there?");
  await page.locator(".room-named").waitFor();
  return ada;
}

Deno.test("with the system's colours an edge or a word says what colour says otherwise", async () => {
  await using site = await Site.open();
  const visitor = await ada(site);
  const { page, box } = visitor;
  await visitor.says("Mine");
  await visitor.reads("Mine");
  await page.getByRole("link", { name: /^\d\d:\d\d/ }).click();
  const edged = {
    "the room that one is in": page.locator(".room-link[aria-current=page]"),
    "the send button": page.getByRole("button", { name: "Send" }),
    "another button": page.getByRole("button", { name: "Notifications" }),
    "a person's sign": page.locator(".message .avatar"),
    "a message that the address names": page.locator(".message-marked"),
    "the box": page.locator(".composer-box"),
  };
  for (const [what, element] of Object.entries(edged)) {
    assert(await hasEdge(element), what);
  }
  assertEquals(
    await page.locator(".message .message-mine").textContent(),
    "you",
  );
  assertEquals(
    await page.locator(".room-named [aria-hidden]").allTextContents(),
    ["@", "1"],
  );
  await page.getByRole("link", { name: /^Tea/ }).click();
  assert(await hasEdge(page.locator(".message-named")));
  assertEquals(await page.locator(".unread-line").textContent(), "New");
  await box.waitFor();
});

Deno.test("with the system's colours one sees what has the focus, and which row of a list is chosen", async () => {
  await using site = await Site.open();
  const visitor = await ada(site);
  const { page } = visitor;
  await moveTo(visitor, page.getByRole("link", { name: /^Tea/ }));
  await moveTo(visitor, page.getByRole("button", { name: "Notifications" }));
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByRole("combobox");
  await field.waitFor();
  for (const element of [field, page.getByRole("option", { selected: true })]) {
    assert(await isOutlined(element));
  }
  const other = page.getByRole("option", { selected: false }).first();
  assertEquals(await isOutlined(other), false);
});

/** One that is seen: of another colour than the ground. */
function hasEdge(element: Locator): Promise<boolean> {
  return element.first().evaluate((element) => {
    const style = getComputedStyle(element);
    const ground = getComputedStyle(document.body).backgroundColor;
    return style.borderInlineStartStyle === "solid" &&
      parseFloat(style.borderInlineStartWidth) >= 1 &&
      style.borderInlineStartColor !== ground;
  });
}

function isOutlined(element: Locator): Promise<boolean> {
  return element.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === "solid" && parseFloat(outlineWidth) >= 2;
  });
}
