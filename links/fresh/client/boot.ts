/** The browser half of Fresh: starts the islands of a page over the markup that the server has rendered. */
import {
  type ComponentChildren,
  type ComponentType,
  h,
  hydrate,
  options,
} from "preact";
import { withAsset } from "../runtime/asset.ts";
import { setBuildId } from "../runtime/build_id.ts";
import type { Reference } from "../serial_format.ts";
import { deserialise } from "./deserialise.ts";
import { contentOf } from "./markup.ts";
import { type Region, Regions } from "./regions.ts";
import { rootOf } from "./root.ts";

/** Which component stands at one place of the page, and with which props. */
export type Place = [component: number, props: Reference];

/** Called by the script at the end of a page. */
export function boot(
  components: readonly ComponentType<object>[],
  places: readonly Place[],
  props: string,
  buildId: string,
): void {
  setBuildId(buildId);
  lockAssets();
  const regions = new Regions(document);
  const contents = new Map<number, ComponentChildren>();
  const Slot = ({ number }: { number: number }) => contents.get(number);
  const revive = deserialise(props, (number) => h(Slot, { number }));
  const island = ({ number }: Region) => {
    const [component, row] = places[number] ?? [-1, -1];
    const type = components[component];
    return type && h(type, Object(revive(row)));
  };
  for (const [number, region] of regions.slots) {
    contents.set(number, contentOf(region, regions.islands, island));
  }
  const roots = regions.outermost.map((region) =>
    [region, rootOf(region)] as const
  );
  regions.removeMarkers();
  for (const [region, root] of roots) {
    start(() => hydrate(island(region), root));
  }
}

/** One island that fails must not keep the others from starting. */
function start(hydrateIsland: () => void): void {
  try {
    hydrateIsland();
  } catch (error) {
    console.error(error);
  }
}

/** As on the server, images carry the build id in their URLs. */
function lockAssets(): void {
  const { vnode: created } = options;
  options.vnode = (vnode) => {
    if (vnode.type === "img" || vnode.type === "source") {
      vnode.props = withAsset(vnode.props);
    }
    created?.(vnode);
  };
}
