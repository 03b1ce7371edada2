import { assertEquals } from "@std/assert";
import { App, HttpError } from "fresh";
import { errorsOf, failing, outcome, send } from "./send.ts";

Deno.test("HttpError has the status, a cause, and no text of its own", () => {
  const cause = new Error("inner");
  const error = new HttpError(404, "gone", { cause });
  assertEquals([error.status, error.message, error.name, error.cause], [
    404,
    "gone",
    "HttpError",
    cause,
  ]);
  assertEquals(Object.keys(error).toSorted(), ["name", "status"]);
  assertEquals([new HttpError(404).message, String(new HttpError(404))], [
    "",
    "HttpError",
  ]);
});

Deno.test("HttpError without a message is answered with the status text, and not logged", async () => {
  const app = new App().get("/", failing(new HttpError(403)));
  const logged = await errorsOf(async () => {
    const response = await send(app, "/");
    assertEquals([response.status, await response.text()], [403, "Forbidden"]);
    assertEquals(
      response.headers.get("content-type"),
      "text/plain;charset=UTF-8",
    );
  });
  assertEquals(logged, []);
});

Deno.test("HttpError from 500 on is logged", async () => {
  const app = new App().get("/", failing(new HttpError(503, "down")));
  const logged = await errorsOf(async () =>
    assertEquals(await outcome(app, "/"), [503, "down"])
  );
  assertEquals(logged.length, 1);
});

Deno.test("any other error is a logged 500 that tells nothing", async () => {
  for (const error of [new Error("secret"), "secret"]) {
    const app = new App().get("/", failing(error));
    const logged = await errorsOf(async () => {
      assertEquals(await outcome(app, "/"), [500, "Internal server error"]);
    });
    assertEquals(logged.length, 1);
  }
});
