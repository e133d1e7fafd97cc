/** A position in a text that patterns move forward. */

/** Reads along a text; a pattern that doesn't match there takes nothing. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** `pattern` is sticky. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) {
      this.at = pattern.lastIndex;
    }
    return match ?? undefined;
  }

  get rest(): string {
    return this.text.slice(this.at);
  }
}
