import type { Author } from "@/chat/protocol.ts";
import { hueClass, initials } from "@/components/author_look.ts";

interface AvatarProps {
  person: Author;
  /** The reader's own is filled, so that one finds oneself at a glance. */
  mine?: boolean;
}

/** A person's sign beside their name: for the eye only, since the name says it too. */
export function Avatar({ person, mine }: AvatarProps) {
  return (
    <span
      class={`avatar ${hueClass(person)}${mine ? " avatar-mine" : ""}`}
      aria-hidden="true"
    >
      {initials(person.name)}
    </span>
  );
}
