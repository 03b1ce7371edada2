import { Icon } from "@/components/Icon.tsx";
import { insteadOfLeaving } from "@/components/room/instead_of_leaving.ts";

interface LogBottomProps {
  slug: string;
  /** The number of the last message shown, where newer ones exist. */
  after: number;
  /** Puts them in below, where the page is alive; otherwise the link leads to a page of them. */
  onNewer?: () => void;
  onNewest?: () => void;
  /** Why they did not come. */
  problem?: string;
}

/** Below the last message, if it is not the newest: the way on, and back to the present. */
export function LogBottom(
  { slug, after, onNewer, onNewest, problem }: LogBottomProps,
) {
  return (
    <nav class="log-bottom" aria-label="Where you are">
      <p role="status">{problem}</p>
      <a
        class="button"
        href={`?after=${after}#oldest`}
        onClick={onNewer && insteadOfLeaving(onNewer)}
      >
        <Icon name="down" /> Newer messages
      </a>
      <a
        class="button button-primary"
        href={`/rooms/${slug}`}
        onClick={onNewest && insteadOfLeaving(onNewest)}
      >
        To the newest
      </a>
    </nav>
  );
}
