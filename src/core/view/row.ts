/** One row of a view, as data: what it says, and what can be done with it. Knows no editor and no markdown. */

export interface Row {
  /** The same in each reading; unique in its view. */
  readonly key: string;
  /** Plain text on one line. */
  readonly label: string;
  /** Quieter, behind the label. */
  readonly description?: string;
  /** Plain text, if there is more to say. */
  readonly tooltip?: string;
  /** The whole row in words; never a countdown that changes each minute alone. */
  readonly spoken: string;
  /** A codicon's name. */
  readonly icon?: string;
  /** Next to the icon's own form: `late` is overdue, `good` is done. */
  readonly mood?: 'late' | 'good';
  /** What Enter or a click does. */
  readonly action?: RowAction;
  /** By which the manifest chooses its menu. */
  readonly kind?: RowKind;
  /** The arguments of the commands in its menu, by their names without the prefix. */
  readonly menu?: Readonly<Record<string, object>>;
  /** A step with a box: whether it is checked, and the commands that a tick and its removal stand for. */
  readonly box?: { readonly ticked: boolean; readonly tick: RowAction; readonly untick?: RowAction };
  readonly rows?: readonly Row[];
  /** Whether its rows are shown from the start. */
  readonly open?: boolean;
}

type RowKind = 'clock' | 'followUp' | 'past' | 'role' | 'entry' | 'fixedEntry';

/**
 * `command`: one of ours without its prefix; without an argument it asks, and is for that incident. `line`, from 0, shows a
 * place of the incident's record; `link` a page.
 */
export type RowAction =
  | { readonly command: string; readonly argument: object | 'declared' }
  | { readonly command: string; readonly incident: string }
  | { readonly incident: string; readonly line: number }
  | { readonly link: string };

/** The key of the group of follow-ups that are the reader's own. */
export const OWN_FOLLOW_UPS = 'followUps of me';

export type LineOf = (offset: number) => number;

/** Gives the line of an offset, from 0. Each costs what is between it and the one before. */
export function lineCounter(text: string): LineOf {
  let [at, line] = [0, 0];
  return (offset) => {
    const [from, to] = offset < at ? [offset, at] : [at, offset];
    let count = 0;
    for (let feed = text.indexOf('\n', from); feed >= 0 && feed < to; feed = text.indexOf('\n', feed + 1)) {
      count += 1;
    }
    line += offset < at ? -count : count;
    at = offset;
    return line;
  };
}
