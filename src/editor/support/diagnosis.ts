/** The command that reports what somebody who helps would ask. */
import { env, extensions, version, workspace } from 'vscode';
import { formatInstant } from '../../core/time/instant';
import { redactCredentials } from '../../git/process/credentials';
import { readGitVersion } from '../../git/repository/repository';
import type { Journal } from '../../store/journal/journal';
import { recordFolders } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { Repositories } from '../records/repositories';
import type { ShownTexts } from '../records/shownTexts';
import type { Invocation } from '../shell/arguments';
import type { HandlersOf } from '../shell/commands';
import { gitExecutable } from '../shell/settings';
import type { Incidents } from '../status/incident';
import { describeParting, type LocationNeeds } from './mergeLocations';
import { kindOf } from './waitingItem';

export interface DiagnosisNeeds extends LocationNeeds {
  readonly records: RecordList;
  readonly incidents: Incidents;
  readonly repositories: Repositories;
  readonly journal: Journal;
  readonly texts: ShownTexts;
}

export function diagnosisHandlers(needs: DiagnosisNeeds): HandlersOf<'diagnose'> {
  return { diagnose: (invocation) => diagnose(needs, invocation) };
}

/** Says what somebody who helps would ask: versions, places, repository, queue, journal. No text of a record. */
async function diagnose(needs: DiagnosisNeeds, invocation: Invocation): Promise<{ readonly text: string }> {
  const own = extensions.getExtension('incident-notes.incident-notes');
  const manifest = own?.packageJSON as { version?: string } | undefined;
  const lines = [
    '# Incident Notes: diagnostics',
    '',
    `- ${formatInstant(invocation.instant)}`,
    `- Incident Notes ${manifest?.version ?? '(unknown version)'}, ${env.appName} ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    ...(workspace.isTrusted ? [`- git ${await readGitVersion(gitExecutable())}`] : []),
    `- ${workspace.isTrusted ? 'the folder is trusted' : "the folder isn't trusted, so git doesn't run"}`,
    `- looking for records in ${recordFolders().join(', ')}`,
    ...[await describeParting(needs)].flatMap((sentence) => (sentence === undefined ? [] : [`- ${sentence}`])),
    ...(await describeRecords(needs, invocation.instant)),
    ...needs.journal
      .waiting()
      .map((item) => `- pending since ${formatInstant(item.at)}: ${kindOf(item)} for ${item.record}`),
  ];
  const text = redactCredentials(`${lines.join('\n')}\n`);
  if (invocation.argument === undefined) {
    await needs.texts.show('Incident Notes diagnostics', text);
  }
  return { text };
}

async function describeRecords({ records, incidents, repositories }: DiagnosisNeeds, now: number): Promise<string[]> {
  const all = await records.all();
  const { active } = records;
  const shown = all.filter((record) => record.open || record.path === active).slice(0, 20);
  const lines = await Promise.all(
    shown.map(async ({ id, path }) => {
      const { waiting } = await incidents.describe(path, now);
      const facts = await repositories.factsOf(path);
      const remotes = facts?.remotes.map(({ name, url }) => `${name} ${url}`).join(', ');
      return [
        `- ${id}${path === active ? ' (active)' : ''}: ${waiting.place?.words}; ${waiting.entries} pending${waiting.why ? `: ${waiting.why}` : ''}`,
        ...(remotes ? [`  - remotes: ${remotes}`] : []),
      ];
    }),
  );
  return [`- ${all.length} records`, ...lines.flat()];
}
