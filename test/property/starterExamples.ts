/** A starter's file with some of its examples made real. */
import assert from 'node:assert/strict';
import { readProcess, type ExtensibleProcesses, type Process } from '../../src/core/process/process';
import { builtIn, NAMES } from '../core/builtIn';

const KNOWN: ExtensibleProcesses = { names: NAMES, find: builtIn };

/** The file with the example of these paragraphs as text instead of a comment, as the editor's toggle does it. */
export function withExamples(text: string, wanted: (index: number) => boolean): string {
  const example = /^# ?(?!#)/gm;
  const paragraphs = text.split('\n\n');
  const examples = paragraphs.filter((paragraph) => /^# /m.test(paragraph));
  return paragraphs
    .map((paragraph) => (wanted(examples.indexOf(paragraph)) ? paragraph.replace(example, '') : paragraph))
    .join('\n\n');
}

/** The process of a starter with those examples; it must have no problem. */
export function readStarter(text: string, wanted: (index: number) => boolean): Process {
  const yaml = withExamples(text, wanted);
  const { process, problems } = readProcess(yaml, KNOWN);
  assert.deepEqual(problems, [], yaml);
  return process!;
}
