import { assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { visiting } from "./browser.ts";
import { builtApp } from "./fixtures/islands_app.ts";

async function visit(
  path: string,
  look: (page: Page, errors: string[]) => Promise<void>,
): Promise<void> {
  const app = builtApp;
  // The favicon's absence would be reported as an error of the page.
  const handler = app.handler();
  await visiting(
    (request) => {
      return request.url.endsWith("/favicon.ico")
        ? Promise.resolve(new Response())
        : handler(request);
    },
    path,
    look,
  );
}

Deno.test("two islands share a signal that both were given", async () => {
  await visit("/counter", async (page, errors) => {
    await page.click(".counter");
    await page.getByText("30", { exact: true }).waitFor();
    assertEquals(await page.textContent(".counter"), "Clicked 3");
    assertEquals(errors, []);
  });
});

Deno.test("islands take over the markup and leave nothing else in it", async () => {
  await visit("/counter", async (page) => {
    await page.click(".counter");
    await page.getByText("Clicked 3").waitFor();
    assertEquals(
      await page.innerHTML("main"),
      '<button type="button" class="counter">Clicked 3</button><output>30</output>',
    );
  });
});

Deno.test("islands are given all values intact", async () => {
  await visit("/received", async (page, errors) => {
    await page.locator(".received:not(:text('waiting'))").waitFor();
    assertEquals(await page.textContent(".received"), "intact");
    assertEquals(errors, []);
  });
});

Deno.test("islands in the children of an island work, and the markup is kept", async () => {
  await visit("/panel?open", async (page, errors) => {
    const kept = await page.$(".kept");
    await page.click(".counter");
    await page.getByText("Clicked 1").waitFor();
    assertEquals(
      await page.textContent(".kept"),
      "Before Clicked 1 after",
    );
    assertEquals(await kept?.evaluate((node) => node.isConnected), true);
    assertEquals(await page.innerHTML("h2"), "<em>Settings</em>");
    assertEquals(errors, []);
  });
});

Deno.test("children that an island shows later appear with working islands inside", async () => {
  await visit("/panel", async (page, errors) => {
    assertEquals(await page.locator(".kept").count(), 0);
    await page.click(".toggle");
    await page.click(".counter");
    await page.getByText("Clicked 1").waitFor();
    assertEquals(await page.locator(".disabled").isDisabled(), true);
    await page.click(".toggle");
    await page.locator(".kept").waitFor({ state: "detached" });
    await page.click(".toggle");
    await page.getByText("Clicked 1").waitFor();
    assertEquals(errors, []);
  });
});

Deno.test("an island needs no element around it", async () => {
  await visit("/lists", async (page, errors) => {
    await page.getByText("late").waitFor();
    await page.locator(".more").first().click();
    await page.getByText("item 1").waitFor();
    await page.locator(".more").last().click();
    await page.getByText("item 1").nth(1).waitFor();
    assertEquals(
      await page.textContent("main"),
      "aMoreoneitem 1bMoreoneitem 1lateafter",
    );
    assertEquals(errors, []);
  });
});

Deno.test("an island that throws disappears, and the others work", async () => {
  await visit("/broken", async (page) => {
    await page.locator(".broken").waitFor({ state: "detached" });
    await page.click(".counter");
    await page.getByText("Clicked 1").waitFor();
  });
});

Deno.test("an island in a folder named (_islands) works", async () => {
  await visit("/nested", async (page) => {
    await page.click(".local");
    await page.getByText("On", { exact: true }).waitFor();
  });
});

Deno.test("Head in an island changes the document's title", async () => {
  await visit("/titled", async (page) => {
    await page.waitForFunction(() => document.title === "0 unread");
    await page.click(".titled");
    await page.waitForFunction(() => document.title === "1 unread");
    assertEquals(await page.locator("title").count(), 1);
    const source = await page.getAttribute(".titled img", "src");
    assertMatch(source ?? "", /^\/images\/dot\.svg\?1&__frsh_c=[0-9a-f]{40}$/);
  });
});

Deno.test("a page without islands loads no script", async () => {
  await visit("/", async (page) => {
    const scripts = await page.evaluate(() =>
      performance.getEntriesByType("resource").map(({ name }) => name)
        .filter((name) => name.endsWith(".js"))
    );
    assertEquals(scripts, []);
  });
});
