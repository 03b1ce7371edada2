import { Icon } from "@/components/Icon.tsx";

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

/** A click that asks for another tab or window is the browser's. */
function insteadOfLeaving(load: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    load();
  };
}
