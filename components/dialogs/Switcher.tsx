import type { RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import {
  type Destination,
  destinations,
} from "@/components/dialogs/destinations.ts";
import { matching } from "@/components/dialogs/matching.ts";
import { Icon } from "@/components/Icon.tsx";
import { askForRooms, listed } from "@/components/room/live/listed.ts";

/** More of them nobody reads: a letter more finds sooner. */
const MOST_SHOWN = 50;

/** Leads to a room or a person by a few letters of the name: the ARIA pattern of a combobox whose list is always open. */
export function Switcher() {
  const [all, setAll] = useState(destinations);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const shown = matching(typed, all).slice(0, MOST_SHOWN);
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => reveal(dialog), [chosen]);
  useEffect(() => void askForRooms(), []);
  // By now the list on the page shows them.
  useEffect(() => setAll(destinations()), [listed.value]);

  function take(destination: Destination | undefined): void {
    if (!destination) return;
    // First the focus goes back to where it was, then on.
    dialog.current?.addEventListener("close", destination.go, { once: true });
    dialog.current?.close();
  }
  function press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter") take(shown[chosen]);
    else if (step === undefined || shown.length === 0) return;
    else setChosen((chosen + step + shown.length) % shown.length);
    event.preventDefault();
  }

  return (
    <dialog
      class="dialog switcher"
      aria-label="Go to a room or person"
      ref={dialog}
    >
      <div class="dialog-content">
        <div class="switcher-field">
          <Icon name="search" />
          <input
            class="switcher-input"
            role="combobox"
            aria-label="Room or person"
            aria-autocomplete="list"
            aria-expanded={shown.length > 0}
            aria-controls={id}
            aria-activedescendant={shown[chosen] && optionId(chosen)}
            placeholder="Room or person"
            autocomplete="off"
            spellcheck={false}
            enterkeyhint="go"
            dir="auto"
            onInput={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setChosen(0);
            }}
            onKeyDown={press}
          />
          <button
            type="button"
            class="icon-button"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="close" />
          </button>
        </div>
        <ul
          class="switcher-list"
          id={id}
          role="listbox"
          aria-label="Rooms and people"
          hidden={shown.length === 0}
        >
          {shown.map((destination, i) => (
            <Option
              key={`${destination.kind}/${destination.name}/${i}`}
              id={optionId(i)}
              destination={destination}
              chosen={i === chosen}
              onClick={() => take(destination)}
            />
          ))}
        </ul>
        <p
          class={shown.length === 0 ? "switcher-none" : "visually-hidden"}
          role="status"
        >
          {found(shown.length)}
        </p>
      </div>
    </dialog>
  );
}

interface OptionProps {
  id: string;
  destination: Destination;
  chosen: boolean;
  onClick: () => void;
}

function Option({ id, destination, chosen, onClick }: OptionProps) {
  const { kind, name, here } = destination;
  return (
    <li
      class="switcher-option"
      id={id}
      role="option"
      aria-selected={chosen}
      onClick={onClick}
    >
      <Icon name={kind === "room" ? "hash" : "person"} />
      <bdi class="switcher-name">{name}</bdi>
      <span class="switcher-kind">{here ? "you are here" : kind}</span>
    </li>
  );
}

/** The list scrolls with the choice. */
function reveal({ current }: RefObject<HTMLDialogElement>): void {
  current?.querySelector("[aria-selected=true]")
    ?.scrollIntoView({ block: "nearest" });
}

function found(count: number): string {
  if (count === 0) return "No room or person has that in its name.";
  return count === 1 ? "1 found" : `${count} found`;
}
