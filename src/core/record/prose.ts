/**
 * Reads the prose around the timeline: headline, sections, checklists. It's parsed by remark piece by piece, without the
 * timeline; a piece that would take too long is skipped and gets a finding. Never changes the text.
 */

import { remark } from 'remark';
import { readBox } from '../text/box';
import { found, type Finding } from '../text/finding';
import { lineAfter } from '../text/lines';
import { MOST_READ, prosePieces, type ProsePiece } from './prosePieces';
import type { IncidentRecord } from './record';

/** Offsets are those of the record's text. */
export interface Section {
  /** As it is written: `Contacts`. */
  readonly heading: string;
  /** 1 to 6. */
  readonly level: number;
  /** Where the heading's line begins. */
  readonly headingStart: number;
  /** What's below the heading, up to the next one of its level or a higher one. */
  readonly start: number;
  readonly end: number;
}

/** `- [ ] Tell the support team` */
export interface ChecklistItem {
  readonly text: string;
  readonly ticked: boolean;
  /** The one character between the brackets. */
  readonly start: number;
  readonly end: number;
}

export interface Prose {
  /** The words of the first level 1 heading, without `#`; absent if there is none. */
  readonly headline?: { readonly start: number; readonly end: number; readonly text: string };
  readonly sections: readonly Section[];
  /** What's below `## Checklists`. */
  readonly checklist: readonly ChecklistItem[];
  readonly findings: readonly Finding[];
}

/** The headings that the tool writes; each is once. */
const KNOWN: ReadonlySet<string> = new Set(['Contacts', 'Summary', 'Timeline', 'Checklists']);

/** Never throws; what isn't read is a finding `tooLarge`. */
export function readProse({ text, frontMatter, timeline }: IncidentRecord): Prose {
  const findings: Finding[] = [];
  const headings: ProseHeading[] = [];
  const items: ChecklistItem[] = [];
  let budget = MOST_READ;
  for (const [from, to] of [
    [frontMatter.bodyStart, timeline.start],
    [timeline.end, text.length],
  ] as const) {
    for (const piece of prosePieces(text, from, to)) {
      if (piece.cost > budget) {
        leaveOut(findings, piece.start, to);
        break;
      } else if (piece.dear) {
        leaveOut(findings, piece.start, piece.end);
      } else {
        budget -= piece.cost;
        readPiece(text, piece, headings, items);
      }
    }
  }
  const sections = sectionsOf(headings, text.length);
  const seen = new Set<string>();
  for (const { heading, level, headingStart, start } of sections) {
    if (level === 2 && KNOWN.has(heading)) {
      if (seen.has(heading)) {
        findings.push({ ...found('doubledHeading', { name: heading }), start: headingStart, end: start });
      }
      seen.add(heading);
    }
  }
  const lists = known(sections, 'Checklists');
  const checklist = items.filter((item) => lists && item.start >= lists.start && item.end <= lists.end);
  const headline = headings.find((heading) => heading.level === 1)?.words;
  return { ...(headline && { headline }), sections, checklist, findings };
}

function leaveOut(findings: Finding[], start: number, end: number): void {
  const above = findings.at(-1)?.end === start ? findings.pop() : undefined;
  findings.push({ ...found('proseTooLong'), start: above?.start ?? start, end });
}

/** Returns what's below the first level 2 heading with these words, without white space around it; empty if there is none. */
export function sectionText(record: IncidentRecord, prose: Prose, heading: string): string {
  const section = known(prose.sections, heading);
  return section ? record.text.slice(section.start, section.end).trim() : '';
}

function sectionsOf(headings: readonly ProseHeading[], textEnd: number): Section[] {
  // Where a section of each level ends: at the next heading of that level or a higher one.
  const ends = new Array<number>(7).fill(textEnd);
  const sections = headings.toReversed().map(({ heading, level, headingStart, start }): Section => {
    const section = { heading, level, headingStart, start, end: ends[level]! };
    ends.fill(headingStart, level);
    return section;
  });
  return sections.reverse();
}

function known(sections: readonly Section[], heading: string): Section | undefined {
  return sections.find((section) => section.level === 2 && section.heading === heading);
}

interface ProseHeading {
  readonly heading: string;
  readonly level: number;
  readonly headingStart: number;
  readonly start: number;
  readonly words: { readonly start: number; readonly end: number; readonly text: string };
}

const markdown = remark().freeze();
type MarkdownTree = ReturnType<typeof markdown.parse>;
type MarkdownBlock = MarkdownTree['children'][number];

function readPiece(text: string, { start, end }: ProsePiece, headings: ProseHeading[], items: ChecklistItem[]): void {
  const at = (offset: number | undefined): number => start + (offset ?? 0);
  const place = (node: Pick<MarkdownBlock, 'position'>): [number, number] => [
    at(node.position?.start.offset),
    at(node.position?.end.offset),
  ];
  const visit = (node: MarkdownBlock | MarkdownTree, top: boolean): void => {
    if (node.type === 'heading' && top) {
      const [from, to] = place(node);
      const [first, last] = [node.children[0], node.children.at(-1)];
      const words = first && last ? { start: place(first)[0], end: place(last)[1] } : { start: to, end: to };
      const heading = text.slice(words.start, words.end);
      const headingStart = text.lastIndexOf('\n', from - 1) + 1;
      const below = Math.min(lineAfter(text, to), end);
      headings.push({ heading, level: node.depth, headingStart, start: below, words: { ...words, text: heading } });
    } else if (node.type === 'listItem') {
      const [from, to] = place(node);
      const box = readBox(text.slice(from, Math.min(to, lineAfter(text, from))));
      if (box) {
        const bracket = from + box.at;
        items.push({ text: box.words.trim(), ticked: box.ticked, start: bracket, end: bracket + 1 });
      }
    }
    if ('children' in node) {
      for (const child of node.children) {
        if (child.type === 'list' || child.type === 'listItem' || node.type === 'root') {
          visit(child, node.type === 'root');
        }
      }
    }
  };
  visit(treeOf(text.slice(start, end)), true);
}

/** Maximum number of pieces whose trees are kept. */
const MOST_TREES = 32;

/** The trees of the pieces that were read last, by their text: from one entry to the next nearly all of a record's prose stays. */
const trees = new Map<string, MarkdownTree>();

function treeOf(piece: string): MarkdownTree {
  const tree = trees.get(piece) ?? markdown.parse(piece);
  trees.delete(piece);
  trees.set(piece, tree);
  for (const oldest of trees.keys()) {
    if (trees.size > MOST_TREES) {
      trees.delete(oldest);
    }
  }
  return tree;
}
