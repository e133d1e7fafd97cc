/** Holds that a team's files are judged alike by the schema that editors read and by the code that reads them. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readYaml } from '../../src/core/frontMatter/hardenedYaml';
import { readOwnership } from '../../src/core/process/ownership';
import { readProcess, type ExtensibleProcesses } from '../../src/core/process/process';
import { builtIn, NAMES, TEXTS } from '../core/builtIn';
import { judgedOwnership, judgedProcess } from '../core/schemaJudge';
import { law, laws } from './law';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const KNOWN: ExtensibleProcesses = { names: NAMES, find: (name) => (NAMES.includes(name) ? builtIn(name) : undefined) };
const dataOf = (text: string) => readYaml(text).value as Json;

/** What a schema can't say: that a name means something here, is missing from a new thing, or that a text is a template. */
const BEYOND_A_SCHEMA =
  /is missing\.$|^This doesn't fit|^Can't (?:extend|remove)|^Unknown (?!key |list )|appears twice|^Exactly one role|^This template|^The section|\{\{|isn't a time zone/;

/** A process that extends none and says no more than it must. */
const SMALL: Json = {
  name: 'small',
  label: 'Small',
  roles: [{ id: 'lead', label: 'Lead', leads: true, meaning: 'Leads.' }],
  severities: [
    { name: 'P1', meaning: 'Bad.', pages: true, cadence: { internal: 30 }, deadlines: { report: '2 days' } },
  ],
  defaultSeverity: 'P1',
  milestones: [{ name: 'declared', meaning: 'Said.', status: 'investigating', askedFor: false }],
  deadlines: [{ name: 'report', label: 'Report', from: 'declared' }],
  audiences: [{ name: 'internal', meaning: 'Us.', zone: 'UTC' }],
  contacts: '- Call us.',
  channels: { chat: '#us' },
  checklists: [{ phase: 'Declare', role: 'lead', items: ['Breathe'] }],
  templates: [{ name: 'note', audience: 'internal', when: ['first'], text: 'Hello' }],
};
const FILES: Readonly<Record<string, Json>> = {
  small: SMALL,
  nothing: { extends: 'default' },
  mnx: dataOf(TEXTS['mnx']!),
  tidewater: dataOf(fs.readFileSync('docs/tidewater/process.yaml', 'utf8')),
};
const OWNERS: Json = {
  mail: { team: 'Messaging', contacts: ['#mail', '@dana'], paging: 'mail', productLead: '@kim', also: 'post' },
  default: { team: 'Platform' },
};

const VALUES = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, 1.5, -3, 60, '', ' ', 'a', 'a b', 'A-b', 'a\nb', 'a\tb', '\ufeff'),
  fc.constantFrom<Json>('a\u2028b', '# a', 'a\r## b', '```', 'a\n --- \nb', '08:00', '8:00', '2 days', '0 days'),
  fc.constantFrom<Json>('resolved', 'Europe/Berlin', 'Mars', '/', [], {}, [null], ['a', 'a'], { a: null }, { A: 'b' }),
  fc.constantFrom<Json>({ name: 'new' }, [{ name: 'SEV-1', remove: true }], [{ id: 'a', replace: true }], 'mitigated'),
  fc.constantFrom<Json>('café', '🔥', '- a', '===', 1e300, ['page'], ['monday'], { from: '08:00', to: '09:00' }),
);
const KEYS = fc.constantFrom(
  ...['name', 'id', 'label', 'meaning', 'leads', 'cadence', 'deadlines', 'items', 'role', 'remove', 'replace', 'zone'],
  ...['extends', 'replaces', 'roles', 'severities', 'words', 'workingHours', 'channels', 'contacts', 'open', 'when'],
  ...['team', 'also', 'paging', 'default', 'no-such-key', 'Chat', 'checklists', 'tips', 'spanOfControl', 'security'],
);
/** Where a file is changed, by what, and whether the key itself is another one, or goes. */
const CHANGES = fc.array(
  fc.record({
    path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
    value: fc.oneof(fc.constant(null), VALUES),
    key: KEYS,
    way: fc.nat(3),
  }),
  { minLength: 1, maxLength: 3 },
);

interface Step {
  readonly path: readonly number[];
  readonly value: Json;
  readonly key: string;
  readonly way: number;
}

/** The data with one place changed: another value there, a key more, or a key or item less. */
function changed(data: Json, { path, value, key, way }: Step): Json {
  const [at, ...rest] = path;
  if (at === undefined || data === null || typeof data !== 'object') {
    return value;
  }
  if (Array.isArray(data)) {
    const index = at % Math.max(1, data.length);
    const old = data[index];
    const items = old === undefined ? [value] : [changed(old, { path: rest, value, key, way })];
    return data.toSpliced(index, 1, ...(rest.length === 0 && way === 2 ? [] : items));
  }
  const names = Object.keys(data);
  const own = rest.length === 0 && way === 1 ? key : names[at % Math.max(1, names.length)];
  if (own === undefined) {
    return { ...data, [key]: value };
  }
  const { [own]: old, ...others } = data;
  return rest.length === 0 && way === 2
    ? others
    : { ...data, [own]: old === undefined ? value : changed(old, { path: rest, value, key, way }) };
}

let accepted = 0;
let refused = 0;

laws('a file and its schema', () => {
  law(
    'judge a process alike',
    {
      runs: 80,
      afterMany: () => assert.ok(accepted > 0 && refused > 0, `${accepted} accepted, ${refused} refused`),
    },
    fc.property(fc.constantFrom(...Object.keys(FILES)), CHANGES, (file, changes) => {
      const value = changes.reduce<Json>(changed, FILES[file]!);
      const text = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
      const reread = readYaml(text);
      fc.pre(reread.findings.length === 0);
      const problems = readProcess(text, KNOWN).problems.map(({ message }) => message);
      const found = judgedProcess(reread.value);
      if (found.length > 0) {
        refused++;
        assert.ok(problems.length > 0, `The reader takes what the schema refuses: ${found.join('; ')}\n${text}`);
      } else {
        accepted++;
        const formal = problems.filter((message) => !BEYOND_A_SCHEMA.test(message));
        assert.deepEqual(formal, [], `The schema takes what the reader refuses:\n${text}`);
      }
    }),
  );

  law(
    'judge owners alike, with nothing that only one of them knows',
    80,
    fc.property(CHANGES, (changes) => {
      const value = changes.reduce<Json>(changed, OWNERS);
      const text = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
      const reread = readYaml(text);
      fc.pre(reread.findings.length === 0);
      const { findings } = readOwnership(text);
      assert.equal(findings.length === 0, judgedOwnership(reread.value).length === 0, text);
    }),
  );
});
