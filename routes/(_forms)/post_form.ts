import { type ErrorPacket, parsePost } from "@/chat/protocol.ts";
import { OutcomeUnknown, Refusal } from "@/chat/refusal.ts";
import type { ComposerSeed } from "@/components/room/Composer.tsx";
import { retryHeader } from "@/http/problem.ts";
import { field, type Form } from "@/routes/(_forms)/form.ts";
import { aboutBody } from "@/routes/(_forms)/sentences.ts";
import type { State } from "@/state.ts";

/** A post that did not go through: the form as it was, with the reason, and how to answer. */
export interface RefusedPost {
  composer: ComposerSeed;
  status: 422 | 429 | 503;
  headers: Record<string, string>;
}

/** Posts what the form holds. Gives the refusal, or nothing if it is done, now or by an earlier sending of the same form. */
export async function submitPost(
  state: State,
  room: string,
  form: Form,
): Promise<RefusedPost | undefined> {
  const body = field(form, "body").trimEnd();
  // A form without an id, written by hand, can't be told from its repeat.
  const id = field(form, "id") || crypto.randomUUID();
  try {
    const parsed = parsePost({ id, body });
    if (!parsed.ok) throw asRefusal(parsed.error);
    const { person, address, chat } = state;
    const { ack } = await chat.submit(person, address, {
      type: "post",
      room,
      ...parsed.value,
    });
    await chat.reading.mark(person, room, ack.seq);
  } catch (error) {
    if (error instanceof Refusal && error.code !== "unknown_room") {
      // Another id only if this one is no good: it may name what was sent before.
      const next = error.code === "bad_packet" ? crypto.randomUUID() : id;
      return refused({ id: next, body }, error);
    }
    if (error instanceof OutcomeUnknown) return unknown({ id, body });
    throw error;
  }
}

function asRefusal({ code, message }: ErrorPacket): Refusal {
  return new Refusal(code, message);
}

function refused(composer: ComposerSeed, refusal: Refusal): RefusedPost {
  return {
    composer: { ...composer, problem: aboutBody(composer.body ?? "", refusal) },
    status: statusOf(refusal),
    headers: retryHeader(refusal.retryAfter),
  };
}

/** The id stays, so that sending again is safe whether or not it was saved. */
function unknown(composer: ComposerSeed): RefusedPost {
  const problem =
    "It is not certain that this was saved. Send it again: it will not appear twice.";
  return {
    composer: { ...composer, problem },
    status: 503,
    headers: retryHeader(1_000),
  };
}

function statusOf({ code }: Refusal): RefusedPost["status"] {
  if (code === "rate_limited") return 429;
  return code === "unavailable" ? 503 : 422;
}
