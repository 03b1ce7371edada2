/**
 * Takes the pictures of the documentation (`deno task screenshots`), or with `--all` those of every state of every page into
 * `.tmp/screenshots`, to be looked at; further words name the states that are wanted. Those of the documentation change only if the app does. Their letters are the
 * system's; where it lacks some, such as emoji, `FONTCONFIG_FILE` can name more.
 */
import { CONVERSATION, ODDS } from "@/screenshots/conversation.ts";
import { ALL_STATES, STATES } from "@/screenshots/states.ts";
import { type Picture, SCHEMES, Studio } from "@/screenshots/studio.ts";

/** What the documentation shows, by the name of the file. */
const DOCUMENTATION: Record<string, Picture> = {
  "room-light": { open: STATES.room, size: "wide", scheme: "light" },
  "room-dark": { open: STATES.room, size: "wide", scheme: "dark" },
  "room-narrow-light": { open: STATES.room, size: "narrow", scheme: "light" },
  "room-narrow-dark": { open: STATES.room, size: "narrow", scheme: "dark" },
  "home-light": { open: STATES.home, size: "wide", scheme: "light" },
};

type Look = Omit<Picture, "open">;

/** Wide and narrow, light and dark, with the system's colours, and from the right. */
const LOOKS: Record<string, Look> = {
  ...Object.fromEntries(
    SCHEMES.flatMap((scheme): [string, Look][] => [
      [`wide-${scheme}`, { size: "wide", scheme }],
      [`narrow-${scheme}`, { size: "narrow", scheme }],
    ]),
  ),
  forced: { size: "wide", scheme: "dark", forcedColors: true },
  rtl: { size: "wide", scheme: "light", rightToLeft: true },
  "rtl-narrow": { size: "narrow", scheme: "light", rightToLeft: true },
};

/** The states that the command line names, or all. */
function wanted() {
  const names = Deno.args.filter((word) => !word.startsWith("--"));
  return ALL_STATES.filter(({ name }) =>
    names.length === 0 || names.includes(name)
  );
}

/** Every state in every look. */
function everything(): Record<string, Picture> {
  return Object.fromEntries(
    wanted().flatMap(({ name, ...what }) =>
      Object.entries(LOOKS).map(([look, how]) => [
        `${name}-${look}`,
        { ...what, ...how },
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
