import assert from 'node:assert/strict';
import { leadRole, readProcess, roleLabel, severityOf, statusAfter } from '../../../src/core/process/process';
import { builtIn } from '../builtIn';

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
      '21: “to” is missing.',
      '21: There is no key “too” here; “to” was probably meant.',
    );
    refuses('    leads: true', '    leeds: true', '6: There is no key “leeds” here; “leads” was probably meant.');
    refuses('name: small\n', '', '1: “name” is missing.');
    refuses('label: Small', 'label: Small\nzzz: 1', '3: There is no key “zzz” here.');
    refuses('    label: Lead\n', '', '4: “label” is missing.');
    refuses('    leads: true', '    leads: false', '6: “leads” is not one of true.');
    refuses('label: Small', 'label:', '2: “label” is empty.');
    refuses('label: Small', 'label: 5', '2: “label” is not text; put it in quotes.');
    refuses('label: Small', 'label: "a\\nb"', '2: “label” is not one line of text.');
    refuses('label: Small', 'label: " "', '2: “label” is not one line of text.');
    refuses('  - id: lead', '  - id: Lead', '4: “id” is not lower case with hyphens, such as status-page.');
    refuses('  - name: P1', '  - name: "P 1"', '9: “name” is empty, or has white space or a colon.');
    refuses('pages: true', 'pages: maybe', '11: “pages” is not true or false.');
    refuses('      internal: 30', '      internal: half', '13: “cadence.internal” is not a whole number of minutes.');
    refuses('      internal: 30', '      internal: 1.5', '13: “cadence.internal” is not a whole number of minutes.');
    refuses('      internal: 30', '      internal: 0', '13: “cadence.internal” is not a number of minutes.');
    refuses('      internal: 30', '      internal: 1e300', '13: “cadence.internal” is not a number of minutes.');
    refuses('    cadence:\n      internal: 30', '    cadence: 30', '12: “cadence” is not a set of keys.');
    refuses(
      'status: investigating',
      'status: investigated',
      '18: “status” is not one of investigating, identified, mitigated, resolved, closed, canceled, duplicate; “investigating” was probably meant.',
    );
    refuses('      - Breathe', '      - "a\\tb"', '29: Item 1 of “items” is not one line of text.');
    refuses('    items:\n      - Breathe', '    items: []', '28: “items” is an empty list.');
    refuses('    items:\n      - Breathe', '    items: Breathe', '28: “items” is not a list.');
    refuses('  - Call us.', '  ## Timeline', '23: “contacts” has a heading of level 1 or 2, a ruler or a fence.');
    refuses('  - Call us.', '  ```', '23: “contacts” has a heading of level 1 or 2, a ruler or a fence.');
    refuses(
      'label: Small',
      'label: [Small',
      '3: This is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    );
    refuses('label: Small', 'label: &x Small', '2: Anchors and aliases are not read here (&x): write the value out.');
    refuses('name: small', 'constructor: 1\nname: small', '1: There is no key “constructor” here.');
    refuses(SMALL, '', '1: This document is empty.');
    refuses(SMALL, '- 1', '1: This document is not a set of keys.');
    refuses(
      SMALL,
      SMALL.replace('label: Small', 'labl: Small').replace('pages: true', 'pages: 1'),
      ...[
        '1: “label” is missing.',
        '2: There is no key “labl” here; “label” was probably meant.',
        '11: “pages” is not true or false.',
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
    broken('when:', 'wen: 1\n    when:', '33: There is no key “wen” here; “when” was probably meant.');
    broken('{{lead}}', '{{led}}', '34: There is no placeholder “led”; “lead” was probably meant.');
    broken('{{role.lead}}', '{{role.scribe}}', '34: There is no placeholder “role.scribe”.');
    broken('{{lead}}', '{{#lead}}', '34: The section “lead” is never closed: {{/lead}} is missing.');
    broken(
      '    when',
      '    subject: "{{titel}}"\n    when',
      '33: There is no placeholder “titel”; “title” was probably meant.',
    );
    broken('internal', 'intern', '32: There is no audience “intern” here; “internal” was probably meant.');
    broken(
      ', first]',
      ', frist]',
      '33: Item 2 of “when” is not one of investigating, identified, mitigated, resolved, closed, canceled, duplicate, first, again, new, hand-off; “first” was probably meant.',
    );
    broken(
      '- name: note',
      '- { name: note, audience: internal, when: [], text: x }\n  - name: note',
      '32: “note” stands twice in templates.',
    );
  });

  describe('names that fit together', () => {
    refuses('    leads: true\n', '', '3: One role leads, with “leads: true”; here it is 0.');
    refuses(
      'severities:',
      '  - { id: lead, label: Second, leads: true, meaning: Too. }\nseverities:',
      '3: One role leads, with “leads: true”; here it is 2.',
      '8: “lead” stands twice in roles.',
    );
    refuses('defaultSeverity: P1', 'defaultSeverity: P2', '14: There is no severity “P2” here.');
    refuses(
      '  - name: internal',
      '  - name: internals',
      '13: There is no audience “internal” here; “internals” was probably meant.',
    );
    refuses(
      'audiences:',
      'durations:\n  - { label: Time, from: declare, to: zzz }\naudiences:',
      '21: There is no milestone “declare” here; “declared” was probably meant.',
      '21: There is no milestone “zzz” here.',
    );
    refuses('    role: lead', '    role: leader', '27: There is no role “leader” here; “lead” was probably meant.');
    refuses(
      'contacts: |',
      '  - { name: internal, meaning: Us again. }\ncontacts: |',
      '23: “internal” stands twice in audiences.',
    );
    refuses(
      'defaultSeverity:',
      '  - { name: P-1, meaning: Same., pages: false, cadence: {} }\ndefaultSeverity:',
      '14: “p1” stands twice in severities.',
    );
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

    it('names a role by its label, and one of which it knows nothing by its words', () => {
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
