/** Who is there, who types, and what one is called. */
import { assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { REFUSED, Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** The button in the room's header, once it counts so many. */
function counter({ page }: Visitor, words: string): Locator {
  return page.getByRole("button", { name: words, exact: true });
}

function listed({ page }: Visitor): Locator {
  return page.getByRole("region", { name: "Who is here" })
    .getByRole("listitem");
}

async function names(visitor: Visitor): Promise<string[]> {
  return await listed(visitor).locator("bdi").allTextContents();
}

/** Opens the form for one's name and colour. */
async function opensLook({ page }: Visitor): Promise<void> {
  await page.locator("summary", { hasText: "change your name" }).click();
}

async function renames(visitor: Visitor, name: string): Promise<void> {
  await opensLook(visitor);
  await visitor.page.getByRole("textbox", { name: "Your name" }).fill(name);
  await visitor.page.getByRole("button", { name: "Save" }).click();
}

Deno.test("two people see each other in the list of people, and one who leaves vanishes from it", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await counter(ada, "1 person here").click();
  assertEquals(await names(ada), ["Ada"]);
  const bo = await site.person("Bo");
  await listed(ada).getByText("Bo").waitFor();
  assertEquals(await names(ada), ["Ada", "Bo"]);
  await counter(bo, "2 people here").click();
  assertEquals(await names(bo), ["Bo", "Ada"]);
  await bo.page.close();
  await listed(ada).getByText("Bo").waitFor({ state: "detached" });
  await counter(ada, "1 person here").waitFor();
});

Deno.test("a reload is no departure", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  await counter(ada, "2 people here").waitFor();
  const told: string[] = [];
  await ada.follows(async () => {
    ada.page.on(
      "websocket",
      (socket) =>
        socket.on("framereceived", ({ payload }) => told.push(`${payload}`)),
    );
    await ada.page.reload();
  });
  await bo.reload();
  await bo.says("Back");
  await ada.reads("Back");
  // One who comes after shows that everything before has been told.
  await site.person("Chi");
  await counter(ada, "3 people here").waitFor();
  assertEquals(told.filter((frame) => frame.includes('"left"')), []);
});

Deno.test("the list of people opens and closes by keyboard and gives the focus back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const button = counter(ada, "1 person here");
  await button.focus();
  await ada.page.keyboard.press("Enter");
  await listed(ada).first().waitFor();
  await ada.page.keyboard.press("Tab");
  const close = ada.page.getByRole("button", {
    name: "Close the list of people",
  });
  assertEquals(
    await close.evaluate((it) => it === document.activeElement),
    true,
  );
  await ada.page.keyboard.press("Escape");
  await listed(ada).first().waitFor({ state: "hidden" });
  assertEquals(
    await button.evaluate((it) => it === document.activeElement),
    true,
  );
});

Deno.test("without script one sees who is there, and is called something else in another colour", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.visitor({ javaScriptEnabled: false });
  await bo.page.goto("/rooms/lobby");
  await counter(bo, "2 people here").click();
  await listed(bo).getByText("Ada").waitFor();
  await bo.page.keyboard.press("Escape");
  await opensLook(bo);
  await bo.page.getByRole("radio", { name: "Violet" }).check();
  await bo.page.getByRole("textbox", { name: "Your name" }).fill("Bo");
  await bo.page.getByRole("button", { name: "Save" }).click();
  assertEquals(new URL(bo.page.url()).pathname, "/rooms/lobby");
  await bo.box.fill("In violet");
  await bo.page.getByRole("button", { name: "Send" }).click();
  await ada.reads("In violet");
  await ada.page.locator("article .message-author.hue-9", { hasText: "Bo" })
    .waitFor();
});

Deno.test("a new name and colour show in one's other tab and in the others' lists at once", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const tab = await site.again(ada);
  await tab.visit("/rooms/lobby");
  const bo = await site.person("Bo");
  await counter(bo, "2 people here").click();
  await opensLook(ada);
  await ada.page.getByRole("radio", { name: "Pink" }).check();
  await ada.page.getByRole("textbox", { name: "Your name" }).fill("Adele");
  await ada.follows(() =>
    ada.page.getByRole("button", { name: "Save" }).click()
  );
  await listed(bo).getByText("Adele").waitFor();
  await listed(bo).locator(".hue-11:not(.avatar-mine)").waitFor();
  await tab.page.locator("summary", { hasText: "Adele" }).waitFor();
  await tab.says("From the other tab");
  await bo.reads("From the other tab");
  await bo.page.locator("article .message-author.hue-11", { hasText: "Adele" })
    .waitFor();
  assertEquals(await names(bo), ["Bo", "Adele"]);
});

Deno.test("a name and a colour that are chosen before the page has come to life stay chosen", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const name = ada.page.getByRole("textbox", { name: "Your name" });
  const pink = ada.page.getByRole("radio", { name: "Pink" });
  await ada.visitAhead("/rooms/lobby", async () => {
    await opensLook(ada);
    await pink.check();
    await name.fill("Adele");
  });
  assertEquals(await name.inputValue(), "Adele");
  assertEquals(await pink.isChecked(), true);
});

for (const javaScriptEnabled of [true, false]) {
  Deno.test(`a name that somebody has is refused with a free one, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
    await using site = await Site.open();
    await site.person("Ada");
    const bo = await site.visitor({ javaScriptEnabled });
    bo.expects(REFUSED);
    await bo.page.goto("/rooms/lobby");
    // The first letter is Cyrillic.
    await renames(bo, "Аda");
    await bo.page.getByRole("alert").getByText("“Аda 2” is free").waitFor();
    const name = bo.page.getByRole("textbox", { name: "Your name" });
    assertEquals(await name.inputValue(), "Аda");
    await name.fill("Ada 2");
    await name.press("Enter");
    await bo.page.locator("summary", { hasText: "Ada 2" }).waitFor();
  });
}

Deno.test("who types is shown while they type, and not when they have sent or emptied it", async () => {
  await using site = await Site.open();
  const [ada, bo, chi] = [
    await site.person("Ada"),
    await site.person("Bo"),
    await site.person("Chi"),
  ];
  await forgetsNobody(ada);
  const line = ada.page.locator(".typing");
  const { height } = await line.boundingBox() ?? {};
  await bo.box.pressSequentially("Hello");
  await line.getByText("Bo is typing").waitFor();
  await chi.box.pressSequentially("Me too");
  await line.getByText("Bo and Chi are typing").waitFor();
  assertEquals((await line.boundingBox())?.height, height);
  assertEquals(await line.getAttribute("aria-hidden"), "true");
  await bo.box.press("Enter");
  await line.getByText("Chi is typing").waitFor();
  await chi.box.fill("");
  await line.getByText("typing").waitFor({ state: "detached" });
  await bo.page.locator(".typing").getByText("typing")
    .waitFor({ state: "detached" });
});

Deno.test("where WebSockets are blocked one sees who is there and who types, and is seen", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.visitor();
  await bo.page.routeWebSocket("**/api/chat", (socket) => socket.close());
  await bo.page.goto("/rooms/lobby");
  await counter(bo, "2 people here").waitFor();
  await counter(ada, "2 people here").waitFor();
  await forgetsNobody(bo);
  await ada.box.pressSequentially("Hello");
  await bo.page.locator(".typing").getByText("Ada is typing").waitFor();
  await forgetsNobody(ada);
  await bo.box.pressSequentially("Me too");
  await ada.page.locator(".typing").getByText(/is typing/).waitFor();
  await ada.page.close();
  await counter(bo, "1 person here").waitFor();
});

/** However long the others take: who is silent for a while counts as not typing any more, and for this page no time goes by. */
async function forgetsNobody({ page }: Visitor): Promise<void> {
  await page.clock.setFixedTime(Date.now());
}
