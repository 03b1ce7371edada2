import { assertEquals } from "@std/assert";
import { broadcastBus, noBus, type Notice } from "@/chat/bus.ts";

const notice: Notice = {
  type: "committed",
  commit: {
    version: "1",
    added: [{ room: "lobby", from: 1, events: ["{}"] }],
  },
};

Deno.test("broadcastBus() reaches the others, not itself", async () => {
  const name = crypto.randomUUID();
  const mine = broadcastBus(name);
  const other = broadcastBus(name);
  const heardHere: Notice[] = [];
  mine.listen((heard) => void heardHere.push(heard));
  const heard = new Promise((resolve) => other.listen(resolve));
  mine.post(notice);
  assertEquals(await heard, notice);
  assertEquals(heardHere, []);
  mine.close();
  other.close();
});

Deno.test("broadcastBus() is noBus where the platform has no BroadcastChannel", () => {
  const original = globalThis.BroadcastChannel;
  try {
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
    assertEquals(broadcastBus("any"), noBus);
  } finally {
    globalThis.BroadcastChannel = original;
  }
});
