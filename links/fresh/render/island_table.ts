import { type ComponentChildren, isValidElement } from "preact";
import type { IslandReference } from "../build.ts";
import type { Reference } from "../serial_format.ts";
import { Serialiser } from "../serialise.ts";

/** One place in the document where the browser starts an island. */
export interface IslandUse {
  readonly reference: IslandReference;
  readonly props: object;
  /** Where the serialised props are, once they are. */
  row?: Reference;
}

/** Markup that an island was given, and whether it stands in the document already. */
export interface SlotUse {
  readonly content: ComponentChildren;
  placed: boolean;
}

/** The islands and slots of one document, in the order in which they were met. */
export class IslandTable {
  readonly uses: IslandUse[] = [];
  readonly slots: SlotUse[] = [];
  readonly #serialiser: Serialiser = new Serialiser((value) =>
    this.#slotOf(value)
  );
  readonly #slotNodes: Map<object, number> = new Map();
  readonly #inside: boolean[] = [];

  /** Whether an island is being rendered, but not what it was given to show. */
  get inside(): boolean {
    return this.#inside.at(-1) ?? false;
  }

  /** The serialised props. */
  get props(): string {
    return String(this.#serialiser);
  }

  enterIsland(): void {
    this.#inside.push(true);
  }

  enterSlot(): void {
    this.#inside.push(false);
  }

  leave(): void {
    this.#inside.pop();
  }

  /** Gives the new use's number. */
  addUse(use: IslandUse): number {
    return this.uses.push(use) - 1;
  }

  /** Gives the new slot's number. */
  addSlot(content: ComponentChildren): number {
    return this.slots.push({ content, placed: false }) - 1;
  }

  /** Says which node renders a slot in its place. */
  setSlotNode(number: number, node: object): void {
    this.#slotNodes.set(node, number);
  }

  /**
   * Serialises the props of the islands that were met since the last call. This is the last step of a document because
   * signals may change until then.
   *
   * @throws {TypeError} if there is a function among the props
   */
  serialise(): void {
    for (const use of this.uses) use.row ??= this.#row(use);
  }

  #row({ reference, props }: IslandUse): Reference {
    try {
      return this.#serialiser.add(props);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new TypeError(
        `Cannot send the props of island '${reference.name}': ${reason}`,
        { cause },
      );
    }
  }

  /** A node deeper among the props than slots are looked for becomes one that is not placed. */
  #slotOf(value: object): number | undefined {
    return this.#slotNodes.get(value) ??
      (isValidElement(value) ? this.addSlot(value) : undefined);
  }
}
