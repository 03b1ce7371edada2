/** A message that one has not read yet. */
export interface UnreadMessage {
  seq: number;
  /** When it was committed, in milliseconds since the Unix epoch. */
  at: number;
  /** It names the reader. */
  named: boolean;
}

/** What someone has not read in a room. */
export interface UnreadRoom {
  slug: string;
  /** The room's last `seq` when this was found out. */
  head: number;
  /** Everything up to this `seq` has been read. */
  read: number;
  /** The oldest ones, at most `UNREAD_COUNTED`. */
  messages: UnreadMessage[];
}
