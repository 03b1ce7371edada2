import type { Author } from "@/chat/protocol.ts";
import type { People } from "@/client/company.ts";
import { Avatar } from "@/components/Avatar.tsx";
import { Icon } from "@/components/Icon.tsx";

/** The element that the button opens. */
const PANEL = "people";

/** How many are in the room, and, in a popover that the browser opens without script, who. */
export function PeoplePanel(
  { count, users, me }: People & { me: Author },
) {
  return (
    <>
      <button
        type="button"
        class="people-open"
        popovertarget={PANEL}
        aria-label={inWords(count)}
      >
        <Icon name="people" /> {count}
      </button>
      <section
        class="people"
        id={PANEL}
        popover="auto"
        aria-label="Who is here"
      >
        <header class="people-top">
          <h2>{inWords(count)}</h2>
          <button
            type="button"
            class="icon-button"
            popovertarget={PANEL}
            aria-label="Close the list of people"
          >
            <Icon name="close" />
          </button>
        </header>
        {users
          ? (
            <ul class="people-list">
              {inOrder(users, me).map((user) => (
                <Person key={user.id} user={user} mine={user.id === me.id} />
              ))}
            </ul>
          )
          : <p class="people-many">They are too many to list.</p>}
      </section>
    </>
  );
}

function Person({ user, mine }: { user: Author; mine: boolean }) {
  return (
    <li class="person">
      <Avatar person={user} mine={mine} />
      <bdi class="person-name">{user.name}</bdi>
      {mine && <span class="message-mine">you</span>}
    </li>
  );
}

function inWords(count: number): string {
  // Only thousands need a locale, and that takes its time.
  const number = count < 1_000 ? count : count.toLocaleString("en");
  return count === 1 ? "1 person here" : `${number} people here`;
}

/** Oneself, then the others by name. */
function inOrder(users: readonly Author[], me: Author): Author[] {
  const rank = ({ id }: Author) => id === me.id ? 0 : 1;
  return users.toSorted((a, b) =>
    rank(a) - rank(b) || a.name.localeCompare(b.name, "en")
  );
}
