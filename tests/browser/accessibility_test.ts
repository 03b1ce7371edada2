import { assertEquals } from "@std/assert";
import axe, { type RuleObject } from "axe-core";
import type { Page } from "playwright-core";
import { CONVERSATION, ODDS } from "@/screenshots/conversation.ts";
import { ALL_STATES } from "@/screenshots/states.ts";
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

/** On a narrow screen the colours are the same, and other things are where one looks. */
const LOOKS = [
  { size: "wide", check: inAllColours },
  { size: "narrow", check: inOneColour },
] as const;

for (const { size, check } of LOOKS) {
  Deno.test(`axe-core finds nothing on any ${size} page in any state`, async (t) => {
    await using studio = await Studio.open({ ...CONVERSATION, ...ODDS });
    for (const { name, open, withoutScript } of ALL_STATES) {
      await t.step(name, async () => {
        const picture = { open, size, scheme: "light", withoutScript } as const;
        const page = await studio.visit(picture);
        const checked = withoutScript ? await copyOf(page) : page;
        // Not as a script of the page, which its policy would not let run.
        await checked.evaluate(axe.source);
        await check(checked);
        await checked.context().close();
      });
    }
  });
}

/** The page as it is without script, where there is script again, which axe-core needs. */
async function copyOf(page: Page): Promise<Page> {
  const html = (await page.content())
    .replace(/<script[^]*?<\/script>/g, "")
    .replace(/<\/?noscript>/g, "");
  const viewport = page.viewportSize();
  const context = await page.context().browser()?.newContext({ viewport });
  if (!context) throw new Error("Cannot find the browser of the page");
  const copy = await context.newPage();
  await copy.route(
    page.url(),
    (route) => route.fulfill({ contentType: "text/html", body: html }),
  );
  await copy.goto(page.url());
  await page.context().close();
  return copy;
}

async function inOneColour(page: Page): Promise<void> {
  assertEquals(await findings(page), []);
}

/** Light, dark and the system's. */
async function inAllColours(page: Page): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    assertEquals(await findings(page), [], colorScheme);
  }
  await page.emulateMedia({ forcedColors: "active" });
  // What is drawn then is for the system to say; axe-core reads what the styles say.
  const rules = { "color-contrast": { enabled: false } };
  assertEquals(await findings(page, rules), [], "the system's colours");
}

/** What axe-core has against the page as it is now: the rule, why, and where. */
async function findings(
  page: Page,
  rules: RuleObject = {},
): Promise<string[]> {
  return await page.evaluate(async ([values, rules]) => {
    // The one that the page has now, not the one imported here: only this text goes there.
    const { violations } = await axe.run(document, {
      runOnly: { type: "tag", values },
      rules,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        `${id}: ${failureSummary}: ${html}`
      )
    );
  }, [RULES, rules] as const);
}
