import {
  ROOM_TITLE_CODE_POINTS,
  ROOM_TOPIC_CODE_POINTS,
} from "@/chat/limits.ts";
import { Field } from "@/components/Field.tsx";

interface RoomFormProps {
  id: string;
  label: string;
  title?: string;
  problem?: string;
  topic?: string;
}

/** Makes a room and goes there. */
export function RoomForm({ id, label, title, problem, topic }: RoomFormProps) {
  return (
    <form class="form-stack" method="post" action="/">
      <input type="hidden" name="action" value="room" />
      <Field
        id={id}
        label={label}
        name="title"
        value={title}
        problem={problem}
        maxLength={ROOM_TITLE_CODE_POINTS}
      />
      <Field
        id={`${id}-topic`}
        label="What it is about (if you like)"
        name="topic"
        value={topic}
        optional
        maxLength={ROOM_TOPIC_CODE_POINTS}
      />
      <button class="button" type="submit">Make room</button>
    </form>
  );
}
