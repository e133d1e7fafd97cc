/** What an export is made of: the record or its postmortem, in one of some formats, as it is or without some words. */

import { gatherFacts } from '../postmortem/postmortemFacts';
import type { Process } from '../process/process';
import { readRecord } from '../record/record';
import type { ExportFormat } from './exportForms';
import { incidentData, csvRows } from './incidentData';
import { courseFacts } from './courseFacts';
import { pageTitle, postmortemPage, recordPage } from './recordPage';
import { readableTexts } from './readableTexts';
import { redact, survivors } from './redaction';

export interface ExportSource {
  /** The record's text. */
  readonly record: string;
  /** The postmortem's text, where that is what's exported. */
  readonly postmortem: string | undefined;
  readonly process: Process;
  readonly format: ExportFormat;
  readonly pictures: ReadonlyMap<string, string>;
  /** The words that the file must not have; none where it's no redacted version. */
  readonly redactions: readonly string[];
}

/** The file's text; `left` are the words that are in it although they should have been taken out. */
export interface ExportFile {
  readonly text: string;
  readonly left: readonly string[];
}

/** Returns the addresses of pictures in a text, as they're written. */
export function pictureAddresses(text: string): string[] {
  const inside = [
    ...text.matchAll(/!\[[^\]\n]*\]\(\s*<?([^\s()<>]+)/g),
    ...text.matchAll(/^ {0,3}\[[^\]\n]+\]:\s*(\S+)/gm),
  ];
  return inside.map(([, address]) => address!);
}

/** Never throws. */
export async function exportFile(source: ExportSource): Promise<ExportFile> {
  // What only exports need is loaded with the first one.
  return exportBy(await import('./pages'), source);
}

/** Returns rows of cells as CSV. */
export async function csvFile(rows: readonly (readonly string[])[]): Promise<string> {
  const { csvPage } = await import('./pages');
  return csvPage(rows);
}

/** @internal Exported for its law. */
export function exportBy(writers: Writers, source: ExportSource): ExportFile {
  const { format, redactions } = source;
  const text = written(writers, source);
  return { text, left: redactions.length === 0 ? [] : survivors(readableTexts(format, text), redactions) };
}

type Writers = Pick<typeof import('./pages'), 'csvPage' | 'htmlPage' | 'plainPage'>;

function written({ csvPage, htmlPage, plainPage }: Writers, source: ExportSource): string {
  const { process, redactions } = source;
  const clean = (text: string): string => (redactions.length === 0 ? text : redact(text, redactions));
  const facts = gatherFacts(readRecord(clean(source.record)), process);
  const postmortem = source.postmortem === undefined ? undefined : clean(source.postmortem);
  const markdown = (): string => (postmortem === undefined ? recordPage(facts) : postmortemPage(postmortem));
  switch (source.format) {
    case 'html': {
      const title = `${postmortem === undefined ? '' : 'Postmortem: '}${pageTitle(facts)}`;
      // Nobody can look into a picture for words.
      const pictures = redactions.length === 0 ? source.pictures : new Map<string, string>();
      return htmlPage({ title, markdown: markdown(), chart: courseFacts(facts), pictures });
    }
    case 'markdown':
      return plainPage({ markdown: markdown() });
    case 'json':
      return incidentData(facts, postmortem);
    case 'csv':
      return csvPage(csvRows(facts));
  }
}
