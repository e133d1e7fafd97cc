/** Draws an incident's course as SVG: status, severity, updates with the gaps between them, and milestones over time. */

import { utcTicks } from 'd3-time';
import type { Element } from 'hast';
import { h, s } from 'hastscript';

/** Instants are in milliseconds since the epoch, UTC. */
export interface ChartSpan {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** 1 is the worst; how strongly it is colored. */
  readonly rank: number;
}

export interface ChartLane {
  readonly name: string;
  readonly spans: readonly ChartSpan[];
  /** What happened at one instant. */
  readonly marks: readonly { readonly label: string; readonly instant: number }[];
  /** Where too long passed between two marks. */
  readonly gaps: readonly { readonly label: string; readonly from: number; readonly to: number }[];
}

export interface ChartFacts {
  readonly lanes: readonly ChartLane[];
  readonly milestones: readonly { readonly label: string; readonly instant: number }[];
  /** Whether it goes over more than one day (UTC). */
  readonly days: boolean;
}

const WIDTH = 800;
const LEFT = 150;
const RIGHT = 20;
const ROW = 26;
const LETTER = 7;
/** Rows of milestones whose words don't overlap. */
const MOST_ROWS = 8;
const MOST_MARKS = 400;

/** Returns the figure, or undefined if there are no two instants to draw a line between. */
export function courseChart({ lanes, milestones, days }: ChartFacts): Element | undefined {
  const instants = [
    ...milestones.map(({ instant }) => instant),
    ...lanes.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to])),
  ];
  const first = instants.reduce((a, b) => Math.min(a, b), Infinity);
  const last = instants.reduce((a, b) => Math.max(a, b), -Infinity);
  if (first >= last || instants.length === 0) {
    return undefined;
  }
  const room = WIDTH - RIGHT - LEFT;
  const x = (instant: number): number => {
    const share = Math.min(1, Math.max(0, (instant - first) / (last - first)));
    return Math.round((LEFT + share * room) * 10) / 10;
  };
  const clock = (date: Date): string =>
    date
      .toISOString()
      .slice(days ? 5 : 11, 16)
      .replace('T', ' ');
  const shown = lanes.filter(({ spans, marks, gaps }) => spans.length + marks.length + gaps.length > 0);
  const rows = inRows(milestones, x);
  const below =
    12 + shown.length * ROW + (rows.length === 0 ? 0 : rows.reduce((a, { row }) => Math.max(a, row), 0) + 1) * ROW;
  const words = [...shown.map((lane) => laneWords(lane)), milestones.map(({ label }) => label).join(', ')].join('; ');
  const parts: Element[] = [
    ...utcTicks(new Date(first), new Date(last), days ? 4 : 7).flatMap((date) => [
      s('line', { className: ['axis'], x1: x(+date), x2: x(+date), y1: 6, y2: below }),
      s('text', { className: ['soft'], x: x(+date), y: below + 16, textAnchor: 'middle' }, clock(date)),
    ]),
    ...shown.flatMap((lane, index) => laneParts(lane, 10 + index * ROW, x)),
    ...(rows.length === 0 ? [] : [s('text', { x: 4, y: 10 + shown.length * ROW + 15 }, 'Milestones')]),
    ...rows.flatMap(({ label, at, row, isLeft }) => {
      const y = 10 + (shown.length + row) * ROW + 11;
      return [
        s('path', { className: ['mark'], d: `M${at} ${y - 5}l5 5l-5 5l-5 -5z` }, [s('title', label)]),
        s('text', { x: isLeft ? at - 9 : at + 9, y: y + 4, textAnchor: isLeft ? 'end' : 'start' }, label),
      ];
    }),
    s('text', { className: ['soft'], x: 4, y: below + 16 }, 'UTC'),
  ];
  const size = { viewBox: `0 0 ${WIDTH} ${below + 24}`, width: WIDTH, height: below + 24 };
  return h('figure', [s('svg', { ...size, role: 'img', ariaLabel: `Course of the incident: ${words}` }, parts)]);
}

function laneWords({ name, spans, marks, gaps }: ChartLane): string {
  const counted = [
    spans.map(({ label }) => label).join(', '),
    marks.length === 0 ? '' : `${marks.length} sent`,
    gaps.length === 0 ? '' : gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`,
  ];
  return `${name}: ${counted.filter((part) => part !== '').join(', ')}`;
}

function laneParts({ name, spans, marks, gaps }: ChartLane, y: number, x: (instant: number) => number): Element[] {
  return [
    s('text', { x: 4, y: y + 15 }, cut(name, LEFT - 12)),
    ...spans.slice(0, MOST_MARKS).flatMap(({ label, from, to, rank }) => {
      const [start, end] = [x(from), x(to)];
      const bar = { x: start, y: y + 2, width: Math.max(1, Math.round((end - start) * 10) / 10), height: ROW - 8 };
      const fits = cut(label, end - start - 8);
      return [
        s('rect', { className: ['bar', `bar${Math.min(4, Math.max(1, rank))}`], ...bar }, [s('title', label)]),
        ...(fits === '' ? [] : [s('text', { x: start + 5, y: y + 15 }, fits)]),
      ];
    }),
    ...gaps
      .slice(0, MOST_MARKS)
      .map(({ label, from, to }) =>
        s('line', { className: ['gap'], x1: x(from), x2: x(to), y1: y + 11, y2: y + 11 }, [s('title', label)]),
      ),
    ...marks
      .slice(0, MOST_MARKS)
      .map(({ label, instant }) =>
        s('circle', { className: ['mark'], cx: x(instant), cy: y + 11, r: 4 }, [s('title', label)]),
      ),
  ];
}

/** Returns the words, or as many of their letters as there is room for; none where that is too few. */
function cut(words: string, width: number): string {
  const letters = [...words];
  const room = Math.floor(width / LETTER);
  return letters.length <= room ? words : room < 4 ? '' : `${letters.slice(0, room - 1).join('')}…`;
}

interface PlacedLabel {
  readonly label: string;
  readonly at: number;
  readonly row: number;
  /** Whether the words are on the left of their sign, as there is no room on its right. */
  readonly isLeft: boolean;
}

/** Each milestone in the first row in which its words hide no other's. */
function inRows(milestones: ChartFacts['milestones'], x: (instant: number) => number): PlacedLabel[] {
  const ends: number[] = [];
  return milestones.slice(0, MOST_MARKS).flatMap(({ label: whole, instant }) => {
    const label = cut(whole, 30 * LETTER);
    const at = x(instant);
    const width = [...label].length * LETTER + 14;
    const isLeft = at + width > WIDTH;
    const [from, to] = isLeft ? [at - width, at + 8] : [at - 8, at + width];
    const free = ends.findIndex((end) => end <= from);
    const row = free >= 0 ? free : ends.length;
    if (row >= MOST_ROWS) {
      return [];
    }
    ends[row] = to;
    return [{ label, at, row, isLeft }];
  });
}
