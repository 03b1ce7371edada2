/** A stretch of sibling nodes between two comments: an island, or what an island was given to show. */
export interface Region {
  readonly number: number;
  readonly start: Comment;
  readonly end: Comment;
}

interface Opened {
  kind: string;
  number: number;
  start: Comment;
}

const OPENING = /^(island|slot):(\d+)$/;
const CLOSING = /^\/(island|slot)$/;

/** Finds the comments that the server has left in the markup. */
export class Regions {
  /** Islands that stand in no other island. */
  readonly outermost: Region[] = [];
  /** All islands, by the comment that opens them. */
  readonly islands: Map<Node, Region> = new Map();
  /** The first of each number: an island may show what it was given twice. */
  readonly slots: Map<number, Region> = new Map();
  readonly #markers: ChildNode[] = [];

  constructor(document: Document) {
    this.#search(document);
    for (
      const template of document.querySelectorAll<HTMLTemplateElement>(
        "template[data-fresh-slot]",
      )
    ) {
      this.#search(template.content);
      this.#markers.push(template);
    }
  }

  /** Takes the comments out of the document, and the markup that islands do not show yet. */
  removeMarkers(): void {
    for (const marker of this.#markers) marker.remove();
  }

  #search(root: Node): void {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const opened: Opened[] = [];
    while (walker.nextNode()) {
      const comment = walker.currentNode;
      if (comment instanceof Comment) this.#read(comment, opened);
    }
  }

  #read(comment: Comment, opened: Opened[]): void {
    const [, kind = "", number] = OPENING.exec(comment.data) ?? [];
    if (number !== undefined) {
      opened.push({ kind, number: Number(number), start: comment });
    } else if (CLOSING.test(comment.data)) {
      this.#close(opened.pop(), comment, opened.length === 0);
    } else return;
    this.#markers.push(comment);
  }

  /** A block element in a `<p>`, for one, makes the browser end the paragraph early, and the region with it. */
  #close(open: Opened | undefined, end: Comment, outermost: boolean): void {
    if (!open) return;
    const { kind, number, start } = open;
    if (start.parentNode !== end.parentNode) {
      console.error(
        "Cannot start an island whose elements are wrongly nested",
        start.parentNode,
      );
    } else if (kind === "slot") {
      if (!this.slots.has(number)) {
        this.slots.set(number, { number, start, end });
      }
    } else {
      this.islands.set(start, { number, start, end });
      if (outermost) this.outermost.push({ number, start, end });
    }
  }
}
