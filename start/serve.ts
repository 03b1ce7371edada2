/** What `start.ts` serves: the built app, and a line for the operator in the place of Deno's own. */

/** Not imported by name, so that the project can be checked before it has been built. */
const built: { default: Deno.ServeDefaultExport } = await import(
  import.meta.resolve("../_fresh/server.js")
);

/** Runs in one worker only, whatever their number. */
function onListen(address: Deno.Addr): void {
  const place = "port" in address
    ? `http://localhost:${address.port}/`
    : address.path;
  // Not `console.log()`, which puts the worker's name in front.
  Deno.stdout.writeSync(new TextEncoder().encode(`Confab is at ${place}\n`));
}

export default {
  fetch: (request, info) => built.default.fetch(request, info),
  onListen,
} satisfies Deno.ServeDefaultExport;
