import { ErrorPage } from "@/components/ErrorPage.tsx";

/** Longest name that is repeated to the reader, in UTF-16 code units. */
const NAME_LENGTH = 63;

/** Says that there is no such room, and offers to make it where its name can be a room's. */
export function NoRoomPage({ slug }: { slug: string }) {
  const canBeMade = /^[a-z0-9][a-z0-9-]{0,62}$/.test(slug);
  const name = slug.slice(0, NAME_LENGTH).toWellFormed();
  return (
    <ErrorPage
      status={404}
      title="There is no such room"
      text={canBeMade
        ? `Nobody has made the room '${name}' yet. You can make it now, or join another one.`
        : `'${name}' cannot be the name of a room. Look for the one that you mean in the list.`}
      room={canBeMade ? titleOf(slug) : undefined}
    />
  );
}

/** "tea-time" → "Tea time", which leads to the same address again. */
function titleOf(slug: string): string {
  const words = slug.replaceAll("-", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
