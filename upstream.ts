/**
 * Switches from the stand-ins in `links/` to the packages of the JSR registry (`deno task upstream`) and back (`--back`).
 * The file is changed as a text, so that it stays formatted as it was.
 */
const CONFIG = "deno.json";
const STAND_INS = ["./links/fresh", "./links/std_http", "./links/std_assert"];
const LINKS = /"links": \[[^\]]*\]/;

/**
 * Gives the text of a `deno.json` with other links.
 *
 * @throws {TypeError} If the text has no field `links`.
 */
export function relink(text: string, links: readonly string[]): string {
  if (!LINKS.test(text)) {
    throw new TypeError(`Cannot find "links" in ${CONFIG}: expected an array`);
  }
  const entries = links.map((link) => JSON.stringify(link)).join(", ");
  return text.replace(LINKS, `"links": [${entries}]`);
}

if (import.meta.main) {
  const back = Deno.args.includes("--back");
  const text = await Deno.readTextFile(CONFIG);
  await Deno.writeTextFile(CONFIG, relink(text, back ? STAND_INS : []));
  console.log(
    `Fresh and the standard library now come from ${back ? "links/" : "JSR"}`,
  );
  console.log(
    "The lock file changes with them: run 'deno install --frozen=false'",
  );
}
