import { asset } from "fresh/runtime";
import { define } from "@/state.ts";

/** In the order of their layers; small and few, so that the browser fetches them at once and keeps them. */
const STYLES = [
  "tokens",
  "base",
  "controls",
  "shell",
  "sidebar",
  "log",
  "message",
  "composer",
  "people",
  "plain",
];

export default define.page(function Document({ Component, config }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Confab</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta
          name="description"
          content="A chat that loses nothing: choose a name and you are in."
        />
        <meta name="color-scheme" content="light dark" />
        {STYLES.map((name) => (
          <link key={name} rel="stylesheet" href={asset(`/css/${name}.css`)} />
        ))}
        <meta
          name="theme-color"
          media="(prefers-color-scheme: light)"
          content="#fdfdfb"
        />
        <meta
          name="theme-color"
          media="(prefers-color-scheme: dark)"
          content="#151b1a"
        />
        <link rel="manifest" href={asset("/manifest.webmanifest")} />
        <link rel="apple-touch-icon" href={asset("/icons/apple-touch.png")} />
        {/* In development files change without a new build. */}
        {config.mode === "production" && (
          <meta name="service-worker" content="/sw.js" />
        )}
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
      </head>
      <body>
        <a class="skip-link" href="#main">Skip to content</a>
        <Component />
      </body>
    </html>
  );
});
