import type { ComponentChildren } from "preact";

/** Properties of {@linkcode Partial}. */
export interface PartialProps {
  name: string;
  mode?: "replace" | "append" | "prepend";
  children?: ComponentChildren;
}

/** A region that client navigation could replace; rendered as its children. */
export function Partial({ children }: PartialProps): ComponentChildren {
  return children;
}
