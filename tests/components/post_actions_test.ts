import { assertEquals } from "@std/assert";
import { signal } from "@preact/signals";
import type { PendingPost } from "@/client/room_state.ts";
import { postActions } from "@/components/room/live/post_actions.ts";

/** What can be done about a post in this state, and what was done. */
function actionsOn(state: PendingPost["state"]) {
  const post: PendingPost = { id: "a", body: "hello", since: 0, state };
  const done: string[] = [];
  const room = {
    pending: signal([post]),
    retry: (id: string) => void done.push(`retry ${id}`),
    discard: (id: string) => void done.push(`discard ${id}`),
  };
  const actions = postActions(room, (body) => done.push(`take back ${body}`));
  return { post, room, actions, done };
}

for (const state of ["waiting", "failed"] as const) {
  Deno.test(`postActions() takes out a post that is ${state}, and its words back`, () => {
    const { post, actions, done } = actionsOn(state);
    actions.discard("a");
    actions.edit(post);
    assertEquals(done, ["discard a", "discard a", "take back hello"]);
  });
}

Deno.test("postActions() leaves alone what may have gone out since it was shown", () => {
  const { post, actions, done } = actionsOn("sending");
  actions.discard("a");
  actions.edit(post);
  assertEquals(done, []);
});

Deno.test("postActions() leaves alone what has become a message since it was shown", () => {
  const { post, room, actions, done } = actionsOn("waiting");
  room.pending.value = [];
  actions.discard("a");
  actions.edit(post);
  assertEquals(done, []);
});

Deno.test("postActions() sends a refused post again", () => {
  const { actions, done } = actionsOn("failed");
  actions.retry("a");
  assertEquals(done, ["retry a"]);
});
