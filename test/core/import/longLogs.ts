/** Logs of any length, one for each kind of which programs write long ones. */
import type { LogFile } from '../../../src/core/import/logLine';

const START = Date.UTC(2026, 10, 20);

/** A log whose lines are two seconds apart, each with `words`. */
export const LONG_LOGS = {
  weechat: (count, words) => logOf(count, (at) => `${wall(at)}\tnick${at % 40}\t${at} ${words}`),
  text: (count, words) => logOf(count, (at) => `${wall(at)} nick${at % 40}: ${at} ${words}`),
  report: (count, words) => logOf(count, (at) => `- ${wall(at)} ${at} ${words}`),
  gitlab: (count, words) => logOf(count, (at) => `/timeline ${at} ${words} | ${wall(at).slice(0, 16)}`),
  record: (count, words) => [
    {
      name: 'incident.md',
      text: `---\nformat: 1\ntitle: t\n---\n\n# t\n\n## Timeline\n\n${logOf(count, (at) => `- ${iso(at)} @nick${at % 40} TL: ${at} ${words}`)[0]!.text}\n`,
    },
  ],
  slack: (count, words) =>
    jsonOf(each(count, (at) => ({ type: 'message', user: `U${at % 40}`, text: `${at} ${words}`, ts: stamp(at) }))),
  pagerduty: (count, words) =>
    jsonOf({
      log_entries: each(count, (at) => ({
        ...{ id: `L${at}`, type: 'annotate_log_entry', created_at: iso(at) },
        ...{ note: `${at} ${words}`, agent: { summary: 'Lee' } },
      })),
    }),
  opsgenie: (count, words) =>
    jsonOf({
      entries: each(count, (at) => ({
        ...{ id: `O${at}`, type: 'ResponderNote', eventTime: iso(at) },
        ...{ title: { content: `${at} ${words}` }, actor: { name: 'Lee' } },
      })),
    }),
  statuspage: (count, words) =>
    jsonOf([
      {
        incident_updates: each(count, (at) => ({
          ...{ id: `S${at}`, status: 'monitoring', display_at: iso(at), body: `${at} ${words}` },
        })),
      },
    ]),
} satisfies Readonly<Record<string, (count: number, words: string) => LogFile[]>>;

function each<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at));
}

function logOf(count: number, make: (at: number) => string): LogFile[] {
  return [{ name: 'log.txt', text: each(count, make).join('\n') }];
}

function jsonOf(value: unknown): LogFile[] {
  return [{ name: 'ops/2026-11-20.json', text: JSON.stringify(value) }];
}

function iso(at: number): string {
  return `${new Date(START + 2000 * at).toISOString().slice(0, 19)}Z`;
}

function wall(at: number): string {
  return iso(at).slice(0, 19).replace('T', ' ');
}

function stamp(at: number): string {
  return `${START / 1000 + 2 * at}.000100`;
}
