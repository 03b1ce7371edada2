/** What a violation is about; the excerpt of the history shows what has to do with it. */
export interface Subject {
  connection?: number;
  id?: string;
  room?: string;
  seq?: number;
}

/** A promise that was not kept. */
export interface Violation {
  invariant: string;
  detail: string;
  about: Subject;
}
