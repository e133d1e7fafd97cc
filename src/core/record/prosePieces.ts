/** Cuts markdown into pieces, and knows which of them would cost remark more than they are worth. */

import { fencedLines } from '../text/fence';

export interface ProsePiece {
  readonly start: number;
  readonly end: number;
  /** What reading it costs, a character being 1. */
  readonly cost: number;
  /** Whether remark could need far longer than that. */
  readonly dear: boolean;
}

/** Some 100 ms at the worst: remark reads 2 MB of words in a second, but only 10,000 lines of lists. */
export const MOST_READ = 65_536;
const LINE = 80;
/** In one paragraph remark compares markers of emphasis, links and HTML with each other, and lines with lines. */
const MOST_MARKERS = 400;
const MOST_LINES = 200;
/** In one piece: definitions are compared with definitions. */
const MOST_BRACKETS = 2_000;
/** Every line is compared with the lists and quotes that are open. */
const DEEPEST = 12;
const WIDEST = 60;
const MARKERS = /[*_[\]<&`!\\]/g;
const CONTAINERS = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])(?=[ \t>]|$))*/;

/** Cuts the text at its headings `#` and `##`, so that one dear section does not cost the others. */
export function* prosePieces(text: string, from: number, to: number): Generator<ProsePiece> {
  // A second byte order mark would be dropped by remark, and all offsets with it.
  let start = text.charCodeAt(from) === 0xfeff ? from + 1 : from;
  let comment = false;
  let dear = false;
  let [cost, markers, lines, brackets] = [0, 0, 0, 0];
  for (const { line, at, next, standing } of fencedLines(text, start, to)) {
    if (standing === 'outside' && !comment && at > start && /^##?[ \t]/.test(line)) {
      yield { start, end: at, cost, dear };
      start = at;
      dear = false;
      [cost, markers, lines, brackets] = [0, 0, 0, 0];
    }
    cost += next - at + LINE;
    if (dear || cost > MOST_READ || line === '') {
      dear ||= cost > MOST_READ;
      [markers, lines] = [0, 0];
    } else {
      // Only these begin a paragraph for certain.
      if (line.trim() === '' || /^ {0,3}[-*+][ \t]+\S/.test(line)) {
        [markers, lines] = [0, 0];
      }
      const found = line.match(MARKERS)?.length ?? 0;
      const returns = line.includes('\r') ? line.split('\r').length - 1 : 0;
      cost += returns * LINE;
      markers += found;
      brackets += found;
      lines += 1 + returns;
      dear = markers > MOST_MARKERS || lines > MOST_LINES || brackets > MOST_BRACKETS || nests(line);
    }
    if (standing !== 'inside' && line !== '') {
      comment = comment ? !line.includes('-->') : line.includes('<!--', line.lastIndexOf('-->') + 1);
    }
  }
  if (start < to) {
    yield { start, end: to, cost, dear };
  }
}

/** Returns whether the line is in, or opens, more lists and quotes than a person would. */
function nests(line: string): boolean {
  const head = line.slice(0, 4 * WIDEST);
  const containers = CONTAINERS.exec(head)![0];
  const depth = containers.replace(/[\s\d]/g, '').length;
  const indent = /^[ \t]*/.exec(head)![0].length;
  return depth > DEEPEST || (indent > WIDEST && containers.length > indent);
}
