/**
 * Moves and renames the sections of an older postmortem to match a fresh draft, so that people's words stay in their section
 * before lines are merged. Doesn't look inside a section.
 */

import { fencedLines, Fences } from '../../text/fence';
import { lineEndOf } from '../../text/textEdit';

/** By the name of a section's former heading, the name of the heading that it has now. */
export type FormerHeadings = ReadonlyMap<string, string>;

interface Heading {
  /** 2 or 3. */
  readonly level: number;
  /** Its words before a bracket. */
  readonly name: string;
  /** The line as it is. */
  readonly line: string;
}

interface Part {
  /** Undefined for what is above the first heading. */
  readonly heading?: Heading;
  /** What is below the heading, without blank lines at its end. */
  readonly body: string;
}

export interface Shaped {
  readonly base: string;
  readonly current: string;
}

/**
 * Returns both texts with the sections of `fresh`: in its order, at its levels, under its headings. A section that people
 * added stays below the one that it follows, one that they deleted stays deleted, and a heading that they changed stays
 * theirs. Where the last draft had the same order already, both are as they were.
 */
export function inShapeOf(base: string, current: string, fresh: string, former: FormerHeadings): Shaped {
  const wanted = headingsOf(fresh);
  const drafted = headingsOf(base);
  const places = new Map<string, number>();
  for (const { name } of drafted) {
    const own = wanted.findIndex((heading) => heading.name === name);
    const place = own < 0 ? wanted.findIndex((heading) => heading.name === former.get(name)) : own;
    if (place >= 0 && !places.has(name)) {
      places.set(name, place);
    }
  }
  if (isInShape(drafted, wanted, places) || endsInFence(current)) {
    return { base, current };
  }
  const arrange = (text: string): string => arranged(text, { drafted, wanted, places });
  return { base: arrange(base), current: arrange(current) };
}

interface Plan {
  readonly drafted: readonly Heading[];
  readonly wanted: readonly Heading[];
  /** Where a section of the last draft comes in the fresh one, by its name. */
  readonly places: ReadonlyMap<string, number>;
}

function isInShape(
  drafted: readonly Heading[],
  wanted: readonly Heading[],
  places: ReadonlyMap<string, number>,
): boolean {
  let last = -1;
  return drafted.every(({ name, level }) => {
    const place = places.get(name);
    if (place === undefined) {
      return true;
    }
    const isNext = place > last && wanted[place]!.name === name && wanted[place]!.level === level;
    last = place;
    return isNext;
  });
}

function arranged(text: string, { drafted, wanted, places }: Plan): string {
  const eol = lineEndOf(text);
  const [above, ...parts] = partsOf(text, drafted) as [Part, ...Part[]];
  const sections = new Map<number, Part[]>();
  let last: Part[] = [];
  const before: Part[] = [above];
  for (const part of parts) {
    const place = places.get(part.heading!.name);
    if (place === undefined) {
      (last.length === 0 ? before : last).push(part);
      continue;
    }
    last = sections.get(place) ?? [];
    last.push(part);
    sections.set(place, last);
  }
  const had = new Set(places.values());
  const written = wanted.flatMap((heading, place) => {
    const [first, ...others] = sections.get(place) ?? [];
    if (!first) {
      return had.has(place) ? [] : [heading.line];
    }
    const head = isDrafted(first, drafted) ? { ...first, heading } : first;
    // Of two sections that are one now, the second has no heading of the draft anymore.
    const merged = others.map((part) =>
      places.has(part.heading!.name) && isDrafted(part, drafted) ? bodyOf(part) : part,
    );
    return [head, ...merged].map((part) => wholeOf(part, eol));
  });
  const blocks = [...before.map((part) => wholeOf(part, eol)), ...written].filter((block) => block !== '');
  return `${blocks.join(eol + eol)}${/\s*$/.exec(text)![0]}`;
}

function bodyOf({ body }: Part): Part {
  return { body: body.replace(/^\s*\n/, '') };
}

function wholeOf({ heading, body }: Part, eol: string): string {
  return heading === undefined ? body : body === '' ? heading.line : `${heading.line}${eol}${body}`;
}

/** Returns whether its heading is one of the draft, as the draft had it. */
function isDrafted({ heading }: Part, drafted: readonly Heading[]): boolean {
  return drafted.some(({ line }) => line === heading?.line.trimEnd());
}

const HEADING = /^ {0,3}(#{2,3})[ \t]+(\S.*)$/;

function headingOf(line: string): Heading | undefined {
  const [, marks, words] = HEADING.exec(line) ?? [];
  return marks === undefined ? undefined : { level: marks.length, name: words!.replace(/ \(.*/, '').trim(), line };
}

/** Returns the headings of a draft, the first of each name. */
function headingsOf(draft: string): Heading[] {
  const headings = new Map<string, Heading>();
  for (const { line, standing } of fencedLines(draft, 0)) {
    const heading = standing === 'outside' ? headingOf(line) : undefined;
    if (heading && !headings.has(heading.name)) {
      headings.set(heading.name, heading);
    }
  }
  return [...headings.values()];
}

/** A part begins at each heading of the draft, and at every other level 2 heading, which is a person's. */
function partsOf(text: string, drafted: readonly Heading[]): Part[] {
  const levels = new Map(drafted.map(({ name, level }) => [name, level]));
  const seen = new Set<string>();
  const parts: Part[] = [];
  let [heading, from]: [Heading | undefined, number] = [undefined, 0];
  const end = (to: number): void => {
    const body = text.slice(from, to).replace(/\s+$/, '');
    parts.push(heading === undefined ? { body } : { heading, body });
  };
  for (const { line, at, next, standing } of fencedLines(text, 0)) {
    const found = standing === 'outside' ? headingOf(line) : undefined;
    const known = found !== undefined && levels.get(found.name) === found.level && !seen.has(found.name);
    if (found && (known || found.level === 2)) {
      end(at);
      // A second one of a name is a person's.
      [heading, from] = [known ? found : { ...found, name: '' }, next];
      seen.add(found.name);
    }
  }
  end(text.length);
  return parts;
}

function endsInFence(text: string): boolean {
  const fences = new Fences();
  for (const line of text.split(/\r?\n/)) {
    fences.take(line);
  }
  return fences.open !== undefined;
}
