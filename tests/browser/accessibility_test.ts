import { assertEquals } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { CONVERSATION, ODDS } from "@/screenshots/conversation.ts";
import { STATES } from "@/screenshots/states.ts";
import { SCHEMES, Studio } from "@/screenshots/studio.ts";

/** What WCAG 2.2 asks for up to level AA, and what is good practice besides. */
const RULES = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22aa",
  "best-practice",
];

for (const size of ["wide", "narrow"] as const) {
  Deno.test(`axe-core finds nothing on any page in any state, ${size}, light and dark`, async (t) => {
    await using studio = await Studio.open({ ...CONVERSATION, ...ODDS });
    for (const [name, open] of Object.entries(STATES)) {
      await t.step(name, async () => {
        const page = await studio.visit({ open, size, scheme: "light" });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          assertEquals(await findings(page), [], colorScheme);
        }
        await page.context().close();
      });
    }
  });
}

/** What axe-core has against the page as it is now: the rule, why, and where. */
async function findings(page: Page): Promise<string[]> {
  // Not as a script of the page, which its policy would not let run.
  await page.evaluate(axe.source);
  return await page.evaluate(async (values) => {
    // The one that the page has now, not the one imported here: only this text goes there.
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values },
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        `${id}: ${failureSummary}: ${html}`
      )
    );
  }, RULES);
}
