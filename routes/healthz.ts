import { methods } from "@/http/methods.ts";

/** Alive: this worker answers. */
export const handler = methods({ GET: (ctx) => ctx.text("ok\n") });
