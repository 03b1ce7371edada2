import { assetOf } from "../runtime/asset.ts";

const URL_CALL = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)/g;

/** Re-quotes each `url(…)` of a style sheet and adds the build id to targets on this site. */
export function withAssetUrls(css: string, buildId: string): string {
  return css.replace(URL_CALL, (_match, double, single, bare) => {
    return `url("${assetOf(double ?? single ?? bare, buildId)}")`;
  });
}
