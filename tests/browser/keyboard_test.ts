import { assertEquals } from "@std/assert";
import type { Page, WebSocketRoute } from "playwright-core";
import { assertFocused, moveTo, typeOver } from "@/tests/browser/keyboard.ts";
import { numbered, post } from "@/tests/browser/posts.ts";
import { Site } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** What the server is made to refuse once. */
const REFUSED_ONCE = "Refuse me";
/** What it is made to refuse always. */
const REFUSED = "Never";

Deno.test("by keyboard alone one does everything", async (t) => {
  await using site = await Site.open();
  await post(site.server, numbered(120));
  const ada = await site.visitor();
  const { page, box } = ada;
  await refuseSome(page);
  const heading = (name: string) =>
    page.getByRole("heading", { name, level: 1 }).waitFor();

  await t.step("enters with a name", async () => {
    await page.goto("/");
    await moveTo(ada, page.getByRole("textbox", { name: "Your name" }));
    await typeOver(ada, "Ada");
    await ada.follows(() => page.keyboard.press("Enter"));
    await ada.message("Message 120").waitFor();
    await assertFocused(box);
  });

  await t.step("posts, a line break included", async () => {
    await page.keyboard.type("One");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("two");
    await page.keyboard.press("Enter");
    await ada.reads("One\ntwo");
    assertEquals(await box.inputValue(), "");
    await assertFocused(box);
  });

  await t.step("reads from message to message, back to the first", async () => {
    const last = page.getByRole("article").last();
    await moveTo(ada, last.getByRole("link"), "Shift+Tab");
    await page.keyboard.press("ArrowUp");
    await assertReads(ada, "Message 120");
    await page.keyboard.press("End");
    await assertReads(ada, "One\ntwo");
    const beginning = page.getByText("This is where it begins.");
    while (!await beginning.isVisible()) {
      const first = await page.getByRole("article").first()
        .getAttribute("id");
      await page.keyboard.press("Home");
      await page.locator(`[id="${Number(first) - 1}"]`).or(beginning)
        .first().waitFor();
    }
    await page.keyboard.press("Home");
    await assertReads(ada, "Message 1");
  });

  await t.step("opens a permalink", async () => {
    await page.keyboard.press("Tab");
    await assertFocused(page.locator('[id="1"]').getByRole("link"));
    await page.keyboard.press("Enter");
    await page.locator('[id="1"].message-marked').waitFor();
    assertEquals(new URL(page.url()).hash, "#1");
  });

  await t.step("comes back to the box and jumps to the newest", async () => {
    await page.keyboard.press("Escape");
    await assertFocused(box);
    const newest = page.getByRole("button", { name: "Newest" });
    await moveTo(ada, newest, "Shift+Tab");
    await page.keyboard.press("Enter");
    await newest.waitFor({ state: "detached" });
    await assertFocused(page.getByRole("log"));
  });

  await t.step("makes a room", async () => {
    await moveTo(ada, page.getByText("New room"), "Shift+Tab");
    await page.keyboard.press("Enter");
    await moveTo(ada, page.getByRole("textbox", { name: "Its title" }));
    await page.keyboard.type("Tea");
    await ada.follows(() => page.keyboard.press("Enter"));
    await heading("Tea");
  });

  await t.step("goes to another by the list", async () => {
    await moveTo(ada, page.getByRole("link", { name: "Lobby" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await heading("Lobby");
    await assertFocused(box);
  });

  await t.step("goes to another by a few letters", async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await assertFocused(page.getByRole("combobox"));
    await page.keyboard.type("te");
    await page.getByRole("option", { name: "Tea", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await heading("Tea");
    await assertFocused(box);
  });

  await t.step("sees who is there", async () => {
    const button = page.getByRole("button", { name: "1 person here" });
    const list = page.getByRole("region", { name: "Who is here" });
    await moveTo(ada, button, "Shift+Tab");
    await page.keyboard.press("Enter");
    await list.getByText("Ada").waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    await assertFocused(button);
  });

  await t.step("sees the shortcuts", async () => {
    const button = page.getByRole("button", { name: "1 person here" });
    const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const key of ["?", "ControlOrMeta+/"]) {
      await page.keyboard.press(key);
      await dialog.waitFor();
      await moveTo(ada, dialog.getByRole("checkbox"));
      await page.keyboard.press("Escape");
      await ada.leavesDialog();
      await assertFocused(button);
    }
  });

  await t.step("chooses what to be notified of", async () => {
    const button = page.getByRole("button", { name: "Notifications" });
    await moveTo(ada, button);
    await page.keyboard.press("Enter");
    const nothing = page.getByRole("radio", { name: "Nothing" });
    await moveTo(ada, nothing);
    await page.keyboard.press("Escape");
    await assertFocused(button);
  });

  await t.step(
    "sends again, takes back and gives up what was refused",
    async () => {
      await moveTo(ada, box);
      await send(page, REFUSED_ONCE);
      await press(ada, "Retry");
      await assertFocused(page.getByRole("log"));
      await ada.reads(REFUSED_ONCE);

      await moveTo(ada, box);
      await send(page, REFUSED);
      await press(ada, "Edit");
      await assertFocused(box);
      assertEquals(await box.inputValue(), REFUSED);
      await page.keyboard.press("Enter");
      await press(ada, "Delete");
      await assertFocused(page.getByRole("log"));
      assertEquals(await ada.reads(REFUSED_ONCE), [REFUSED_ONCE]);
    },
  );

  await t.step("changes name and colour", async () => {
    const me = page.locator("summary").filter({ hasText: "your name" });
    await moveTo(ada, me, "Shift+Tab");
    await page.keyboard.press("Enter");
    await moveTo(ada, page.getByRole("textbox", { name: "Your name" }));
    await typeOver(ada, "Adele");
    await page.keyboard.press("Tab");
    const pink = page.getByRole("radio", { name: "Pink" });
    await moveTo(ada, pink, "ArrowRight");
    await ada.follows(() => page.keyboard.press("Enter"));
    await me.filter({ hasText: "Adele" }).locator(".hue-11").waitFor();
  });
});

/** The message that has the focus. */
async function assertReads({ page }: Visitor, body: string): Promise<void> {
  const focused = page.locator("article:focus");
  assertEquals(await focused.locator(".message-body").textContent(), body);
  await assertFocused(focused);
}

async function send(page: Page, body: string): Promise<void> {
  await page.keyboard.type(body);
  await page.keyboard.press("Enter");
  await page.getByText("Not sent.").waitFor();
}

/** A button below what was refused. */
async function press(visitor: Visitor, name: string): Promise<void> {
  const { page } = visitor;
  const button = page.getByRole("article").getByRole("button", { name });
  await moveTo(visitor, button, "Shift+Tab");
  await page.keyboard.press("Enter");
  await button.waitFor({ state: "detached" });
}

/** Stands between the page and the server, which refuses nothing that a keyboard can write. */
async function refuseSome(page: Page): Promise<void> {
  const refused = new Set<string>();
  await page.routeWebSocket("**/api/chat", (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      const { type, id, room, body } = JSON.parse(`${frame}`);
      const wanted = body === REFUSED ||
        body === REFUSED_ONCE && !refused.has(body);
      if (type !== "post" || !wanted) return server.send(frame);
      refused.add(body);
      refuse(socket, id, room);
    });
  });
}

function refuse(socket: WebSocketRoute, id: string, room: string): void {
  socket.send(JSON.stringify({
    type: "error",
    code: "bad_packet",
    message: "Not in these words",
    id,
    room,
  }));
}

Deno.test("the way to the newest goes with the focus, which the messages get", async () => {
  await using site = await Site.open();
  await post(site.server, numbered(200));
  const ada = await site.visitor();
  await ada.visit("/rooms/lobby?before=101");
  const newest = ada.page.getByRole("link", { name: "To the newest" });
  await moveTo(ada, newest, "Shift+Tab");
  await ada.page.keyboard.press("Enter");
  await ada.message("Message 200").waitFor();
  await newest.waitFor({ state: "detached" });
  await assertFocused(ada.page.getByRole("log"));
});

Deno.test("links that only the keyboard finds skip to the content and to the box", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada");
  for (const name of ["Skip to content", "Skip the messages"]) {
    await moveTo(ada, ada.page.getByRole("link", { name }));
    await ada.page.keyboard.press("Enter");
  }
  await assertFocused(ada.box);
  await ada.page.keyboard.type("Skipped");
  await ada.page.keyboard.press("Enter");
  await ada.reads("Skipped");
});

Deno.test("on a narrow screen the keyboard opens the room list, and Escape gives the focus back", async () => {
  await using site = await Site.open();
  const ada = await site.person("Ada", {
    viewport: NARROW,
    reducedMotion: "reduce",
  });
  const button = ada.page.getByRole("button", { name: "Rooms", exact: true });
  const lobby = ada.page.getByRole("link", { name: "Lobby" });
  await moveTo(ada, button);
  await ada.page.keyboard.press("Enter");
  await moveTo(ada, lobby);
  await ada.page.keyboard.press("Escape");
  await lobby.waitFor({ state: "hidden" });
  await assertFocused(button);
});

const NARROW = { width: 390, height: 844 };
