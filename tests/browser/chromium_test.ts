import { assertEquals, assertRejects } from "@std/assert";
import { launch } from "@/tests/browser/chromium.ts";

Deno.test("launch() starts a browser that shows a page", async () => {
  await using browser = await launch();
  const page = await browser.newPage();
  await page.setContent("<title>Confab</title><button>Send</button>");
  assertEquals(await page.title(), "Confab");
  assertEquals(await page.getByRole("button").textContent(), "Send");
});

Deno.test("launch() refuses a CHROMIUM_PATH that is no browser", async () => {
  const before = Deno.env.get("CHROMIUM_PATH");
  try {
    for (const path of ["/missing/chromium", import.meta.dirname ?? "."]) {
      Deno.env.set("CHROMIUM_PATH", path);
      const message = `Cannot use CHROMIUM_PATH '${path}': expected`;
      await assertRejects(launch, Error, message);
    }
  } finally {
    if (before === undefined) Deno.env.delete("CHROMIUM_PATH");
    else Deno.env.set("CHROMIUM_PATH", before);
  }
});
