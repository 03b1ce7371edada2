import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { numbered, post } from "@/tests/browser/posts.ts";
import { REFUSED, Site } from "@/tests/browser/site.ts";
import { newSession, RawClient } from "@/tests/raw_client.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

const NARROW = [{ width: 320, height: 568 }, { width: 390, height: 844 }];

const WORD = "Donaudampfschifffahrtsgesellschaft";
const WIDE = [
  WORD.repeat(5),
  `https://example.org/${"a/".repeat(100)}?q=${WORD.repeat(3)}`,
  `${"=".repeat(200)}\n\t\t\t${"  =".repeat(100)}`,
  "👩‍👩‍👧‍👦".repeat(30),
];

/** Each page in each of its states, with what is long in it. */
const PAGES: Record<string, (visitor: Visitor) => Promise<unknown>> = {
  "the door": ({ page }) => page.goto("/"),
  "the door after a refusal": async ({ page }) => {
    await page.goto("/");
    await page.getByRole("textbox", { name: "New room" }).fill("  ");
    await page.getByRole("button", { name: "Make room" }).click();
    await page.getByRole("alert").waitFor();
  },
  "a room": (visitor) => visitor.visit("/rooms/lobby"),
  "a room with a long title": async (visitor) => {
    await visitor.page.goto("/");
    await visitor.page.getByRole("textbox", { name: "New room" })
      .fill(WORD.repeat(2));
    await visitor.follows(() => visitor.page.keyboard.press("Enter"));
  },
  "a room with its list open": async (visitor) => {
    await visitor.visit("/rooms/lobby");
    await visitor.page.getByRole("button", { name: "Rooms", exact: true })
      .click();
    await visitor.page.getByText("New room").click();
    await visitor.page.getByText("change your name").click({ force: true });
  },
  "a room with what is too long to send": async (visitor) => {
    await visitor.visit("/rooms/lobby");
    await visitor.says("x".repeat(8_001));
    await visitor.page.getByRole("alert").getByText("Too long").waitFor();
  },
  "a room's past": ({ page }) => page.goto("/rooms/lobby?before=55"),
  "a room that is not there": ({ page }) =>
    page.goto(`/rooms/${"x".repeat(60)}`),
};

for (const viewport of NARROW) {
  Deno.test(`no page scrolls sideways on a screen ${viewport.width} px wide`, async (t) => {
    await using site = await Site.open();
    await post(site.server, [...numbered(50), ...WIDE]);
    const ada = await site.visitor({ viewport, reducedMotion: "reduce" });
    ada.expects(REFUSED);
    await ada.enter(WORD);
    for (const body of WIDE) await ada.says(body);
    await ada.says("The end");
    await ada.reads("The end");
    for (const [name, open] of Object.entries(PAGES)) {
      await t.step(name, async () => {
        await open(ada);
        assertEquals(await tooWide(ada.page), []);
      });
    }
  });
}

Deno.test("no page scrolls sideways in letters twice as large, or written from the right", async (t) => {
  await using site = await Site.open();
  await post(site.server, [...numbered(50), ...WIDE]);
  const ada = await site.visitor({
    viewport: { width: 640, height: 400 },
    reducedMotion: "reduce",
  });
  ada.expects(REFUSED);
  await ada.enter("Ada");
  for (const [name, open] of Object.entries(PAGES)) {
    await t.step(name, async () => {
      await open(ada);
      await ada.page.evaluate(() =>
        document.documentElement.style.fontSize = "200%"
      );
      assertEquals(await tooWide(ada.page), [], "twice as large");
      await ada.page.evaluate(() => document.documentElement.dir = "rtl");
      assertEquals(await tooWide(ada.page), [], "from the right");
    });
  }
});

Deno.test("written from the right, the list of rooms comes from the right", async () => {
  await using site = await Site.open();
  const [viewport] = NARROW;
  const ada = await site.visitor({ viewport, reducedMotion: "reduce" });
  await ada.visit("/rooms/lobby");
  await ada.page.evaluate(() => document.documentElement.dir = "rtl");
  await ada.page.getByRole("button", { name: "Rooms", exact: true }).click();
  const list = await ada.page.getByRole("complementary").boundingBox();
  assertEquals(list && list.x + list.width, viewport?.width);
});

Deno.test("whatever a finger is to hit is 44 px high and wide", async (t) => {
  await using site = await Site.open();
  await post(site.server, numbered(60));
  const [, viewport] = NARROW;
  const ada = await site.visitor({ viewport, reducedMotion: "reduce" });
  ada.expects(REFUSED);
  await ada.enter("Ada");
  for (const [name, open] of Object.entries(PAGES)) {
    await t.step(name, async () => {
      await open(ada);
      assertEquals(await tooSmall(ada.page), []);
    });
  }
});

/** What is to be hit and smaller than that; a choice is hit by its label. Links among words are as high as these. */
function tooSmall(page: Page): Promise<string[]> {
  const targets = "button, summary, input:not([type=hidden]), textarea," +
    " .button, .room-link, .brand, .unread-action";
  return page.evaluate((targets) =>
    [...document.querySelectorAll(targets)]
      .map((element) => element.closest("label") ?? element)
      .filter((element) =>
        element.checkVisibility({ visibilityProperty: true })
      )
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
      .map(({ element, box: { width, height } }) =>
        `${element.className} ${width} × ${height}`
      ), targets);
}

Deno.test("what is written from the other side stands beside its author", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.says("صباح الخير");
  const body = await ada.message("صباح الخير").boundingBox();
  const name = await ada.page.locator(".message-author").boundingBox();
  assertEquals(body?.x, name?.x);
  assert(body && body.width < 200, "as wide as its words");
});

Deno.test("what is answered is quoted from its beginning, whichever side that is on", async () => {
  await using site = await Site.open();
  await post(site.server, [
    "Good morning. ".repeat(20),
    "صباح الخير ".repeat(20),
  ]);
  await using bo = await RawClient.in(
    site.server.wsUrl,
    "lobby",
    await newSession(site.url),
  );
  for (const replyTo of [1, 2]) {
    const id = `reply-${replyTo}`;
    bo.send({ type: "post", room: "lobby", id, body: "Indeed", replyTo });
    await bo.next("ack", (ack) => ack.id === id);
  }
  const { page } = await site.person("Ada");
  for (const direction of ["ltr", "rtl"]) {
    await page.evaluate((dir) => document.documentElement.dir = dir, direction);
    for (
      const excerpt of await page.locator(".message-reply bdi:last-child").all()
    ) {
      assert(await excerpt.evaluate(showsItsBeginning), direction);
    }
  }
});

/** In the page: the first letter stands where the quote can be seen. */
function showsItsBeginning(excerpt: HTMLElement | SVGElement): boolean {
  const quote = excerpt.closest(".message-reply")?.getBoundingClientRect();
  const [text] = excerpt.childNodes;
  if (!quote || !text) return false;
  const letter = document.createRange();
  letter.setStart(text, 0);
  letter.setEnd(text, 1);
  const { left, right } = letter.getBoundingClientRect();
  return left >= quote.left && right <= quote.right;
}

Deno.test("many rooms scroll, and the way to a new one and to oneself stays in sight", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.page.locator(".rooms").evaluate((list) => {
    const room = list.lastElementChild;
    for (let i = 0; i < 40; i++) list.append(room?.cloneNode(true) ?? "");
  });
  const scrolls = ada.page.locator(".sidebar").evaluate((sidebar) =>
    sidebar.scrollHeight > sidebar.clientHeight
  );
  assertEquals(await scrolls, false);
  const { height = 0 } = ada.page.viewportSize() ?? {};
  for (const words of ["New room", "change your name"]) {
    const box = await ada.page.locator("summary", { hasText: words })
      .boundingBox();
    assert(box && box.y + box.height <= height, words);
  }
});

/** What has something in it that is wider than itself, but for lines that end in an ellipsis and fields of text. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cutsOff = (element: Element) => {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      return overflowX !== "visible" && textOverflow !== "ellipsis" &&
        clipPath === "none" && element.localName !== "input";
    };
    return [...document.querySelectorAll("*")]
      .filter((element) =>
        element === document.documentElement || cutsOff(element)
      )
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((element) => `${element.localName}.${element.className}`);
  });
}

Deno.test("pages are as light or dark as the reader's system", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  for (const path of ["/", "/rooms/lobby"]) {
    await ada.page.goto(path);
    await ada.page.emulateMedia({ colorScheme: "light" });
    assert(await brightness(ada.page) > 0.8);
    await ada.page.emulateMedia({ colorScheme: "dark" });
    assert(await brightness(ada.page) < 0.2);
  }
});

/** Of the middle of the page as it is shown, 0 for black to 1 for white. */
async function brightness(page: Page): Promise<number> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const clip = { x: width / 2, y: height / 2, width: 1, height: 1 };
  const png = await page.screenshot({ clip });
  return await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas?.drawImage(image, 0, 0);
    const [r = 0, g = 0, b = 0] = canvas?.getImageData(0, 0, 1, 1).data ?? [];
    return (r + g + b) / 3 / 255;
  }, `data:image/png;base64,${png.toString("base64")}`);
}

Deno.test("nothing slides for whom motion is too much", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  await ada.page.setViewportSize({ width: 390, height: 844 });
  const sidebar = ada.page.locator(".sidebar");
  const duration = () =>
    sidebar.evaluate((element) => getComputedStyle(element).transitionDuration);
  await ada.page.emulateMedia({ reducedMotion: "no-preference" });
  assertEquals(await duration(), "0.16s");
  await ada.page.emulateMedia({ reducedMotion: "reduce" });
  assertEquals(await duration(), "0s");
});
