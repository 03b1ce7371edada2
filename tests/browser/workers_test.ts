import { assertEquals } from "@std/assert";
import { Site } from "@/tests/browser/site.ts";
import { RawClient } from "@/tests/raw_client.ts";

/** The system deals connections out to the workers by chance. That all of these and the two people land on one happens once in 2^29 runs. */
const CONNECTIONS = 28;

Deno.test("two people among others on two workers see the same messages in the same order", async () => {
  await using site = await Site.open({ workers: 2 });
  await using stack = new AsyncDisposableStack();
  const ada = await site.person("Ada");
  const bo = await site.person("Bo");
  const others: RawClient[] = [];
  while (others.length < CONNECTIONS) {
    const { wsUrl } = site.server;
    others.push(stack.use(await RawClient.in(wsUrl, "lobby")));
  }
  others.forEach((client, i) =>
    client.send({ type: "post", room: "lobby", id: "1", body: `Other ${i}` })
  );
  for (const n of [1, 2, 3]) {
    await Promise.all([ada.says(`Ada ${n}`), bo.says(`Bo ${n}`)]);
  }
  const length = CONNECTIONS + 6;
  const orders = await Promise.all(others.map(async (client) => {
    await client.next("message", ({ seq }) => seq === length);
    return client.received.flatMap((packet) =>
      packet.type === "message" ? [packet.body] : []
    );
  }));
  const order = orders[0] ?? [];
  const last = order.at(-1) ?? "";
  assertEquals(order.length, length);
  for (const other of orders) assertEquals(other, order);
  for (const person of [ada, bo]) {
    assertEquals(await person.reads(last), order);
  }
});
