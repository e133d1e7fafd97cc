import assert from 'node:assert/strict';
import {
  leadRole,
  readParsedProcess,
  readProcess,
  roleLabel,
  severityOf,
  statusAfter,
} from '../../../src/core/process/process';
import defaultJson from '../../../src/processes/default.yaml?json';
import mnxJson from '../../../src/processes/mnx.yaml?json';
import { builtIn, NAMES } from '../builtIn';

const SMALL = `name: small
label: Small
roles:
  - id: lead
    label: Lead
    leads: true
    meaning: Leads.
severities:
  - name: P1
    meaning: Bad.
    pages: true
    cadence:
      internal: 30
defaultSeverity: P1
milestones:
  - name: declared
    meaning: Said.
    status: investigating
    askedFor: false
audiences:
  - name: internal
    meaning: Us.
contacts: |
  - Call us.
checklists:
  - phase: Declare
    role: lead
    items:
      - Breathe
`;

/** `before` is a piece of the small process, replaced by `after`; the expected problems are `line: message`. */
function refuses(before: string, after: string, ...expected: string[]) {
  it(`refuses ${JSON.stringify(after).slice(0, 50)} for ${JSON.stringify(before).slice(0, 40)}`, () => {
    assert.ok(SMALL.includes(before));
    const { process, problems } = readProcess(SMALL.replace(before, after));
    assert.equal(process, undefined);
    assert.deepEqual(
      problems.map(({ line, message }) => `${line}: ${message}`),
      expected,
    );
  });
}

function reads(before: string, after: string) {
  it(`reads ${JSON.stringify(after).slice(0, 50)}`, () => {
    assert.ok(SMALL.includes(before));
    assert.deepEqual(readProcess(SMALL.replace(before, after)).problems, []);
  });
}

describe('process', () => {
  describe('a document', () => {
    reads('label: Small', 'label: "Smäll: ✓"');
    reads('    role: lead\n', '');
    reads('    status: investigating\n', '');
    reads('    cadence:\n      internal: 30\n', '    cadence: {}\n');
    reads('checklists:\n  - phase: Declare\n    role: lead\n    items:\n      - Breathe\n', 'checklists: []\n');
    reads('    meaning: Us.', '    open: true\n    meaning: Us.');
    reads('audiences:', 'durations:\n  - { label: Time to declare, from: declared, to: declared }\naudiences:');
    refuses(
      'audiences:',
      'durations:\n  - { label: Time, from: declared, too: declared }\naudiences:',
      '21: "to" is missing.',
      '21: Unknown key "too". Did you mean "to"?',
    );
    refuses('    leads: true', '    leeds: true', '6: Unknown key "leeds". Did you mean "leads"?');
    refuses('name: small\n', '', '1: "name" is missing.');
    refuses('label: Small', 'label: Small\nzzz: 1', '3: Unknown key "zzz".');
    refuses('    label: Lead\n', '', '4: "label" is missing.');
    refuses('    leads: true', '    leads: false', '6: "leads" must be true.');
    refuses('label: Small', 'label:', '2: "label" is empty.');
    refuses('label: Small', 'label: 5', '2: "label" must be text. Put it in quotes.');
    refuses('label: Small', 'label: "a\\nb"', '2: "label" must be one line of text.');
    refuses('label: Small', 'label: " "', '2: "label" must be one line of text.');
    refuses('  - id: lead', '  - id: Lead', '4: "id" must be lowercase with hyphens, such as status-page.');
    refuses('  - name: P1', '  - name: "P 1"', `9: "name" can't be empty or contain spaces or a colon.`);
    refuses('pages: true', 'pages: maybe', '11: "pages" must be true or false.');
    refuses('      internal: 30', '      internal: half', '13: "cadence.internal" must be a whole number of minutes.');
    refuses('      internal: 30', '      internal: 1.5', '13: "cadence.internal" must be a whole number of minutes.');
    refuses('      internal: 30', '      internal: 0', '13: "cadence.internal" must be a number of minutes.');
    refuses('      internal: 30', '      internal: 1e300', '13: "cadence.internal" must be a number of minutes.');
    refuses(
      '    cadence:\n      internal: 30',
      '    cadence: 30',
      '12: "cadence" must be a set of "key: value" lines.',
    );
    refuses(
      'status: investigating',
      'status: investigated',
      '18: "status" must be investigating, identified, mitigated, resolved, closed, canceled, or duplicate. Did you mean "investigating"?',
    );
    refuses('      - Breathe', '      - "a\\tb"', '29: Item 1 of "items" must be one line of text.');
    refuses('    items:\n      - Breathe', '    items: []', '28: "items" must have at least one item.');
    refuses('    items:\n      - Breathe', '    items: Breathe', '28: "items" must be a list.');
    refuses(
      '  - Call us.',
      '  ## Timeline',
      `23: "contacts" can't contain a level 1 or 2 heading, a horizontal rule, or a code fence.`,
    );
    refuses(
      '  - Call us.',
      '  ```',
      `23: "contacts" can't contain a level 1 or 2 heading, a horizontal rule, or a code fence.`,
    );
    refuses(
      'label: Small',
      'label: [Small',
      "3: This isn't valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
    );
    refuses(
      'label: Small',
      'label: &x Small',
      "2: Anchors and aliases aren't supported here (&x). Write out the value.",
    );
    refuses('name: small', 'constructor: 1\nname: small', '1: Unknown key "constructor".');
    refuses(SMALL, '', '1: This document is empty.');
    refuses(SMALL, '- 1', '1: This document must be a set of "key: value" lines.');
    refuses(
      SMALL,
      SMALL.replace('label: Small', 'labl: Small').replace('pages: true', 'pages: 1'),
      ...[
        '1: "label" is missing.',
        '2: Unknown key "labl". Did you mean "label"?',
        '11: "pages" must be true or false.',
      ],
    );
  });

  describe('templates of updates', () => {
    const TEMPLATE = `      - Breathe
templates:
  - name: note
    audience: internal
    when: [investigating, first]
    text: |
      Hello {{lead}}, {{role.lead}}, {{milestone.declared}}
`;
    const broken = (before: string, after: string, ...expected: string[]) =>
      refuses('      - Breathe\n', TEMPLATE.replace(before, after), ...expected);
    reads('      - Breathe\n', TEMPLATE);
    reads('      - Breathe\n', '      - Breathe\ntemplates: []\n');
    broken('when:', 'wen: 1\n    when:', '33: Unknown key "wen". Did you mean "when"?');
    broken('{{lead}}', '{{led}}', '34: Unknown placeholder "led". Did you mean "lead"?');
    broken('{{role.lead}}', '{{role.scribe}}', '34: Unknown placeholder "role.scribe".');
    broken('{{lead}}', '{{#lead}}', '34: The section "lead" is never closed: {{/lead}} is missing.');
    broken('    when', '    subject: "{{titel}}"\n    when', '33: Unknown placeholder "titel". Did you mean "title"?');
    broken('internal', 'intern', '32: Unknown audience "intern". Did you mean "internal"?');
    broken(
      ', first]',
      ', frist]',
      '33: Item 2 of "when" must be investigating, identified, mitigated, resolved, closed, canceled, duplicate, first, again, new, or hand-off. Did you mean "first"?',
    );
    broken(
      '- name: note',
      '- { name: note, audience: internal, when: [], text: x }\n  - name: note',
      '32: "note" appears twice in templates.',
    );
  });

  describe('names that fit together', () => {
    refuses('    leads: true\n', '', '3: Exactly one role must have "leads: true", but none has it.');
    refuses(
      'severities:',
      '  - { id: lead, label: Second, leads: true, meaning: Too. }\nseverities:',
      '3: Exactly one role must have "leads: true", but 2 have it.',
      '8: "lead" appears twice in roles.',
    );
    refuses('defaultSeverity: P1', 'defaultSeverity: P2', '14: Unknown severity "P2".');
    refuses('  - name: internal', '  - name: internals', '13: Unknown audience "internal". Did you mean "internals"?');
    refuses(
      'audiences:',
      'durations:\n  - { label: Time, from: declare, to: zzz }\naudiences:',
      '21: Unknown milestone "declare". Did you mean "declared"?',
      '21: Unknown milestone "zzz".',
    );
    refuses('    role: lead', '    role: leader', '27: Unknown role "leader". Did you mean "lead"?');
    refuses(
      'contacts: |',
      '  - { name: internal, meaning: Us again. }\ncontacts: |',
      '23: "internal" appears twice in audiences.',
    );
    refuses(
      'defaultSeverity:',
      '  - { name: P-1, meaning: Same., pages: false, cadence: {} }\ndefaultSeverity:',
      '14: "p1" appears twice in severities.',
    );
  });

  it('says of two organizations that the declarer leads', () => {
    assert.deepEqual(
      NAMES.filter((name) => builtIn(name).declarerLeads === true),
      ['mnx', 'mozmeao'],
    );
  });

  it('can say otherwise than the process that it extends', () => {
    const known = { names: NAMES, find: builtIn };
    assert.equal(readProcess('extends: mnx\ndeclarerLeads: false\n', known).process!.declarerLeads, false);
    assert.equal(readProcess('extends: default\ndeclarerLeads: true\n', known).process!.declarerLeads, true);
  });

  describe('the default', () => {
    it('is led by the incident commander', () => assert.equal(leadRole(builtIn('default')).id, 'incident-commander'));

    it('has the severities SEV-1 to SEV-4 and starts with SEV-2', () => {
      const { severities, defaultSeverity } = builtIn('default');
      assert.deepEqual(
        severities.map(({ name, pages, cadence }) => [name, pages, cadence['internal']]),
        [
          ['SEV-1', true, 30],
          ['SEV-2', true, 30],
          ['SEV-3', false, 120],
          ['SEV-4', false, undefined],
        ],
      );
      assert.equal(defaultSeverity, 'SEV-2');
    });

    it('sets the status by milestones', () => {
      const process = builtIn('default');
      const after = Object.fromEntries(process.milestones.map(({ name }) => [name, statusAfter(process, name)]));
      assert.deepEqual(after, {
        started: undefined,
        detected: undefined,
        declared: 'investigating',
        acknowledged: undefined,
        identified: 'identified',
        mitigated: 'mitigated',
        resolved: 'resolved',
        closed: 'closed',
        reopened: 'investigating',
        canceled: 'canceled',
        duplicate: 'duplicate',
      });
      assert.equal(statusAfter(process, 'unheard-of'), undefined);
    });

    it('measures from milestone to milestone', () => {
      assert.deepEqual(
        builtIn('default').durations.map(({ label, from, to }) => `${label}: ${to} - ${from}`),
        [
          'Time to detect: detected - started',
          'Time to declare: declared - detected',
          'Time to identify: identified - declared',
          'Time to mitigate: mitigated - started',
          'Time to resolve: resolved - started',
        ],
      );
    });

    it('names a role by its label, and an unknown role by its words', () => {
      const names = ['scribe', 'line-to-the-vendor', ''].map((role) => roleLabel(builtIn('default'), role));
      assert.deepEqual(names, ['Scribe', 'Line to the vendor', '']);
    });

    it('finds a severity as people write it', () => {
      const process = builtIn('default');
      assert.deepEqual(
        ['SEV-1', 'sev1', 'Sev 3', 'SEV-9', '', '-'].map((name) => severityOf(process, name)?.name),
        ['SEV-1', 'SEV-1', 'SEV-3', undefined, undefined, undefined],
      );
    });
  });
});

describe('a process that the build has parsed', () => {
  const known = { names: ['default'], find: () => builtIn('default') };
  it('is the one in its file', () => {
    assert.deepEqual(readParsedProcess(JSON.parse(defaultJson), known), builtIn('default'));
    assert.deepEqual(readParsedProcess(JSON.parse(mnxJson), known), builtIn('mnx'));
  });
  it('is refused if it has a mistake', () => {
    assert.equal(readParsedProcess({ name: 'half' }, known), undefined);
  });
});
