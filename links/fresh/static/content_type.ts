const UTF_8 = "; charset=UTF-8";

/** Extension to media type, for what a web project keeps in `static/`. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["css", "text/css" + UTF_8],
  ["js", "text/javascript" + UTF_8],
  ["mjs", "text/javascript" + UTF_8],
  ["json", "application/json" + UTF_8],
  ["map", "application/json" + UTF_8],
  ["txt", "text/plain" + UTF_8],
  ["html", "text/html" + UTF_8],
  ["md", "text/markdown" + UTF_8],
  ["webmanifest", "application/manifest+json" + UTF_8],
  ["svg", "image/svg+xml"],
  ["xml", "text/xml"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["avif", "image/avif"],
  ["ico", "image/vnd.microsoft.icon"],
  ["woff", "font/woff"],
  ["woff2", "font/woff2"],
  ["ttf", "font/ttf"],
  ["otf", "font/otf"],
  ["wasm", "application/wasm"],
  ["pdf", "application/pdf"],
  ["mp3", "audio/mpeg"],
  ["ogg", "audio/ogg"],
  ["wav", "audio/wav"],
  ["mp4", "video/mp4"],
  ["webm", "video/webm"],
]);

/** The content type of a file by its name's extension; `text/plain` if that is missing or unknown. */
export function contentType(path: string): string {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return TYPES.get(extension) ?? "text/plain";
}
