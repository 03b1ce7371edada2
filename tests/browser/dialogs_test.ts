import { assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

Deno.test("Ctrl+K leads to another room by a few letters of its title", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  for (const title of ["Tea", "Teapots & more"]) await makeRoom(ada, title);
  await openSwitcher(ada);
  await ada.page.keyboard.type("tea");
  assertEquals(await options(ada), ["Tearoom", "Teapots & moreyou are here"]);
  assertEquals(await active(ada), "Tearoom");
  await ada.page.keyboard.press("ArrowUp");
  assertEquals(await active(ada), "Teapots & moreyou are here");
  await ada.page.keyboard.press("ArrowDown");
  assertEquals(await active(ada), "Tearoom");
  await ada.page.keyboard.press("Enter");
  await ada.page.getByRole("heading", { name: "Tea", level: 1 }).waitFor();
});

Deno.test("Ctrl+K leads to a person: their name is written where one writes", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo Ek");
  await bo.says("Hello");
  await ada.reads("Hello");
  await ada.says("Hello to you");
  await ada.box.pressSequentially("Thanks");
  await openSwitcher(ada);
  await ada.page.keyboard.type("ek");
  assertEquals(await options(ada), ["Bo Ekperson"]);
  await ada.page.keyboard.press("Enter");
  await ada.leavesDialog();
  await assertFocused(ada.box);
  assertEquals(await ada.box.inputValue(), "Thanks @Bo Ek ");
  await ada.box.press("Enter");
  await bo.reads("Thanks @Bo Ek");
});

Deno.test("Escape, the button and a click beside it close the switcher, and the focus goes back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const { page, box } = ada;
  const ways = [
    () => page.keyboard.press("Escape"),
    () => page.getByRole("button", { name: "Close", exact: true }).click(),
    () => page.mouse.click(5, 5),
  ];
  await box.pressSequentially("Words");
  for (const close of ways) {
    await openSwitcher(ada);
    await page.keyboard.type("nobody");
    await page.getByText("No room or person has that in its name.").waitFor();
    await close();
    await ada.leavesDialog();
    await assertFocused(box);
    await page.keyboard.type(".");
  }
  assertEquals(await box.inputValue(), "Words...");
  const button = page.getByRole("button", { name: "Find a room or person" });
  await button.click();
  await page.getByRole("combobox").waitFor();
  await page.keyboard.press("Escape");
  await ada.leavesDialog();
  await assertFocused(button);
});

Deno.test("? shows the shortcuts, outside the box, as long as one wants that", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const { page, box } = ada;
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await box.press("?");
  assertEquals(await box.inputValue(), "?");
  const log = page.getByRole("log");
  await log.focus();
  await page.keyboard.press("?");
  await dialog.waitFor();
  await page.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await ada.leavesDialog();
  await assertFocused(log);

  // One dialog at a time: had the first key opened one, the second would not.
  await page.keyboard.press("?");
  await openSwitcher(ada);
  await page.keyboard.press("Escape");
  await ada.leavesDialog();
  await page.keyboard.press("ControlOrMeta+/");
  await dialog.waitFor();
  assertEquals(await page.getByRole("checkbox").isChecked(), false);
});

async function openSwitcher({ page }: Visitor): Promise<void> {
  await page.keyboard.press("ControlOrMeta+k");
  await assertFocused(page.getByRole("combobox"));
}

async function makeRoom(visitor: Visitor, title: string): Promise<void> {
  await visitor.page.goto("/");
  await visitor.page.getByRole("textbox", { name: "New room" }).fill(title);
  await visitor.follows(() => visitor.page.keyboard.press("Enter"));
}

function options({ page }: Visitor): Promise<string[]> {
  return page.getByRole("option").allTextContents();
}

/** What a screen reader is told of: the option that `aria-activedescendant` names. */
function active({ page }: Visitor): Promise<string | null | undefined> {
  return page.getByRole("combobox").evaluate((field) =>
    document.getElementById(field.getAttribute("aria-activedescendant") ?? "")
      ?.textContent
  );
}

async function assertFocused(element: Locator): Promise<void> {
  await element.waitFor();
  assertEquals(
    await element.evaluate((element) => element === document.activeElement),
    true,
  );
}
