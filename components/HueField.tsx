import type { Author } from "@/chat/protocol.ts";
import { HUE_NAMES, hueOf } from "@/components/author_look.ts";

/** The colours to choose from. */
export function HueField({ person }: { person: Author }) {
  const own = hueOf(person);
  return (
    <fieldset class="hues">
      <legend class="field-label">Your colour</legend>
      {HUE_NAMES.map((name, hue) => (
        <input
          key={hue}
          class={`hue hue-${hue}`}
          type="radio"
          name="hue"
          value={hue}
          defaultChecked={hue === own}
          aria-label={name}
          title={name}
        />
      ))}
    </fieldset>
  );
}
