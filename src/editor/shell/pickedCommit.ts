/** A commit of a file's history, from the menu there. */
export class PickedCommit {
  readonly hash: string;
  /** What its author wrote. */
  readonly subject: string;

  constructor(hash: string, subject: string) {
    this.hash = hash;
    this.subject = subject;
  }
}
