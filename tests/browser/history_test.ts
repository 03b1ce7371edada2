import { assert, assertEquals } from "@std/assert";
import type { Locator } from "playwright-core";
import { isInSight } from "@/tests/browser/in_sight.ts";
import { assertFocused } from "@/tests/browser/keyboard.ts";
import { numbered, post } from "@/tests/browser/posts.ts";
import { REFUSED, Site, UNREACHABLE } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";
import { watch } from "@/tests/browser/watch.ts";

/** What a browser may round, in CSS pixels. */
const ROUNDING_PX = 1;
/** Most messages that a page holds. */
const MOST_HELD = 400;

Deno.test("a permalink opens around its message, in the middle and marked, and scrolls both ways without a jump", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#500");
  const message = ada.page.locator(".message-marked");
  await message.getByText("Message 500").waitFor();
  assert(await isInTheMiddle(ada));
  for (const end of ["first", "last", "first", "last"] as const) {
    await stillWhile(ada, end);
  }
});

Deno.test("through a long room both ways the page holds at most 400 messages, none missing, and the newest are one press away", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#500");
  // Until then the newest are there, with which the room's page came.
  await ada.page.locator(".message-marked").getByText("Message 500").waitFor();
  while (await numberOf(ada, "last") < 1_000) await more(ada, "last");
  await post(site.server, ["And one more"]);
  await ada.page.getByRole("log").evaluate((log) => log.scrollTop = 0);
  await ada.message("And one more").waitFor();
  while (await numberOf(ada, "first") > 300) await more(ada, "first");
  await ada.page.getByRole("button", { name: "Newest" }).click();
  await ada.message("And one more").waitFor();
  assertEquals(
    new URL(ada.page.url()).pathname + new URL(ada.page.url()).hash,
    "/rooms/lobby",
  );
  await post(site.server, ["Live again"]);
  await ada.reads("Live again");
});

Deno.test("a permalink within the page goes there without loading, and back comes back", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(200));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#20");
  await ada.page.locator(".message-marked").getByText("Message 20").waitFor();
  const link = ada.page.locator('[id="30"]').getByRole("link");
  assertEquals(await link.getAttribute("href"), "?around=30#30");
  await link.click();
  await ada.page.locator(".message-marked").getByText("Message 30").waitFor();
  assertEquals(new URL(ada.page.url()).hash, "#30");
  await ada.page.goBack();
  await ada.page.locator(".message-marked").getByText("Message 20").waitFor();
});

Deno.test("a permalink works without script, wherever it points", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(200));
  const bo = await site.visitor({ javaScriptEnabled: false });
  bo.expects(REFUSED);
  await bo.page.goto("/rooms/lobby?around=100#100");
  await bo.page.locator(".message-marked").getByText("Message 100").waitFor();
  assert(await bo.page.locator(".message-marked").isVisible());
  assertEquals(await articles(bo), 50);
  await bo.page.getByRole("link", { name: "Newer messages" }).click();
  await bo.message("Message 125").waitFor();
  await bo.page.getByRole("link", { name: "Older messages" }).click();
  await bo.message("Message 124").waitFor();

  const answer = await bo.page.goto("/rooms/lobby?around=999");
  assertEquals(answer?.status(), 404);
  await bo.page.getByText("Room 'lobby' has no message 999 yet").waitFor();
  await bo.page.getByRole("link", { name: "Go to the room" }).click();
  await bo.message("Message 200").waitFor();
});

Deno.test("at the end of what is loaded one way leads to the newest, not a second one over it", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(200));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby?before=101");
  await ada.page.getByRole("link", { name: "To the newest" }).waitFor();
  const button = ada.page.getByRole("button", { name: "Newest" });
  assertEquals(await button.count(), 0);
  await ada.message("Message 60").scrollIntoViewIfNeeded();
  await button.waitFor();
});

Deno.test("a permalink to what is not there says so and shows the room", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(3));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#999");
  await ada.page.getByText("There is no message 999 here").waitFor();
  await ada.message("Message 3").waitFor();
});

Deno.test("back and forward lead to permalinks that are not loaded, ask for each once, and say of none that it is missing", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  let asked = 0;
  ada.page.on("request", (request) => {
    if (request.url().includes("around=")) asked++;
  });
  await ada.visit("/rooms/lobby#500");
  await isMarked(ada, 500);
  await ada.page.goto("/rooms/lobby#20");
  await isMarked(ada, 20);
  await ada.page.goBack();
  await isMarked(ada, 500);
  await ada.page.goForward();
  await isMarked(ada, 20);
  assertEquals(asked, 4);
});

Deno.test("a message that one does not wait for is not said to be missing", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby");
  const { page } = ada;
  const answer = Promise.withResolvers<void>();
  const old = /around=20&/;
  await page.route(old, async (route) => {
    await answer.promise;
    await route.continue();
  });
  const asked = page.waitForRequest(old);
  await page.goto("/rooms/lobby#20");
  await asked;
  await page.goto("/rooms/lobby#500");
  await isMarked(ada, 500);
  const late = page.waitForResponse(old);
  answer.resolve();
  await (await late).finished();
  await nextFrame(ada);
  await isMarked(ada, 500);
});

Deno.test("back before a permalink's messages have come stays where one is", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(200));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby");
  const { page } = ada;
  const answer = await holdBack(ada, () => page.goto("/rooms/lobby#20"));
  await page.goBack();
  const mostMoved = await watch(ada.message("Message 200"));
  const late = page.waitForResponse(/around=20&/);
  answer.resolve();
  await (await late).finished();
  await nextFrame(ada);
  assert(await mostMoved() <= ROUNDING_PX);
  while (await numberOf(ada, "first") > 51) await more(ada, "first");
  // It comes with these, and does not lead there.
  await stillWhile(ada, "first");
  assertEquals(await page.locator(".message-marked").count(), 0);
});

Deno.test("a message that cannot be loaded is not said to be missing; the others still come by scrolling, without a jump", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(120));
  const ada = await site.visitor();
  ada.expects(UNREACHABLE);
  ada.expects(/Cannot load/);
  await ada.visit("/rooms/lobby");
  const { page } = ada;
  await page.route("**/messages?*", (route) => route.abort());
  await page.goto("/rooms/lobby#60");
  const problem = page.getByText("Those messages could not be loaded");
  await problem.waitFor();
  assert(await isInSight(problem));
  assertEquals(await missing(ada).count(), 0);
  await page.unroute("**/messages?*");
  await stillWhile(ada, "first");
  await ada.message("Message 60").waitFor();
  await problem.waitFor({ state: "detached" });
});

Deno.test("who reaches one end while messages are loaded at the other has more of both", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#500");
  await isMarked(ada, 500);
  for (const [end, other] of [["first", "last"], ["last", "first"]] as const) {
    const answer = await holdBack(ada, () => scrollToEnd(ada, end));
    const reached = await scrollToEnd(ada, other);
    await nextFrame(ada);
    answer.resolve();
    await beside(ada, reached, other);
  }
});

Deno.test("who goes to the other end while messages are loaded at one keeps what is there, also where the page holds no more", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#500");
  await isMarked(ada, 500);
  while (await articles(ada) < MOST_HELD) await more(ada, "first");
  for (const [end, other] of [["first", "last"], ["last", "first"]] as const) {
    const answer = await holdBack(ada, () => scrollToEnd(ada, end));
    const reached = await scrollToEnd(ada, other);
    await nextFrame(ada);
    const mostMoved = await watch(ada.message(`Message ${reached}`));
    answer.resolve();
    await beside(ada, reached, other);
    assert(await mostMoved() <= ROUNDING_PX, `${other} moved`);
    await assertBounded(ada);
  }
});

Deno.test("what fails after one has gone elsewhere is not said there", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(1_000));
  const ada = await site.visitor();
  ada.expects(UNREACHABLE);
  ada.expects(/Cannot load/);
  await ada.visit("/rooms/lobby");
  const { page } = ada;
  const answer = await holdBack(ada, () => scrollToEnd(ada, "first"));
  await page.goto("/rooms/lobby#300");
  await isMarked(ada, 300);
  const failed = page.waitForEvent("requestfailed");
  answer.reject(new Error("The network is gone"));
  await failed;
  await nextFrame(ada);
  assertEquals(await page.getByText("could not be loaded").count(), 0);
});

Deno.test("where the network swallows what is asked for, it is said after a while that nothing came, and one can ask again", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(120));
  const ada = await site.visitor();
  ada.expects(/Cannot load/);
  const { page } = ada;
  // The first time it takes a hundredth of that while.
  await page.addInitScript(() => {
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (ms) => {
      AbortSignal.timeout = timeout;
      return timeout.call(AbortSignal, ms / 100);
    };
  });
  await ada.visit("/rooms/lobby");
  await page.route("**/messages?*", () => {});
  await scrollToEnd(ada, "first");
  await page.getByText("Older messages could not be loaded").waitFor();
  await page.unroute("**/messages?*");
  await page.getByRole("link", { name: "Older messages" }).click();
  await beside(ada, 71, "first");
});

Deno.test("a message that was not there when one went to it does not call one back when it comes", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(60));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby#61");
  await missing(ada).waitFor();
  const { page } = ada;
  // The page around it has come.
  await page.locator('[id="20"]').waitFor({ state: "detached" });
  await more(ada, "first");
  const read = ada.message("Message 20");
  await read.scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "Newest" }).waitFor();
  const mostMoved = await watch(read);
  await post(site.server, ["It came"]);
  await ada.message("It came").waitFor();
  assert(await mostMoved() <= ROUNDING_PX);
  await missing(ada).waitFor({ state: "detached" });
});

/** Somebody who has read `Message 10`, was away, and comes back to 80 new ones. */
async function someoneBack(site: Site): Promise<Visitor> {
  await post(site.server, numbered(10));
  const ada = await site.person("Ada");
  await ada.message("Message 10").waitFor();
  await ada.hasRead();
  await ada.page.goto("about:blank");
  await post(site.server, numbered(80, "New"));
  await ada.visit("/rooms/lobby");
  return ada;
}

Deno.test("what is new begins with a line that stays, and a bar leads there and marks it as read", async () => {
  await using site = await Site.open();
  const ada = await someoneBack(site);
  const bar = ada.page.getByRole("form", { name: "Unread messages" });
  await bar.getByText("80 new since").waitFor();
  assertEquals(await ada.page.locator(".unread-line").count(), 0);

  await bar.getByRole("link", { name: "Jump" }).press("Enter");
  const line = ada.page.locator(".unread-line");
  await line.waitFor();
  await bar.waitFor({ state: "detached" });
  await assertFocused(ada.page.getByRole("log"));
  assertEquals(await afterLine(ada), "New 1");
  await post(site.server, ["Even newer"]);
  assertEquals(await afterLine(ada), "New 1");

  await ada.page.getByRole("button", { name: "81 new" }).click();
  await ada.message("Even newer").waitFor();
  await ada.hasRead();
  await ada.page.goto("about:blank");
  await ada.visit("/rooms/lobby");
  assertEquals(await bar.count(), 0);
});

Deno.test("what is new can be marked as read where it is", async () => {
  await using site = await Site.open();
  const ada = await someoneBack(site);
  await marksAsRead(ada, "80 new since");
});

Deno.test("what is new can be marked as read from where it is not loaded, also more than the server counts", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(100));
  const ada = await site.person("Ada");
  await ada.hasRead();
  await ada.page.goto("about:blank");
  await post(site.server, numbered(150, "New"));
  await ada.visit("/rooms/lobby#20");
  await isMarked(ada, 20);
  await marksAsRead(ada, "99+ new since");
});

Deno.test("what came in while one was in another room is not read before one has seen where it begins", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await post(site.server, ["Message"]);
  await ada.message("Message").waitFor();
  await ada.hasRead();
  await ada.page.getByText("New room").click();
  await ada.page.getByRole("textbox", { name: "Its title" }).fill("Tea");
  await ada.follows(() => ada.page.keyboard.press("Enter"));
  await post(site.server, numbered(70, "New"));
  const lobby = ada.page.getByRole("link", { name: /^Lobby ?, 70 unread/ });
  await lobby.click();
  await ada.message("New 70").waitFor();
  const bar = ada.page.getByRole("form", { name: "Unread messages" });
  await bar.getByText("70 new since").waitFor();
  await ada.reload();
  await bar.getByText("70 new since").waitFor();
  await bar.getByRole("link", { name: "Jump" }).click();
  await ada.page.locator(".unread-line").waitFor();
  await ada.page.getByRole("button", { name: "70 new" }).click();
  await lobby.waitFor({ state: "detached" });
});

Deno.test("without script what is new since one's last post is told, led to and marked as read by a form", async () => {
  await using site = await Site.open();
  const bo = await site.visitor({ javaScriptEnabled: false });
  await bo.page.goto("/rooms/lobby");
  await bo.box.fill("From Bo");
  await bo.page.getByRole("button", { name: "Send" }).click();
  await bo.message("From Bo").waitFor();
  await post(site.server, numbered(120, "New"));
  await bo.page.goto("/rooms/lobby");
  await bo.page.getByRole("link", { name: /^Lobby ?, 99\+ unread/ }).waitFor();
  await bo.page.getByRole("link", { name: "Jump" }).click();
  assertEquals(await afterLine(bo), "New 1");
  await marksAsRead(bo, "99+ new since");
});

async function marksAsRead(visitor: Visitor, words: string): Promise<void> {
  const { page } = visitor;
  const bar = page.getByRole("form", { name: "Unread messages" });
  await bar.getByText(words).waitFor();
  await bar.getByRole("button", { name: "Mark read" }).click();
  await bar.waitFor({ state: "detached" });
  await visitor.hasRead();
  await page.goto("/rooms/lobby");
  await page.getByRole("log").waitFor();
  assertEquals(await bar.count(), 0);
}

Deno.test("the arrow keys move between the messages, Home and End to the first and the last", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(30));
  const { page } = await site.person("Ada");
  const focused = () =>
    page.evaluate(() =>
      document.activeElement?.querySelector(".message-body")?.textContent
    );
  await page.getByRole("log").focus();
  const seen = [];
  for (const key of ["ArrowUp", "ArrowUp", "ArrowDown", "Home", "End"]) {
    await page.keyboard.press(key);
    seen.push(await focused());
  }
  assertEquals(seen, [
    "Message 30",
    "Message 29",
    "Message 30",
    "Message 1",
    "Message 30",
  ]);
});

/** Waits until the message is there, which the address names, in the middle of the log. */
async function isMarked(visitor: Visitor, number: number): Promise<void> {
  const { page } = visitor;
  const marked = page.locator(`.message-marked[id="${number}"]`);
  await marked.waitFor();
  assert(await isInTheMiddle(visitor), `${number} is not in the middle`);
  assertEquals(await missing(visitor).allTextContents(), []);
}

function missing({ page }: Visitor): Locator {
  return page.getByText("There is no message");
}

type End = "first" | "last";

/** Goes to an end of what is loaded, while more of it takes its time, and asserts that nothing moves when it comes. */
async function stillWhile(visitor: Visitor, end: End): Promise<void> {
  const { page } = visitor;
  const answer = Promise.withResolvers<void>();
  await page.route("**/messages?*", async (route) => {
    await answer.promise;
    await route.continue();
  });
  const read = page.getByRole("article")[end]().locator(".message-body");
  const number = await numberOf(visitor, end);
  const words = visitor.message(await read.textContent() ?? "");
  await words.scrollIntoViewIfNeeded();
  const mostMoved = await watch(words);
  answer.resolve();
  await beside(visitor, number, end);
  assert(await mostMoved() <= ROUNDING_PX, `${end} moved`);
  await page.unroute("**/messages?*");
}

/** Does what makes the page ask for messages, and holds their answer back: it comes, or fails, when the promise does. */
async function holdBack({ page }: Visitor, act: () => Promise<unknown>) {
  const answer = Promise.withResolvers<void>();
  const asked = page.waitForRequest("**/messages?*");
  let held = false;
  // Playwright's own `times` loses what is asked for while the route is being removed.
  await page.route("**/messages?*", (route) => {
    if (held) return route.fallback();
    held = true;
    return answer.promise.then(() => route.continue(), () => route.abort());
  });
  await act();
  await asked;
  return answer;
}

/** Until then the page has done what it does about what came. */
function nextFrame({ page }: Visitor): Promise<unknown> {
  return page.evaluate(() =>
    new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  );
}

/** Goes to an end of what is loaded until more is there. */
async function more(visitor: Visitor, end: End): Promise<void> {
  await beside(visitor, await scrollToEnd(visitor, end), end);
  await assertBounded(visitor);
}

/** Gives the number of the message that is there. All at once: a moment later it may have made room for others. */
function scrollToEnd({ page }: Visitor, end: End): Promise<number> {
  return page.getByRole("log").evaluate((log, end) => {
    const articles = [...log.querySelectorAll("article")];
    const article = articles.at(end === "first" ? 0 : -1);
    article?.scrollIntoView({ block: "nearest", behavior: "instant" });
    return Number(article?.id);
  }, end);
}

/** Waits for the message before the one, or after it. */
async function beside({ page }: Visitor, number: number, end: End) {
  const next = end === "first" ? number - 1 : number + 1;
  await page.locator(`[id="${next}"]`).waitFor();
}

async function numberOf({ page }: Visitor, end: End): Promise<number> {
  return Number(await page.getByRole("article")[end]().getAttribute("id"));
}

async function isInTheMiddle({ page }: Visitor): Promise<boolean> {
  const [message, log] = await Promise.all([
    page.locator(".message-marked").boundingBox(),
    page.getByRole("log").boundingBox(),
  ]);
  assert(message && log);
  const middle = (box: typeof log) => box.y + box.height / 2;
  return Math.abs(middle(message) - middle(log)) < message.height * 2;
}

/** The messages that are there stand side by side in the room. */
async function assertBounded({ page }: Visitor): Promise<void> {
  const ids = await page.getByRole("article").evaluateAll((articles) =>
    articles.map(({ id }) => Number(id))
  );
  assert(ids.length <= MOST_HELD, `${ids.length} messages`);
  assertEquals(ids, ids.map((_, i) => (ids[0] ?? 0) + i));
}

function articles({ page }: Visitor): Promise<number> {
  return page.getByRole("article").count();
}

function afterLine({ page }: Visitor) {
  return page.locator(".unread-line + article .message-body").textContent();
}
