import { Brand } from "@/components/Brand.tsx";
import { RoomForm } from "@/components/RoomForm.tsx";

interface ErrorPageProps {
  /** Of the HTTP response. */
  status: number;
  /** What happened, in a few words. */
  title?: string;
  /** What happened, or what would be right, in a sentence or two. */
  text?: string;
  /** The title for the room that is not there, so that it can be made. */
  room?: string;
  /** The address of the room where it happened. */
  back?: string;
}

/** Says what happened and offers the next step. */
export function ErrorPage(
  { status, title, text, room, back }: ErrorPageProps,
) {
  const known = KNOWN[status] ?? (status < 500 ? UNKNOWN : BROKEN);
  return (
    <main class="plain-page" id="main">
      <Brand />
      <div class="plain-card error">
        <p class="error-status">{status}</p>
        <h1>{title ?? known.title}</h1>
        <p>{text === undefined ? known.text : withFullStop(text)}</p>
        {room !== undefined && (
          <RoomForm id="title" label="Its title" title={room} />
        )}
        <p class="error-next">
          {waysOn(back).map(({ href, words }, i) => (
            <a class={i === 0 ? "button button-primary" : "button"} href={href}>
              {words}
            </a>
          ))}
        </p>
      </div>
    </main>
  );
}

const ALL_ROOMS = { href: "/", words: "See all rooms" };
const LOBBY = { href: "/rooms/lobby", words: "Go to the lobby" };

/** Where to go from here, what is meant most likely first. */
function waysOn(back: string | undefined) {
  return back === undefined
    ? [ALL_ROOMS, LOBBY]
    : [{ href: back, words: "Go to the room" }, ALL_ROOMS];
}

/** Messages of errors have none. */
function withFullStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

const UNKNOWN = {
  title: "That did not work",
  text: "Confab could not make sense of this request. Nothing has changed.",
};
const BROKEN = {
  title: "Something broke here",
  text:
    "The fault is on this side. Go back, where what you wrote should still stand, and try again in a moment.",
};

const KNOWN: Record<number, { title: string; text: string }> = {
  403: {
    title: "Not from there",
    text:
      "This came from another site, or is not yours to do. Open the page here and try again.",
  },
  404: {
    title: "There is no such page",
    text:
      "The room may have another name, or nobody has made it yet. You can make it yourself from the list of rooms.",
  },
  405: {
    title: "That can't be done here",
    text:
      "This address does not take that kind of request. Go back and use the form on the page.",
  },
  413: {
    title: "That is too much at once",
    text: "What was sent is larger than Confab takes. Go back and shorten it.",
  },
  422: {
    title: "Something is missing",
    text: "Go back, look at what you filled in and send it again.",
  },
  429: {
    title: "A little slower, please",
    text:
      "Many requests came from you at once. Wait a few seconds and try again.",
  },
  503: {
    title: "Busy right now",
    text:
      "Confab is starting or has too much to do. Try again in a few seconds.",
  },
};
