import { assertEquals } from "@std/assert";
import { wakeWithPage } from "@/client/wake_with_page.ts";

/** What a page without a browser needs to be shown and hidden. */
class FakeDocument extends EventTarget {
  visibilityState = "visible";

  turn(state: "visible" | "hidden"): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

Deno.test("wakeWithPage() wakes the client when the page or the network is back, until it is ended", () => {
  const page = new FakeDocument();
  Object.defineProperty(globalThis, "document", {
    value: page,
    configurable: true,
  });
  try {
    let woken = 0;
    const end = wakeWithPage({ wake: () => woken++ });
    globalThis.dispatchEvent(new Event("online"));
    globalThis.dispatchEvent(new Event("pageshow"));
    page.turn("hidden");
    assertEquals(woken, 2);
    page.turn("visible");
    assertEquals(woken, 3);
    end();
    globalThis.dispatchEvent(new Event("online"));
    page.turn("visible");
    assertEquals(woken, 3);
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
});
