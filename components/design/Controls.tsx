import { HUES } from "@/chat/limits.ts";
import { Field } from "@/components/Field.tsx";
import { Icon, type IconName, SHAPES } from "@/components/Icon.tsx";
import { RoomList } from "@/components/RoomList.tsx";

const ROOMS = [
  { slug: "lobby", title: "The room that is open", createdAt: 0 },
  { slug: "other", title: "Another one", createdAt: 0 },
];

/** What one presses and fills in. */
export function Controls() {
  return (
    <>
      <p class="design-line">
        <button type="button" class="button button-primary">The one way</button>
        <button type="button" class="button">Another way</button>
        <button type="button" class="icon-button" aria-label="Find">
          <Icon name="search" />
        </button>
        <span>
          <kbd>Ctrl</kbd> <kbd>K</kbd>
        </span>
      </p>
      <form class="form-line">
        <Field
          id="design-hint"
          label="A field"
          name="hint"
          hint="What it is for"
        />
        <button type="button" class="button">Do it</button>
      </form>
      <form class="form-line">
        <Field
          id="design-problem"
          label="A field to put right"
          name="problem"
          value="What was filled in"
          problem="What is wrong, and what would be right."
        />
        <button type="button" class="button">Do it</button>
      </form>
      <RoomList rooms={ROOMS} current="lobby" />
      <p class="design-line">
        {Object.keys(SHAPES).filter(isIconName).map((name) => (
          <Icon key={name} name={name} />
        ))}
      </p>
      <p class="design-line">
        {Array.from(
          { length: HUES },
          (_, hue) => <span key={hue} class={`avatar hue-${hue}`}>{hue}</span>,
        )}
      </p>
    </>
  );
}

function isIconName(name: string): name is IconName {
  return name in SHAPES;
}
