import { assert, assertEquals } from "@std/assert";
import { Site, UNREACHABLE } from "@/tests/browser/site.ts";
import type { Visitor } from "@/tests/browser/visitor.ts";

/** Longer than a page waits before it says that it is offline, in milliseconds. */
const A_WHILE_MS = 6_000;
/** Longer than the page's clock has been put forward in all, in milliseconds. */
const A_LONG_WHILE_MS = 60_000;
const OFFLINE = "You are offline. What you write goes out later.";

Deno.test("after a kill -9 and a restart the pages reconnect by themselves, and what was typed meanwhile arrives once and in order", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  await ada.says("Before");
  await bo.reads("Before");
  await ada.reads("Before");
  await site.server.kill();
  const meanwhile = ["Meanwhile 1", "Meanwhile 2", "Meanwhile 3"];
  for (const body of meanwhile) await ada.says(body);
  assertEquals(await ada.pending().allTextContents(), meanwhile);

  await site.startAgain();
  const all = ["Before", ...meanwhile];
  assertEquals(await ada.reads("Meanwhile 3"), all);
  assertEquals(await bo.reads("Meanwhile 3"), all);
  await bo.says("After");
  assertEquals(await ada.reads("After"), [...all, "After"]);
  assertEquals(await bo.reads("After"), [...all, "After"]);
});

Deno.test("what was on its way when the server was killed arrives once and in order", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  const bodies = ["On its way 1", "On its way 2", "On its way 3"];
  site.freeze();
  for (const body of bodies) await ada.says(body);
  await site.server.kill();
  await site.startAgain();
  assertEquals(await ada.reads("On its way 3"), bodies);
  assertEquals(await bo.reads("On its way 3"), bodies);
});

Deno.test("a message is posted once though its answer got lost with the connection", async () => {
  await using site = await Site.open();
  const bo = await site.person("Bo");
  const ada = await site.visitor();
  let lost = 0;
  await ada.page.routeWebSocket("**/api/chat", (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      const answers = /"type":"(message|ack)"/.test(`${frame}`);
      if (answers && lost++ === 0) socket.close();
      else socket.send(frame);
    });
  });
  await ada.enter("Ada");
  await ada.says("Just once");
  await ada.says("The end");
  assertEquals(await ada.reads("The end"), ["Just once", "The end"]);
  assertEquals(await bo.reads("The end"), ["Just once", "The end"]);
  assert(lost > 0);
});

Deno.test("three messages typed while the server is away are sent once and in order after a reload", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  await site.server.stop();
  await typeThree(ada);
  await site.startAgain();
  await ada.reload();
  await assertThreeArrived(ada, bo);
});

Deno.test("three messages typed offline are sent once and in order after a reload", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  await ada.page.context().setOffline(true);
  await typeThree(ada);
  await ada.page.context().setOffline(false);
  await ada.reload();
  await assertThreeArrived(ada, bo);
});

Deno.test("three messages typed offline in a tab that is then closed are sent once and in order by the next one", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  await ada.page.context().setOffline(true);
  await typeThree(ada);
  await ada.page.close();
  await ada.page.context().setOffline(false);
  const next = await site.again(ada);
  await next.visit("/rooms/lobby");
  await assertThreeArrived(next, bo);
});

const THREE = ["Offline 1", "Offline 2", "Offline 3"];

async function typeThree(visitor: Visitor): Promise<void> {
  for (const body of THREE) await visitor.says(body);
  assertEquals(await visitor.pending().allTextContents(), THREE);
}

async function assertThreeArrived(...visitors: Visitor[]): Promise<void> {
  for (const visitor of visitors) {
    assertEquals(await visitor.reads("Offline 3"), THREE);
  }
}

Deno.test("a page that has been offline for a while says so, and stops saying so", async () => {
  await using site = await Site.open();
  const [ada] = await adaAndBo(site);
  await ada.page.clock.install();
  await ada.reload();
  await site.server.stop();
  await ada.says("Can you hear me?");
  await ada.page.clock.fastForward(A_WHILE_MS);
  await ada.page.getByText(OFFLINE).waitFor();
  await startAgainUnnoticed(site, ada);
  await ada.page.getByRole("button", { name: "Try now" }).click();
  await ada.page.getByText(OFFLINE).waitFor({ state: "detached" });
  assertEquals(await ada.reads("Can you hear me?"), ["Can you hear me?"]);
});

Deno.test("what has not gone out can be edited and deleted while one is offline", async () => {
  await using site = await Site.open();
  const [ada, bo] = await adaAndBo(site);
  await ada.page.clock.install();
  await ada.reload();
  // Else the while might be over before we have looked.
  await ada.page.clock.pauseAt(Date.now() + A_WHILE_MS);
  await site.server.stop();
  // Else the first one might be sent, though nobody is there to take it.
  await ada.isDisconnected();
  for (const body of ["Wrong", "Keep", "Away"]) await ada.says(body);
  const wrong = ada.page.getByRole("article").filter({ hasText: "Wrong" });
  assertEquals(await wrong.getByRole("button").count(), 0);
  await ada.page.clock.resume();
  await ada.page.clock.fastForward(A_WHILE_MS);
  await wrong.getByText("Not sent yet.").waitFor();
  await wrong.getByRole("button", { name: "Edit" }).click();
  assertEquals(await ada.box.inputValue(), "Wrong");
  await ada.says("Right");
  await ada.page.getByRole("article").filter({ hasText: "Away" })
    .getByRole("button", { name: "Delete" }).click();
  assertEquals(await ada.pending().allTextContents(), ["Keep", "Right"]);
  await startAgainUnnoticed(site, ada);
  await ada.page.getByRole("button", { name: "Try now" }).click();
  assertEquals(await ada.reads("Right"), ["Keep", "Right"]);
  assertEquals(await bo.reads("Right"), ["Keep", "Right"]);
});

/** Starts the server again behind the back of a page whose clock is the test's: it connects only when it is told to. */
async function startAgainUnnoticed(site: Site, visitor: Visitor) {
  await visitor.page.clock.pauseAt(Date.now() + A_LONG_WHILE_MS);
  await visitor.isDisconnected();
  await site.startAgain();
}

async function adaAndBo(site: Site): Promise<[Visitor, Visitor]> {
  const people = [await site.person("Ada"), await site.person("Bo")] as const;
  for (const person of people) person.expects(UNREACHABLE);
  return [...people];
}
