/** Helpers for server and island code (`fresh/runtime`). */
export { asset, assetSrcSet } from "./runtime/asset.ts";
export { Head, type HeadProps } from "./runtime/head.ts";
export { IS_BROWSER } from "./runtime/is_browser.ts";
export { Partial, type PartialProps } from "./runtime/partial.ts";
export { HttpError } from "./http_error.ts";
