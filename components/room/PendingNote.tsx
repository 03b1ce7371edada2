import type { PendingPost } from "@/client/room_state.ts";
import { Icon } from "@/components/Icon.tsx";

/** What one can do with a post that was refused, or that has not gone out. */
export interface PostActions {
  retry(id: string): void;
  /** Takes the words back into the composer. */
  edit(post: PendingPost): void;
  discard(id: string): void;
}

/** How far a post of one's own has come. The style sheet keeps "Sending…" back for 300 ms: most are through by then. */
export function PendingNote(
  { post, actions }: { post: PendingPost; actions?: PostActions },
) {
  if (post.state === "failed") {
    return (
      <div class="message-failed">
        <p class="message-problem" role="alert">
          <Icon name="alert" /> Not sent. {post.problem}
        </p>
        {actions && <Remedies post={post} actions={actions} />}
      </div>
    );
  }
  return (
    <>
      <p class="message-sending">Sending…</p>
      {post.state === "waiting" && actions && (
        // The style sheet shows it in the place of the other once a banner says that one is offline.
        <div class="message-failed message-waiting">
          <p class="message-hint">Not sent yet.</p>
          <Remedies post={post} actions={actions} />
        </div>
      )}
    </>
  );
}

function Remedies(
  { post, actions }: { post: PendingPost; actions: PostActions },
) {
  return (
    <div class="message-remedies">
      {post.state === "failed" && (
        <button
          type="button"
          class="button"
          onClick={() => actions.retry(post.id)}
        >
          Retry
        </button>
      )}
      <button
        type="button"
        class="button"
        onClick={() => actions.edit(post)}
      >
        Edit
      </button>
      <button
        type="button"
        class="button"
        onClick={() => actions.discard(post.id)}
      >
        Delete
      </button>
    </div>
  );
}
