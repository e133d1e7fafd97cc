/** The corpus of logs, each with the entries that it becomes. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { decodeLog } from '../../src/core/import/decoded';
import { importOf, type Said } from '../core/import/importing';

const LOGS = 'test/fixtures/logs';
const LOCAL: Said = { zone: 'Europe/Berlin', date: '2026-11-20', all: true };

/** Each log, what is said of it, and the kind that it's recognized as. */
const CORPUS: readonly (readonly [log: string, kind: string, said: Said])[] = [
  ['irssi/normal.log', 'irssi', { zone: 'Europe/Berlin' }],
  ['irssi/damaged.log', 'irssi', { zone: 'Europe/Berlin' }],
  ['irssi/meeting.log', 'irssi', {}],
  ['irssi/french.log', 'irssi', { zone: 'Europe/Paris', all: true }],
  ['irssi/german.log', 'irssi', { zone: 'Europe/Berlin' }],
  ['irssi/mixed.log', 'irssi', { zone: 'Europe/Berlin' }],
  ['weechat/normal.weechatlog', 'weechat', { zone: 'Europe/Berlin', all: true }],
  ['weechat/utf16.log', 'weechat', { zone: 'UTC' }],
  ['weechat/damaged.weechatlog', 'weechat', { zone: 'UTC' }],
  ['znc/ops', 'znc', { zone: 'America/New_York' }],
  ['znc/damaged', 'znc', { zone: 'UTC' }],
  ['mozilla/normal.txt', 'mozilla', { zone: 'America/Los_Angeles', date: '2026-11-20', all: true }],
  ['mozilla/damaged.txt', 'mozilla', { zone: 'America/Los_Angeles', date: '2026-11-20' }],
  ['mozilla/narrow.txt', 'mozilla', { zone: 'America/Los_Angeles', date: '2026-11-20', all: true }],
  ['slack/export', 'slack', {}],
  ['slack/export/inc-20-11-26', 'slack', { all: true }],
  ['slack/enterprise', 'slack', { all: true }],
  ['text/slack.txt', 'text', { zone: 'Europe/Berlin', date: '2026-11-20', all: true }],
  ['text/teams.txt', 'text', { zone: 'Europe/Berlin' }],
  ['text/discord.txt', 'text', { zone: 'Europe/Berlin', all: true }],
  ['text/zoom.txt', 'text', { zone: 'Europe/Berlin', date: '2026-11-20', all: true }],
  ['text/newest-first.txt', 'text', { zone: 'UTC', date: '2026-11-20' }],
  ['text/slack-windows.txt', 'text', LOCAL],
  ['text/teams-new.txt', 'text', LOCAL],
  ['text/discord-german.txt', 'text', LOCAL],
  ['text/discord-compact.txt', 'text', LOCAL],
  ['text/telegram.txt', 'text', LOCAL],
  ['text/whatsapp.txt', 'text', LOCAL],
  ['text/over-midnight.txt', 'text', LOCAL],
  ['report/headings.md', 'report', {}],
  ['report/list.md', 'report', {}],
  ['report/table.md', 'report', {}],
  ['report/french.md', 'report', {}],
  ['gitlab/normal.md', 'gitlab', {}],
  ['gitlab/damaged.md', 'gitlab', {}],
  ['pagerduty/normal.json', 'pagerduty', {}],
  ['pagerduty/damaged.json', 'pagerduty', {}],
  ['pagerduty/mixed.json', 'pagerduty', {}],
  ['opsgenie/timeline.json', 'opsgenie', {}],
  ['opsgenie/postmortem.json', 'opsgenie', {}],
  ['opsgenie/damaged.json', 'opsgenie', {}],
  ['statuspage/normal.json', 'statuspage', {}],
  ['statuspage/damaged.json', 'statuspage', {}],
  ['record/normal.md', 'record', {}],
  ['record/damaged.md', 'record', {}],
];

function filesOf(log: string): Record<string, string> {
  const at = path.join(LOGS, log);
  const names = fs.statSync(at).isDirectory()
    ? fs
        .readdirSync(at, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => fs.statSync(path.join(at, name)).isFile())
        .toSorted()
    : [''];
  return Object.fromEntries(
    names.map((name) => [name || path.basename(at), decodeLog(fs.readFileSync(path.join(at, name)))]),
  );
}

describe('the corpus of logs', () => {
  for (const [log, kind, said] of CORPUS) {
    it(`${log} is ${kind}, and becomes its entries`, () => {
      const read = importOf(filesOf(log), said);
      const told = [...read.entries.map((entry) => `- ${entry}`), ...read.warnings.map((warning) => `> ${warning}`)];
      const expected = path.join(LOGS, `${log.replace(/\.\w+$/, '')}.expected`);
      assert.equal(read.kind, kind);
      assert.equal(`${told.join('\n')}\n`, fs.readFileSync(expected, 'utf8'));
    });
  }
});
