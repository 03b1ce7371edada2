import { Icon } from "@/components/Icon.tsx";
import { insteadOfLeaving } from "@/components/room/instead_of_leaving.ts";

interface LogTopProps {
  title: string;
  /** The number of the first message shown, if older ones exist. */
  before?: number;
  /** Puts them in above, where the page is alive; otherwise the link leads to a page of them. */
  onOlder?: () => void;
  /** Why they did not come. */
  problem?: string;
}

/** Above the first message: the way to older ones, or the beginning of the room. */
export function LogTop({ title, before, onOlder, problem }: LogTopProps) {
  if (before !== undefined) {
    return (
      <div class="log-top" id="oldest">
        <p role="status">{problem}</p>
        <a
          class="button"
          href={`?before=${before}`}
          onClick={onOlder && insteadOfLeaving(onOlder)}
        >
          <Icon name="up" /> Older messages
        </a>
      </div>
    );
  }
  return (
    <div class="log-start" id="oldest">
      <p class="log-start-title">
        <bdi>{title}</bdi>
      </p>
      <p>This is where it begins.</p>
    </div>
  );
}
