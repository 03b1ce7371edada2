import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { InOrder } from "@/chat/in_order.ts";

Deno.test("run() runs a task at once when nothing of the room is under way", () => {
  const done: string[] = [];
  new InOrder().run("lobby", () => void done.push("task"));
  assertEquals(done, ["task"]);
});

Deno.test("run() waits for what the room has under way", async () => {
  const inOrder = new InOrder();
  const done: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  inOrder.run("lobby", () => promise.then(() => void done.push("first")));
  const second = started(inOrder, "lobby", () => void done.push("second"));
  await Promise.resolve();
  assertEquals(done, []);
  resolve();
  await second;
  assertEquals(done, ["first", "second"]);
});

Deno.test("run() waits for the last of several, not for the first", async () => {
  const inOrder = new InOrder();
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  inOrder.run("lobby", () => first.promise);
  inOrder.run(
    "lobby",
    () => second.promise.then(() => void done.push("second")),
  );
  first.resolve();
  await settled();
  const third = started(inOrder, "lobby", () => void done.push("third"));
  await settled();
  assertEquals(done, []);
  second.resolve();
  await third;
  assertEquals(done, ["second", "third"]);
});

Deno.test("run() lets other rooms go ahead", () => {
  const inOrder = new InOrder();
  const done: string[] = [];
  inOrder.run("slow", () => new Promise(() => {}));
  inOrder.run("lobby", () => void done.push("lobby"));
  assertEquals(done, ["lobby"]);
});

Deno.test("run() is immediate again once the room is quiet", async () => {
  const inOrder = new InOrder();
  await started(inOrder, "lobby", () => Promise.resolve());
  await settled();
  const done: string[] = [];
  inOrder.run("lobby", () => void done.push("task"));
  assertEquals(done, ["task"]);
});

Deno.test("run() keeps the order of each room, whatever waits for what", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(
        fc.record({ room: fc.constantFrom("a", "b"), waits: fc.boolean() }),
      ),
      async (scheduler, tasks) => {
        const inOrder = new InOrder();
        const done = new Map<string, number[]>([["a", []], ["b", []]]);
        for (const [i, { room, waits }] of tasks.entries()) {
          inOrder.run(room, () => {
            if (!waits) return void done.get(room)?.push(i);
            return scheduler.schedule(Promise.resolve()).then(() =>
              void done.get(room)?.push(i)
            );
          });
        }
        await scheduler.waitIdle();
        await settled();
        for (const [room, indices] of done) {
          const expected = tasks.flatMap((task, i) =>
            task.room === room ? [i] : []
          );
          assertEquals(indices, expected);
        }
      },
    ),
  );
});

function started(
  inOrder: InOrder,
  room: string,
  task: () => Promise<void> | void,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  inOrder.run(room, async () => {
    await task();
    resolve();
  });
  return promise;
}

/** Lets every promise that is resolved already be followed to its end. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
