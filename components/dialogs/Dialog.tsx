import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";

interface DialogProps {
  title: string;
  children: ComponentChildren;
}

/** A dialog with its title above and the way out beside it. */
export function Dialog({ title, children }: DialogProps) {
  return (
    <dialog class="dialog" aria-labelledby="dialog-title">
      <div class="dialog-content">
        <form class="dialog-top" method="dialog">
          <h2 id="dialog-title" class="dialog-title">
            <bdi>{title}</bdi>
          </h2>
          <button class="icon-button" type="submit" aria-label="Close">
            <Icon name="close" />
          </button>
        </form>
        {children}
      </div>
    </dialog>
  );
}
