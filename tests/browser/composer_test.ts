import { assertEquals } from "@std/assert";
import { REFUSED, Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

Deno.test("the box grows from one line to eight, shows whole lines only, and shrinks again", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  assertEquals(await linesShown(ada), 1);
  for (const [lines, shown] of [[2, 2], [8, 8], [9, 8], [40, 8], [1, 1]]) {
    await ada.box.fill(Array(lines).fill("Line").join("\n"));
    assertEquals(await linesShown(ada), shown, `${lines} lines`);
  }
});

Deno.test("what is left is counted near the limit, and what is too much keeps one from sending", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const counter = ada.page.locator(".composer-left");
  for (const [length, words] of [[7_499, ""], [7_600, "400 left"]] as const) {
    await ada.box.fill("x".repeat(length));
    assertEquals(await counter.textContent(), words);
  }
  await ada.says("x".repeat(8_002));
  await counter.getByText("2 too many").waitFor();
  await ada.page.getByRole("alert").getByText("Too long by 2").waitFor();
  assertEquals(await ada.page.getByRole("article").count(), 0);
});

/** Between the borders of the box, where what is written scrolls. */
function linesShown({ box }: Visitor): Promise<number> {
  return box.evaluate((box) =>
    box.clientHeight / parseFloat(getComputedStyle(box).lineHeight)
  );
}

Deno.test("where the keyboard lies over the page, the page is as high as what is left to see", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const { page, box } = ada;
  const full = await page.evaluate(() => innerHeight);
  await keyboardTakes(ada, 300);
  const { bottom } = await box.evaluate((box) => box.getBoundingClientRect());
  assertEquals(bottom <= full - 300, true, `${bottom} of ${full - 300}`);
  await keyboardTakes(ada, 0);
  const shell = page.locator(".shell");
  assertEquals(await shell.evaluate((shell) => shell.clientHeight), full);
});

/** As iOS does it: the window stays as high as it was, and only `visualViewport` tells. */
async function keyboardTakes({ page }: Visitor, height: number): Promise<void> {
  await page.evaluate((height) => {
    if (!visualViewport) throw new Error("Cannot find the visual viewport");
    const left = innerHeight - height;
    Object.defineProperty(visualViewport, "height", {
      value: left,
      configurable: true,
    });
    visualViewport.dispatchEvent(new Event("resize"));
  }, height);
}

Deno.test("without script a refused field has the focus and is in sight, and Back still has the words", async () => {
  await using site = await Site.open();
  const ada = await site.visitor({
    javaScriptEnabled: false,
    viewport: { width: 390, height: 400 },
  });
  ada.expects(REFUSED);
  const { page } = ada;
  await page.goto("/");
  const field = page.getByRole("textbox", { name: "New room" });
  await field.fill("Lobby");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.locator("#title:focus").waitFor();
  const place = await field.boundingBox();
  assertEquals(place !== null && place.y > 0 && place.y < 360, true);
  await page.goBack();
  assertEquals(await field.inputValue(), "Lobby");
});
