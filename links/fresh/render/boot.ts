import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import type { IslandReference } from "../build.ts";
import { Slot } from "./island_boundary.ts";
import { markup } from "./markup.ts";
import type { RenderPass } from "./pass.ts";

interface PassProps {
  pass: RenderPass;
}

/** The last child of `<body>`: what the browser needs in order to start the islands, or nothing. */
export function BodyEnd({ pass }: PassProps): VNode | null {
  return needsRuntime(pass)
    ? h(Fragment, null, h(PropsAndSlots, { pass }), h(BootScript, { pass }))
    : null;
}

/** Value of the Link header that lets the browser fetch the scripts early, or null. */
export function linkHeader(pass: RenderPass): string | null {
  if (!pass.build || !needsRuntime(pass)) return null;
  const urls = [pass.build.runtime, ...components(pass).map(({ url }) => url)];
  return urls.map((url) => `<${url}>; rel="modulepreload"; as="script"`).join(
    ", ",
  );
}

function needsRuntime({ build, islands }: RenderPass): boolean {
  return build !== undefined &&
    (islands.uses.length > 0 || build.mode === "development");
}

/**
 * Serialises the props of the islands met so far, and renders what they did not show. That may contain further islands,
 * and so on.
 */
function PropsAndSlots({ pass }: PassProps): VNode | null {
  const { islands } = pass;
  islands.serialise();
  const hidden = islands.slots.flatMap(({ placed }, number) =>
    placed ? [] : [number]
  );
  if (hidden.length === 0) return null;
  const templates = hidden.map((number) =>
    h(
      "template",
      { "data-fresh-slot": true },
      h(Slot, { number, table: islands }),
    )
  );
  return h(Fragment, null, templates, h(PropsAndSlots, { pass }));
}

function BootScript({ pass }: PassProps): ComponentChildren {
  const { build, islands, nonce } = pass;
  if (!build) return null;
  const used = components(pass);
  const places = islands.uses.map((
    { reference, row },
  ) => [used.indexOf(reference), row]);
  const imports = used.map(({ exportName, url }, i) =>
    `import{${exportName} as i${i}}from${literal(url)};`
  );
  const parts = [
    `[${used.map((_, i) => `i${i}`)}]`,
    literal(places),
    literal(String(islands.props)),
    literal(build.id),
  ];
  const source = `import{boot}from${literal(build.runtime)};${
    imports.join("")
  }boot(${parts});`;
  return markup(`<script type="module" nonce="${nonce}">${source}</script>`);
}

/** The components in use, each once. */
function components({ islands }: RenderPass): IslandReference[] {
  return [...new Set(islands.uses.map(({ reference }) => reference))];
}

/** A literal of JavaScript that cannot end the script element it stands in, nor open a comment there. */
function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
