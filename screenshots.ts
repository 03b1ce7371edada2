/**
 * Takes the pictures of the documentation (`deno task screenshots`), or with `--all` one of every state of every page into
 * `.tmp/screenshots`, to be looked at. Those of the documentation change only if the app does. Their letters are the
 * system's; where it lacks some, such as emoji, `FONTCONFIG_FILE` can name more.
 */
import { CONVERSATION, ODDS } from "@/screenshots/conversation.ts";
import { STATES } from "@/screenshots/states.ts";
import { type Picture, SCHEMES, Studio } from "@/screenshots/studio.ts";

/** What the documentation shows, by the name of the file. */
const DOCUMENTATION: Record<string, Picture> = {
  "room-light": { open: STATES.room, size: "wide", scheme: "light" },
  "room-dark": { open: STATES.room, size: "wide", scheme: "dark" },
  "room-narrow-light": { open: STATES.room, size: "narrow", scheme: "light" },
  "room-narrow-dark": { open: STATES.room, size: "narrow", scheme: "dark" },
  "home-light": { open: STATES.home, size: "wide", scheme: "light" },
};

/** Every state, wide and narrow, light and dark. */
function everything(): Record<string, Picture> {
  const looks = SCHEMES.flatMap((scheme) => [
    { size: "wide" as const, scheme },
    { size: "narrow" as const, scheme },
  ]);
  return Object.fromEntries(
    Object.entries(STATES).flatMap(([name, open]) =>
      looks.map((look) => [
        `${name}-${look.size}-${look.scheme}`,
        { open, ...look },
      ])
    ),
  );
}

const all = Deno.args.includes("--all");
const folder = all ? ".tmp/screenshots" : "docs/images";
const pictures = all ? everything() : DOCUMENTATION;
await Deno.mkdir(folder, { recursive: true });
await using studio = await Studio.open(
  all ? { ...CONVERSATION, ...ODDS } : CONVERSATION,
);
for (const [name, picture] of Object.entries(pictures)) {
  await studio.take(`${folder}/${name}.png`, picture);
}
