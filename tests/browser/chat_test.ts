import { assert, assertEquals } from "@std/assert";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

Deno.test("two people choose names and see each other's messages in the same order, without a reload", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  let loads = 0;
  for (const { page } of [ada, bo]) page.on("load", () => loads++);

  await ada.says("Hello, is anyone here?");
  await bo.reads("Hello, is anyone here?");
  await bo.page.getByRole("article").getByText("Ada", { exact: true })
    .waitFor();
  // Both at once: whose comes first is for the server to say, but there is one order.
  await Promise.all([saysTo(9, ada, "Ada"), saysTo(9, bo, "Bo")]);
  await ada.reads("Bo 9");
  const seen = await ada.reads("Ada 9");
  await bo.reads("Ada 9");
  assertEquals(await bo.reads("Bo 9"), seen);
  assertEquals(seen.length, 19);
  for (const visitor of [ada, bo]) await assertDense(visitor);
  assertEquals(loads, 0);
});

/** The messages stand in the order of their numbers, and none is missing. */
async function assertDense({ page }: Visitor): Promise<void> {
  const ids = await page.getByRole("article")
    .evaluateAll((articles) => articles.map(({ id }) => id));
  assertEquals(ids, ids.map((_, i) => `${i + 1}`));
}

async function saysTo(most: number, visitor: Visitor, word: string) {
  for (let n = 1; n <= most; n++) await visitor.says(`${word} ${n}`);
}

Deno.test("what is sent shows before the server has it, and the box is empty and focused", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  site.freeze();
  await ada.says("By the Enter key");
  await ada.pending().getByText("By the Enter key").waitFor();
  await assertReady(ada);
  await ada.box.fill("By the button");
  await ada.page.getByRole("button", { name: "Send" }).click();
  await ada.pending().getByText("By the button").waitFor();
  await assertReady(ada);
  const sending = ada.page.getByText("Sending…");
  await sending.first().waitFor();
  site.thaw();
  assertEquals(await ada.reads("By the button"), [
    "By the Enter key",
    "By the button",
  ]);
  assertEquals(await sending.count(), 0);
});

Deno.test("what the server takes within 300 ms was never said to be on its way", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  site.freeze();
  await ada.says("Quick");
  const delays = await ada.page.getByText("Sending…").evaluate((note) =>
    note.getAnimations().map((animation) => {
      animation.pause();
      animation.currentTime = 299;
      const before = getComputedStyle(note).visibility;
      animation.currentTime = 301;
      return [before, getComputedStyle(note).visibility];
    })
  );
  assertEquals(delays, [["hidden", "visible"]]);
  site.thaw();
  await ada.reads("Quick");
});

async function assertReady({ box }: Visitor): Promise<void> {
  assertEquals(await box.inputValue(), "");
  assert(await box.evaluate((box) => box === document.activeElement));
}

Deno.test("Shift+Enter breaks the line and sends nothing", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.box.fill("One");
  await ada.box.press("Shift+Enter");
  await ada.page.keyboard.type("two");
  await ada.box.press("Enter");
  assertEquals(await ada.reads("One\ntwo"), ["One\ntwo"]);
});

Deno.test("a reload shows everything once and keeps the draft of each room", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  await ada.says("From Ada");
  await bo.reads("From Ada");
  await bo.says("From Bo");
  await ada.reads("From Bo");
  await ada.box.fill("Not finis");

  await ada.reload();
  assertEquals(await ada.box.inputValue(), "Not finis");
  await ada.says("Finished");
  const all = ["From Ada", "From Bo", "Finished"];
  assertEquals(await ada.reads("Finished"), all);
  await ada.reload();
  assertEquals(await ada.box.inputValue(), "");
  assertEquals(await ada.reads("Finished"), all);
  assertEquals(await bo.reads("Finished"), all);
});

Deno.test("what is typed before the page has come to life is kept", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.visitAhead(
    "/rooms/lobby",
    () => ada.box.pressSequentially("Typed early"),
  );
  assertEquals(await ada.box.inputValue(), "Typed early");
  await ada.reload();
  assertEquals(await ada.box.inputValue(), "Typed early");
  await ada.box.press("Enter");
  assertEquals(await ada.reads("Typed early"), ["Typed early"]);
});

Deno.test("what is typed before the page has come to life comes after the draft that was there", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.box.fill("One");
  await ada.visitAhead(
    "/rooms/lobby",
    () => ada.box.pressSequentially("Two"),
  );
  assertEquals(await ada.box.inputValue(), "One\nTwo");
  await ada.page.keyboard.type(", three");
  await ada.reload();
  assertEquals(await ada.box.inputValue(), "One\nTwo, three");
});
