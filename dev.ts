import { Builder } from "fresh/dev";

const builder = new Builder();

if (Deno.args.includes("build")) {
  await builder.build();
} else {
  const port = Number(Deno.env.get("PORT") ?? 8000);
  await builder.listen(() => import("./main.ts"), { port });
}
