import type { Author } from "@/chat/protocol.ts";

/** Who is writing something. Its place is kept, so that nothing jumps; those who listen are spared it. */
export function TypingLine({ users }: { users: readonly Author[] }) {
  const [one, other] = users;
  return (
    <p class="typing" aria-hidden="true">
      {users.length > 2 ? "Several people are typing" : one && (
        <>
          <bdi>{one.name}</bdi>
          {other && (
            <>
              {" and "}
              <bdi>{other.name}</bdi>
            </>
          )}
          {other ? " are typing" : " is typing"}
        </>
      )}
    </p>
  );
}
