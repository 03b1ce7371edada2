import { Icon } from "@/components/Icon.tsx";

interface BannerProps {
  /** What stands between the reader and the others, in words; nothing while all is well. */
  problem: string | undefined;
  onRetry: () => void;
}

/** Says what is wrong with the connection, over the log. The element is always there, so that its words are read out. */
export function Banner({ problem, onRetry }: BannerProps) {
  return (
    <div class="banner" role="status">
      {problem !== undefined && (
        <p>
          <Icon name="offline" />
          <span class="banner-words">{problem}</span>
          <button type="button" class="retry" onClick={onRetry}>
            Try now
          </button>
        </p>
      )}
    </div>
  );
}
