/** The command that imports chat and pager logs into the timeline. */
import { basename } from 'node:path';
import { Refusal, refusal } from '../../core/text/refusal';
import { readZone } from '../../core/time/timeZone';
import { Turns } from '../../store/turns';
import type { EntryTools } from '../entries/register';
import { needTarget } from '../records/target';
import { dateOf, FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { askAndImport } from './askedImport';
import { planLines, takeSteps, writePlan, type Answers, type Imported } from './logImport';
import { filesAt, pathOf } from './logSource';
import { Slices } from './slices';
import { say } from '../../core/words/say';

export function importingHandlers(needs: EntryTools): HandlersOf<'import'> {
  const turns = new Turns<string>();
  return { import: (invocation) => importLog(needs, turns, invocation) };
}

async function importLog(
  needs: EntryTools,
  turns: Turns<string>,
  invocation: Invocation,
): Promise<Imported | undefined> {
  const given = readArgument(FORMS.import, invocation);
  const target = await needTarget(needs.records, given.incident, say`Import a log`);
  if (!target) {
    return undefined;
  }
  const author = await needs.writing.authorOf(given, target.path);
  if (!invocation.argument) {
    return askAndImport(needs, turns, { path: target.path, author, now: invocation.instant });
  }
  if (given.uri === undefined) {
    throw refusal(EDITOR_SENTENCES, 'badArgument', { key: 'uri', form: 'the URI of a file or folder' });
  }
  const { kind, order, channel, repeatedHour } = given;
  const answers: Answers = {
    now: invocation.instant,
    all: given.all ?? false,
    ...{ kind, order, channel, repeatedHour },
    zone: given.zone === undefined ? undefined : zoneIn(given.zone),
    date: given.date === undefined ? undefined : dayIn(given.date),
  };
  const path = pathOf(given.uri);
  const slices = new Slices();
  const taken = await slices.run(takeSteps(await filesAt(path), basename(path), answers));
  if ('missing' in taken) {
    throw new Refusal(taken.missing);
  }
  return turns.inTurn(target.path, async () => {
    const planned = await planLines(needs, target.path, author, taken, slices);
    return writePlan(needs, target.path, planned);
  });
}

function zoneIn(given: string): Answers['zone'] {
  const read = readZone(given.trim());
  if ('problem' in read) {
    throw new Refusal(read.problem);
  }
  return read.zone;
}

function dayIn(given: string): Answers['date'] {
  const [year, month, day] = dateOf(given).split('-').map(Number) as [number, number, number];
  return { year, month, day };
}
