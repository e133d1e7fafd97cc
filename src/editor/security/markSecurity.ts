/**
 * The command that marks an incident as a security incident, which from then on goes to no open channel and no public remote,
 * and that logs who knows.
 */
import { securityEntries } from '../../core/entries/security';
import { FORMS, readArgument, type Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import type { EntryWriting, Written } from '../entries/entryWriting';
import type { Processes } from '../records/processes';
import type { RecordList } from '../records/recordList';
import type { Repositories } from '../records/repositories';
import { needTarget } from '../records/target';
import { givenOrAsked } from '../entries/timedText';
import { say } from '../../core/words/say';

interface Needs {
  readonly processes: Processes;
  readonly records: RecordList;
  readonly writing: EntryWriting;
  readonly repositories: Repositories;
}

export function securingHandlers(needs: Needs): HandlersOf<'markSecurity'> {
  return {
    markSecurity: (invocation) => markSecurity(needs, invocation),
  };
}

/** Marks it, or says of one that is marked who else may know. */
async function markSecurity(needs: Needs, invocation: Invocation): Promise<Written | undefined> {
  const given = readArgument(FORMS.markSecurity, invocation);
  const target = await needTarget(needs.records, given.incident, say`Mark as a security incident`);
  if (!target) {
    return undefined;
  }
  const { path } = target;
  const marked = (await needs.records.read(path))?.fields.security === true;
  const asks = !invocation.argument;
  const said = await givenOrAsked(
    asks ? undefined : (given.reason ?? ''),
    needs.records,
    path,
    marked ? whoKnowsQuestion() : whyQuestion(),
    invocation.instant,
  );
  const holders = said && !marked ? await needs.repositories.holdersOf(path) : [];
  return needs.writing.writeSaid(invocation, path, given, said, (record, text) =>
    securityEntries(record, needs.processes.of(record, path), {
      ...(asks && marked
        ? { reason: '', knows: text.split(/,|\s+(?=@)/) }
        : { reason: text, knows: given.knows ?? [] }),
      holders,
    }),
  );
}

const whyQuestion = () => ({
  what: say`mark it as a security incident`,
  prompt: say`Why? Optional. From now on, nothing goes to open channels or public remotes.`,
  memory: 'security',
});

const whoKnowsQuestion = () => ({
  what: say`who knows`,
  prompt: say`This is already a security incident. Who else knows? Type handles such as @lee, @jo.`,
  memory: 'knows',
});
