import { assertRejects } from "@std/assert";
import { breaksLater, check } from "./outcome.ts";

class Gone extends Error {
  readonly status = 410;
}

function load(): Promise<never> {
  return Promise.reject(new Gone("Message was deleted"));
}

Deno.test("assertRejects() passes if the promise rejects with the class and the text", async () => {
  await assertRejects(load);
  await assertRejects(load, Gone);
  await assertRejects(load, Error, "deleted");
  await assertRejects(load, "Own message");
});

Deno.test("assertRejects() gives the error back, typed by the class", async () => {
  const error = await assertRejects(load, Gone);
  check(error.status === 410, "the error of load()");
  const reason = await assertRejects(() => Promise.reject("not an Error"));
  check(reason === "not an Error", "the reason");
});

Deno.test("assertRejects() fails if the promise is fulfilled", async () => {
  const error = await breaksLater(assertRejects(() => Promise.resolve(1)));
  check(error.message === "Expected function to reject.", "the headline");
  await breaksLater(assertRejects(() => Promise.resolve(1), Gone));
});

Deno.test("assertRejects() fails if the class or the text is another", async () => {
  const { message } = await breaksLater(assertRejects(load, TypeError));
  check(
    message.includes("Gone") && message.includes("TypeError"),
    "both classes",
  );
  const text = await breaksLater(assertRejects(load, Gone, "moved", "Own"));
  check(
    text.message.includes("moved") && text.message.includes("deleted") &&
      text.message.includes("Own"),
    "all",
  );
  await breaksLater(assertRejects(() => Promise.reject("not an Error"), Error));
});

Deno.test("assertRejects() fails if the function throws instead", async () => {
  await breaksLater(assertRejects(() => {
    throw new Gone("Too early");
  }));
  await breaksLater(assertRejects(() => {
    throw new Gone("Too early");
  }, Gone));
});
