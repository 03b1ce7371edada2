/** A person as others see them. */
export interface Author {
  id: string;
  name: string;
  /** The colour that they have chosen, 0 to 11; without one it follows from the id. */
  hue?: number;
}

/** A message as it is now: edits, reactions and deletion applied. */
export interface Message {
  seq: number;
  id: string;
  author: Author;
  body: string;
  /** When it was committed, in milliseconds since the Unix epoch. */
  at: number;
  replyTo?: number;
  editedAt?: number;
  deletedAt?: number;
  /** Who reacted: emoji → ids of people. */
  reactions?: Record<string, string[]>;
}
