import type { Author } from "@/chat/protocol.ts";
import { Avatar } from "@/components/Avatar.tsx";
import { HueField } from "@/components/HueField.tsx";
import { Icon } from "@/components/Icon.tsx";
import { NameForm } from "@/components/NameForm.tsx";

interface MyLookProps {
  person: Author;
  /** Slug of the room that one is in. */
  room: string;
}

/** Who one is here, and the way to be called something else or to have another colour. */
export function MyLook({ person, room }: MyLookProps) {
  return (
    <details class="sidebar-details sidebar-me" name="sidebar">
      <summary class="sidebar-summary">
        <Avatar person={person} mine />
        <bdi class="sidebar-name">{person.name}</bdi>
        <span class="visually-hidden">, change your name or colour</span>
        <Icon name="pencil" />
      </summary>
      <NameForm id="sidebar-name" name={person.name} room={room}>
        <HueField person={person} />
        <button class="button" type="submit">Save</button>
      </NameForm>
    </details>
  );
}
