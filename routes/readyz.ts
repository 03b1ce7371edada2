import { Refusal } from "@/chat/refusal.ts";
import { faults } from "@/faults.ts";
import { methods } from "@/http/methods.ts";

/** Able to serve: the store answers, no worker has fallen silent, and the server is not going away. Tells of errors that were survived. */
export const handler = methods({
  async GET(ctx) {
    const { chat } = ctx.state;
    if (chat.draining) {
      throw new Refusal("unavailable", "The server is going away");
    }
    const { silent } = chat.rollCall;
    if (silent > 0) {
      throw new Refusal(
        "unavailable",
        `${silent} worker(s) have fallen silent`,
      );
    }
    await chat.check();
    const survived = faults();
    return ctx.text(
      survived === 0
        ? "ok\n"
        : `ok, after ${survived} errors that nobody caught\n`,
    );
  },
});
