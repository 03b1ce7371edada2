import { Icon } from "@/components/Icon.tsx";

interface NewBelowProps {
  /** Messages that one has not read, below what one reads. */
  count: number;
  /** The end is out of sight, with or without news. */
  far: boolean;
  onClick: () => void;
}

/** The way down to what is new, while one reads further up. */
export function NewBelow({ count, far, onClick }: NewBelowProps) {
  if (count === 0 && !far) return null;
  return (
    <div class="log-overlay new-below">
      <button
        type="button"
        class={`button${count > 0 ? " button-primary" : ""}`}
        onClick={onClick}
      >
        {count > 0 ? `${count} new` : "Newest"} <Icon name="down" />
      </button>
    </div>
  );
}
