import { type ComponentChildren, type FunctionComponent, h } from "preact";

const AsyncFunction = (async () => {}).constructor;

/**
 * Preact renders in one go, so an async component is awaited before; whatever else gives a promise is not async. It may
 * give a `Response` in the place of markup. Of any other component the element is given that will render it.
 */
export async function elementOf<Props extends object>(
  component: FunctionComponent<Props>,
  props: Props,
): Promise<ComponentChildren | Response> {
  return isAsync(component) ? await component(props) : h(component, props);
}

/** Whether `component` is a native async function. */
export function isAsync(component: unknown): boolean {
  return component instanceof AsyncFunction;
}
