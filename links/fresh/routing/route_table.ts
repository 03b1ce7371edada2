import type {
  AppWrapper,
  Layout,
  Surroundings,
} from "../pages/surroundings.ts";
import type { Method, Middleware, Route } from "../types.ts";
import { boundary } from "./boundary.ts";
import { type Match, Router } from "./router.ts";
import { Segment } from "./segments.ts";

/** Middlewares in the order in which a request meets them, the handler last. */
export type Chain<State> = readonly Middleware<State>[];

/**
 * All registrations of an app. A route takes what has been bound to the segments of its pattern before it; what comes
 * later is for later routes.
 */
export class RouteTable<State> {
  readonly #root = new Segment<State>();
  readonly #router = new Router<Chain<State>>();
  #appWrapper: () => Promise<AppWrapper<State> | undefined> = () =>
    Promise.resolve(undefined);
  #notFoundPage?: () => Promise<Route<State>>;

  use(path: string, middlewares: Chain<State>): void {
    this.#root.at(path).middlewares.push(...middlewares);
  }

  setLayout(path: string, layout: () => Promise<Layout<State>>): void {
    this.#root.at(path).layout = layout;
  }

  setErrorPage(path: string, page: () => Promise<Route<State>>): void {
    this.#root.at(path).errorPage = page;
  }

  setNotFoundPage(page: () => Promise<Route<State>>): void {
    this.#notFoundPage = page;
  }

  setAppWrapper(wrapper: () => Promise<AppWrapper<State>>): void {
    this.#appWrapper = wrapper;
  }

  /**
   * Adds a route.
   *
   * @param place whose segments it belongs to; that of a file route is its folder, not its pattern
   */
  add(
    methods: readonly Method[],
    pattern: string,
    handlers: Chain<State>,
    place = pattern,
  ): void {
    this.#router.add(methods, pattern, [...this.#chainTo(place), ...handlers]);
  }

  /** @throws {URIError} if a parameter has a malformed escape */
  match(path: string): Match<Chain<State>> | undefined {
    return this.#router.match(path);
  }

  /** What a request runs that no route answers. */
  rootChain(): Chain<State> {
    return this.#chainTo("/");
  }

  #chainTo(place: string): Chain<State> {
    const layouts: (() => Promise<Layout<State>>)[] = [];
    return this.#root.trail(place).flatMap((segment) => {
      if (segment.layout) layouts.push(segment.layout);
      return [this.#boundaryOf(segment, [...layouts]), ...segment.middlewares];
    });
  }

  #boundaryOf(
    segment: Segment<State>,
    layouts: Surroundings<State>["layouts"],
  ): Middleware<State> {
    return boundary({
      surroundings: { appWrapper: this.#appWrapper, layouts },
      errorPage: segment.errorPage,
      notFoundPage: () => this.#notFoundPage,
    });
  }
}
