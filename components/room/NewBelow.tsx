import { Icon } from "@/components/Icon.tsx";

interface NewBelowProps {
  /** Messages that came in below what is read. */
  count: number;
  onClick: (event: { currentTarget: EventTarget | null }) => void;
}

/** The way down to what is new, while one reads further up. */
export function NewBelow({ count, onClick }: NewBelowProps) {
  if (count === 0) return null;
  return (
    <div class="log-overlay new-below">
      <button type="button" class="button button-primary" onClick={onClick}>
        {count} new <Icon name="down" />
      </button>
    </div>
  );
}
