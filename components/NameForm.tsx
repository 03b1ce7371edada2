import type { ComponentChildren } from "preact";
import { NAME_CODE_POINTS } from "@/chat/limits.ts";
import { Field } from "@/components/Field.tsx";

interface NameFormProps {
  id: string;
  name: string;
  problem?: string;
  /** Slug of the room to go on to. */
  room?: string;
  /** What sends it. */
  children: ComponentChildren;
}

/** How one wants to be called. */
export function NameForm({ id, name, problem, room, children }: NameFormProps) {
  return (
    <form class="form-line" method="post" action="/">
      <input type="hidden" name="action" value="name" />
      {room !== undefined && <input type="hidden" name="room" value={room} />}
      <Field
        id={id}
        label="Your name"
        name="name"
        value={name}
        problem={problem}
        maxLength={NAME_CODE_POINTS}
        autocomplete="nickname"
      />
      {children}
    </form>
  );
}
