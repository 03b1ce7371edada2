import { assert, assertEquals } from "@std/assert";
import { isInSight } from "@/tests/browser/in_sight.ts";
import { assertFocused } from "@/tests/browser/keyboard.ts";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site, UNREACHABLE } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

Deno.test("going to another room and back keeps the page, the connection, the place, the draft and what is selected in it", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(120));
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await ada.says("In the tea room");
  await ada.reads("In the tea room");
  let loads = 0;
  let sockets = 0;
  ada.page.on("load", () => loads++);
  ada.page.on("websocket", () => sockets++);

  await goTo(ada, "Lobby");
  await ada.message("Message 120").waitFor();
  await ada.message("Message 80").scrollIntoViewIfNeeded();
  await ada.box.fill("Not finished");
  await ada.box.evaluate((box) => {
    if (box instanceof HTMLTextAreaElement) box.setSelectionRange(4, 12);
  });
  const before = await placeOf(ada, "Message 80");
  await goTo(ada, "Tea");
  assertEquals(await ada.reads("In the tea room"), ["In the tea room"]);
  assertEquals(await ada.box.inputValue(), "");
  assertEquals(await ada.page.title(), "Tea · Confab");

  await goTo(ada, "Lobby");
  assertEquals(await placeOf(ada, "Message 80"), before);
  assertEquals(await ada.box.inputValue(), "Not finished");
  assertEquals(
    await ada.box.evaluate((box) =>
      box instanceof HTMLTextAreaElement &&
      box.value.slice(box.selectionStart, box.selectionEnd)
    ),
    "finished",
  );
  assertEquals([loads, sockets], [0, 0]);
});

Deno.test("what another tab sends or drafts in the same room leaves one's own draft there alone", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await goTo(ada, "Lobby");
  await ada.box.fill("Not finished");
  const other = await site.again(ada);
  await other.visit("/rooms/lobby");
  await other.says("Finished");
  await ada.reads("Finished");
  await other.box.fill("Something else");

  await goTo(ada, "Tea");
  await goTo(ada, "Lobby");
  assertEquals(await ada.box.inputValue(), "Not finished");
  await ada.reload();
  assertEquals(await ada.box.inputValue(), "Not finished");
  await other.reload();
  assertEquals(await other.box.inputValue(), "Something else");
});

Deno.test("back and forward go through the rooms, and each address can be reloaded", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await goTo(ada, "Lobby");
  assertEquals(pathOf(ada), "/rooms/lobby");
  await ada.page.goBack();
  await heading(ada, "Tea").waitFor();
  assertEquals(pathOf(ada), "/rooms/tea");
  await ada.page.goForward();
  await heading(ada, "Lobby").waitFor();
  await ada.page.goBack();
  await ada.reload();
  await heading(ada, "Tea").waitFor();
  assertEquals(
    await ada.page.locator('.room-link[aria-current="page"]').textContent(),
    "Tea",
  );
});

Deno.test("a message that is said while one is elsewhere is there at once when one comes back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  await makeRoom(ada, "Tea");
  await goTo(ada, "Lobby");
  await bo.says("In the lobby");
  await ada.reads("In the lobby");
  await ada.hasRead();
  await goTo(ada, "Tea");
  await bo.says("While you were away");
  await count(ada, "Lobby", 1).waitFor();
  await ada.page.route("**/api/**", (route) => route.abort());
  await goTo(ada, "Lobby");
  assertEquals(
    await ada.reads("While you were away"),
    ["In the lobby", "While you were away"],
  );
});

Deno.test("a room that one goes to while the connection is away, for the first time in this page, has its messages when it is back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await ada.says("In the tea room");
  await ada.reads("In the tea room");
  await goTo(ada, "Lobby");
  await ada.reload();
  await site.server.stop();
  await ada.isDisconnected();
  await goTo(ada, "Tea");
  await site.startAgain();
  assertEquals(await ada.reads("In the tea room"), ["In the tea room"]);
});

Deno.test("a link in a message to a message in another room leads there, without another page", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await post(site.server, numbered(200), "tea");
  await goTo(ada, "Lobby");
  await ada.says(`${site.url}/rooms/tea?around=20#20`);
  await ada.page.getByRole("article").getByRole("link", { name: "/tea?" })
    .click();
  await ada.page.locator(".message-marked").getByText("Message 20").waitFor();
  await ada.page.goBack();
  await heading(ada, "Lobby").waitFor();
});

Deno.test("back to a message in another room leads there, though that room's messages are still to come", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await makeRoom(ada, "Tea");
  await post(site.server, numbered(200));
  await ada.visit("/rooms/lobby#20");
  const marked = ada.page.locator(".message-marked").getByText("Message 20");
  await marked.waitFor();
  await goTo(ada, "Tea");
  await ada.reload();
  await ada.page.goBack();
  await marked.waitFor();
  assertEquals(await ada.page.getByText("There is no message").count(), 0);
});

Deno.test("back to a message in a room that the tab does not follow leads there, whichever comes first: what is around it, or what the room begins with", async () => {
  await using site = await Site.open();
  const bo = await site.person("Bo");
  for (const title of ["Tea", "Cake"]) await makeRoom(bo, title);
  await post(site.server, ["Before"]);
  await post(site.server, numbered(200), "tea");
  const ada = await site.visitor();
  await withoutSockets(ada);
  await ada.enter("Ada");
  await ada.hasRead();
  await ada.visit("/rooms/tea#20");
  const marked = ada.page.locator(".message-marked").getByText("Message 20");
  await marked.waitFor();
  await goTo(ada, "Cake");
  await ada.reload();
  const answer = Promise.withResolvers<void>();
  await ada.page.route(/around=20&/, async (route) => {
    await answer.promise;
    await route.continue();
  });
  await ada.page.goBack();
  await ada.message("Message 200").waitFor();
  answer.resolve();
  await marked.waitFor();
});

Deno.test("back from a message in a room whose messages are still to come leads to the newest", async () => {
  await using site = await Site.open();
  const ada = await whoFollowsTheLobby(site);
  const { page } = ada;
  const answer = Promise.withResolvers<void>();
  await page.route("**/messages?*", async (route) => {
    await answer.promise;
    await route.continue();
  });
  const newest = page.waitForRequest("**/messages?*");
  await goTo(ada, "Lobby");
  await newest;
  const old = page.waitForRequest(/around=20&/);
  await page.goto("/rooms/lobby#20");
  await old;
  await page.goBack();
  answer.resolve();
  await ada.message("Message 200").waitFor();
  assertEquals(await page.locator('[id="20"]').count(), 0);
});

Deno.test("where a room's messages could not be loaded, a button asks for them again: for the newest, or for those around the message that one went to", async () => {
  for (const message of [200, 20]) {
    await using site = await Site.open();
    const ada = await whoFollowsTheLobby(site);
    ada.expects(UNREACHABLE);
    ada.expects(/Cannot load/);
    const { page } = ada;
    await page.route("**/messages?*", (route) => route.abort());
    await goTo(ada, "Lobby");
    if (message !== 200) await page.goto(`/rooms/lobby#${message}`);
    const problem = page.getByText("Those messages could not be loaded");
    await problem.waitFor();
    await page.unroute("**/messages?*");
    await page.getByRole("button", { name: "Try again" }).press("Enter");
    const element = ada.message(`Message ${message}`);
    await element.waitFor();
    assert(await isInSight(element), `${message} is not in sight`);
    await problem.waitFor({ state: "detached" });
    await assertFocused(page.getByRole("log"));
  }
});

/** Somebody in another room, whose page hears of the lobby's newest message and has none of the 199 before it. */
async function whoFollowsTheLobby(site: Site): Promise<Visitor> {
  await post(site.server, numbered(199));
  const ada = await site.person("Ada");
  await ada.hasRead();
  await makeRoom(ada, "Tea");
  await post(site.server, ["Message 200"]);
  await count(ada, "Lobby", 1).waitFor();
  return ada;
}

Deno.test("the list counts what one has not read, marks where one was named, and forgets it on all devices once it is read", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  await bo.says("Before");
  await ada.reads("Before");
  await ada.hasRead();
  await makeRoom(ada, "Tea");
  const phone = await site.again(ada);
  await phone.visit("/rooms/tea");
  await bo.says("One");
  await bo.says("Ada, two");
  for (const device of [ada, phone]) await count(device, "Lobby", 2).waitFor();
  assertEquals(await ada.page.locator(".room-named").count(), 0);
  await bo.says("Are you there, @ada?");
  for (const device of [ada, phone]) {
    await device.page.getByRole("link", {
      name: /^Lobby ?, 3 unread, you were named$/,
    }).waitFor();
  }

  await phone.reload();
  await count(phone, "Lobby", 3).waitFor();
  // The page said that; now it also hears of the room, and so of its being read.
  await bo.says("Hello?");
  await count(phone, "Lobby", 4).waitFor();
  await goTo(ada, "Lobby");
  await ada.page.locator(".message-named").getByText("@ada").waitFor();
  for (const device of [ada, phone]) {
    await device.page.locator(".room-count").waitFor({ state: "detached" });
  }
  await phone.reload();
  await phone.box.waitFor();
  assertEquals(await phone.page.locator(".room-count").count(), 0);
});

Deno.test("a room's topic is given when it is made, and shown", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  await ada.page.goto("/");
  await ada.page.getByRole("textbox", { name: "New room" }).fill("Tea");
  await ada.page.getByRole("textbox", { name: "What it is about" })
    .fill("Leaves, not bags");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  await ada.page.locator(".room-topic").getByText("Leaves, not bags").waitFor();
  await goTo(ada, "Lobby");
  assertEquals(await ada.page.locator(".room-topic").count(), 0);
});

Deno.test("a room that somebody else makes is found without a reload, by the switcher and in the list", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  let loads = 0;
  ada.page.on("load", () => loads++);
  await makeRoom(bo, "Tea");
  await ada.page.keyboard.press("ControlOrMeta+k");
  await ada.page.getByRole("option", { name: "Tea" }).waitFor();
  await ada.page.keyboard.press("Escape");
  await goTo(ada, "Tea");
  await makeRoom(bo, "Cake");
  await comesBack(ada);
  await goTo(ada, "Cake");
  assertEquals(loads, 0);
});

Deno.test("a list that the network swallows is given up after a while", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  const { page } = ada;
  // It takes a hundredth of that while.
  await page.addInitScript(() => {
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 100);
  });
  await ada.visit("/rooms/lobby");
  await page.route("**/api/rooms", () => {});
  const givenUp = page.waitForEvent("requestfailed");
  await comesBack(ada);
  assertEquals(new URL((await givenUp).url()).pathname, "/api/rooms");
});

Deno.test("on a narrow screen the list has what is new each time that it opens", async () => {
  await using site = await Site.open();
  const viewport = { width: 390, height: 844 };
  const ada = await site.person("Ada", { viewport });
  const bo = await site.person("Bo");
  await makeRoom(bo, "Tea");
  await ada.page.getByRole("button", { name: "Rooms", exact: true }).click();
  await goTo(ada, "Tea");
});

Deno.test("the list counts in rooms that the tab does not follow", async () => {
  await using site = await Site.open();
  const ada = await site.visitor();
  const bo = await site.person("Bo");
  await bo.says("Before");
  await withoutSockets(ada);
  await ada.enter("Ada");
  await ada.reads("Before");
  await ada.hasRead();
  for (const title of ["Tea", "Cake"]) await makeRoom(bo, title);
  await comesBack(ada);
  for (const title of ["Tea", "Cake"]) await goTo(ada, title);
  await goTo(bo, "Lobby");
  await bo.says("@Ada, where are you?");
  await bo.reads("@Ada, where are you?");
  await comesBack(ada);
  await ada.page.getByRole("link", {
    name: /^Lobby ?, 1 unread, you were named$/,
  }).waitFor();
});

/** Streams are few: the third room takes the place of the first. */
async function withoutSockets(visitor: Visitor): Promise<void> {
  visitor.hears = "stream";
  await visitor.page.routeWebSocket("**/api/chat", (socket) => socket.close());
}

/** As if another tab had been before this one. */
async function comesBack({ page }: Visitor): Promise<void> {
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange"))
  );
}

async function makeRoom(visitor: Visitor, title: string): Promise<void> {
  const { page } = visitor;
  await page.getByText("New room").click();
  await page.getByRole("textbox", { name: "Its title" }).fill(title);
  await visitor.follows(() => page.keyboard.press("Enter"));
}

async function goTo(visitor: Visitor, title: string): Promise<void> {
  await visitor.page.locator(".room-link").filter({ hasText: title }).click();
  await heading(visitor, title).waitFor();
}

function heading({ page }: Visitor, title: string) {
  return page.getByRole("heading", { name: title, level: 1 });
}

function count({ page }: Visitor, title: string, unread: number) {
  return page.getByRole("link", {
    name: new RegExp(`^${title} ?, ${unread} unread`),
  });
}

function pathOf({ page }: Visitor): string {
  return new URL(page.url()).pathname;
}

/** In CSS pixels from the top of the window. */
async function placeOf(visitor: Visitor, body: string): Promise<number> {
  const box = await visitor.message(body).boundingBox();
  assert(box);
  return Math.round(box.y);
}
