/** Takes a follow-up to the code host's issues, and keeps the address of its issue. Sends nothing: a browser shows the page. */
import type { Uri } from 'vscode';
import { env } from 'vscode';
import { formatEntry, type Entry } from '../../core/timeline/entry';
import { issueText, readFollowUp, withIssue } from '../../core/timeline/followUp';
import { flatText } from '../../core/text/flatText';
import { refusal } from '../../core/text/refusal';
import { say } from '../../core/words/say';
import type { EntryTools } from '../entries/register';
import { askText } from '../shell/prompts';
import { EDITOR_SENTENCES } from '../shell/sentences';
import type { RecordPages } from '../sync/recordPages';
import { promptTitle } from '../records/target';

export interface FiledIssue {
  /** The page for a new issue, filled in. */
  readonly url?: string;
  /** The follow-up with the address of its issue. */
  readonly entry?: string;
}

interface FollowUpEntry {
  readonly path: string;
  readonly entry: Entry;
}

type Needs = Pick<EntryTools, 'records' | 'writer' | 'writing'> & { readonly pages: RecordPages };

/** Opens the page and asks for the issue's address, unless that is given, or `opens` is false: then it's the page alone. */
export async function fileIssue(
  needs: Needs,
  { path, entry }: FollowUpEntry,
  { issue, opens }: { readonly issue: string | undefined; readonly opens: boolean },
): Promise<FiledIssue | undefined> {
  const record = await needs.writer.readWhole(path);
  if (record.frontMatter.fields.security) {
    throw refusal(EDITOR_SENTENCES, 'noSecurityIssue');
  }
  if (issue !== undefined) {
    return keepIssue(needs, { path, entry }, issue);
  }
  const url = await newIssuePage(needs.pages, { path, entry }, flatText(record.frontMatter.fields.title ?? ''));
  if (!opens) {
    return { url };
  }
  // A Uri would decode what is filled in.
  await env.openExternal(url as unknown as Uri);
  const address = await askText({
    title: await promptTitle(needs.records, path, say`issue`),
    prompt: say`What's the address of the issue? Paste it once you've filed it, to keep it in the follow-up.`,
    placeholder: 'https://',
    needed: (typed) => (isAddress(typed) ? undefined : EDITOR_SENTENCES.badIssue({ given: typed })),
    memory: `issue ${path} ${entry.instant}`,
  });
  return address === undefined ? { url } : { url, ...(await keepIssue(needs, { path, entry }, address)) };
}

async function newIssuePage(pages: RecordPages, { path, entry }: FollowUpEntry, incident: string): Promise<string> {
  const followUp = readFollowUp(entry.text);
  const page = (await pages.of(path, false))?.('incident.md');
  const url = await pages.newIssue(path, false, flatText(followUp.text), issueText(followUp, incident, page));
  if (url === undefined) {
    throw refusal(EDITOR_SENTENCES, 'noIssuePage');
  }
  return url;
}

async function keepIssue({ writing }: Needs, { path, entry }: FollowUpEntry, given: string): Promise<FiledIssue> {
  const issue = given.trim();
  if (!isAddress(issue)) {
    throw refusal(EDITOR_SENTENCES, 'badIssue', { given });
  }
  const linked = { ...entry, text: withIssue(entry.text, issue) };
  if (linked.text !== entry.text) {
    await writing.change(path, () => [{ removed: entry, added: linked }]);
  }
  return { entry: formatEntry(linked, '\n') };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s()<>]+$/.test(text.trim());
}
