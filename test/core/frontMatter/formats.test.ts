import assert from 'node:assert/strict';
import {
  formatChannel,
  formatFindings,
  formatLine,
  HEADLINE,
  type FormatFacts,
} from '../../../src/core/frontMatter/formats';

const LOGIN: FormatFacts = {
  id: '2026-11-20-logging-in-is-broken-for-all-users',
  title: 'Logging in is broken for all users',
  severity: 'SEV-1',
  summary: { functionality: 'Logging in', state: 'broken', audience: 'all users' },
  instant: Date.UTC(2026, 10, 20, 23, 59),
};

function channel(format: string, expected: string, changes: Partial<FormatFacts> = {}) {
  it(`${format} is ${expected}`, () => assert.equal(formatChannel(format, { ...LOGIN, ...changes }), expected));
}

function line(format: string, expected: string, changes: Partial<FormatFacts> = {}) {
  it(`${format} is ${expected}`, () => assert.equal(formatLine(format, { ...LOGIN, ...changes }), expected));
}

describe('formats', () => {
  describe('of channels', () => {
    channel('#inc-{{dd}}-{{mm}}-{{yy}}-{{title}}', '#inc-20-11-26-logging-in-is-broken-for-all-users');
    channel('#{{functionality}}-{{state}}-{{audience}}', '#logging-in-broken-all-users');
    channel('#{{functionality}}-{{state}}-{{audience}}', '#logging-in-is-broken-for-all-users', {
      summary: undefined,
    });
    channel('#{{severity}}-{{id}}', '#sev-1-2026-11-20-logging-in-is-broken-for-all-users');
    channel('#x-{{title}}', '#x-a-b', { title: 'A {{severity}} \n#B'.replace('severity', '') });
    channel('#{{yyyy}}', '#2026');
    channel('https://example.com/{{ dd }}', 'https://example.com/20');
    channel('#general', '#general');
  });

  describe('of lines', () => {
    line(HEADLINE, '[inc-26-11-20-SEV-1] Logging in is broken for all users');
    line(HEADLINE, '[inc-26-11-20-P1]', { severity: 'P1\n', title: ' \n' });
    line('{{title}} ({{severity}})', '{{severity}} (SEV-1)', { title: '{{severity}}' });
    line('{{titel}}', '{{titel}}');
  });

  it('finds what cannot be filled in', () => {
    const findings = formatFindings('a {{titel}} {{dd}} {{}}');
    const seen = findings.map(({ code, message, start, end }) => ({ code, message, start, end }));
    assert.deepEqual(seen, [
      {
        code: 'unknownPlaceholder',
        message: 'Unknown placeholder "titel". Did you mean "title"?',
        start: 2,
        end: 11,
      },
      {
        code: 'unknownPlaceholder',
        message:
          'Unknown placeholder "". Use id, title, functionality, state, audience, severity, dd, mm, yy, or yyyy.',
        start: 19,
        end: 23,
      },
    ]);
  });
});
