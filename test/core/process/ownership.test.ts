import assert from 'node:assert/strict';
import { ownerLine, ownersOf, ownerSteps, readOwnership } from '../../../src/core/process/ownership';

const FILE = `auth-api:
  team: Core services
  contacts: ['#core', '@dana']
  paging: core-services
  productLead: '@kim'
  also: [logging in, Sign-up]
mail:
  team: Messaging
  contacts: '#mail'
default:
  team: Platform
`;
const { owners: OWNERS } = readOwnership(FILE);

function owns(services: string[], functionality: string, ...expected: string[]) {
  it(`${JSON.stringify(services)} and “${functionality}” belong to ${expected.join(' and ') || 'nobody'}`, () => {
    const found = ownersOf(OWNERS, { services, functionality });
    assert.deepEqual(
      found.map(({ team }) => team),
      expected,
    );
  });
}

function finds(text: string, ...expected: string[]) {
  it(`finds in ${JSON.stringify(text)} ${JSON.stringify(expected)}`, () => {
    const { findings } = readOwnership(text);
    assert.deepEqual(
      findings.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`),
      expected,
    );
  });
}

describe('ownership', () => {
  owns(['auth-api'], 'Mail', 'Core services');
  owns(['Auth API', 'mail', 'AUTH_API'], '', 'Core services', 'Messaging');
  owns([], 'Logging in', 'Core services');
  owns([], 'the sign up page', 'Core services');
  owns(['unknown'], 'Mail delivery', 'Messaging');
  owns([], 'Mailing lists', 'Platform');
  owns([], '', 'Platform');
  owns(['default'], '', 'Platform');

  it('has no owner if none is named', () => {
    assert.deepEqual(ownersOf([], { services: ['x'], functionality: 'y' }), []);
    assert.deepEqual(readOwnership(''), { owners: [], findings: [] });
    assert.deepEqual(readOwnership('# nothing yet\n'), { owners: [], findings: [] });
  });

  it('becomes contacts and steps', () => {
    assert.deepEqual(OWNERS.map(ownerLine), [
      '- auth-api: Core services, #core, @dana, paging: core-services, product lead: @kim',
      '- mail: Messaging, #mail',
      '- Owner: Platform',
    ]);
    assert.deepEqual(ownerSteps(OWNERS, true), [
      'Page Core services (auth-api): core-services',
      'Tell the product lead: @kim',
      'Page Messaging (mail): #mail',
      'Page Platform',
    ]);
    assert.equal(ownerSteps(OWNERS, false)[0], 'Tell Core services (auth-api): #core, @dana');
  });

  it('keeps what can be read', () => {
    const { owners, findings } = readOwnership('a: { team: A }\nb: { tem: B }\n');
    assert.deepEqual(
      owners.map(({ team }) => team),
      ['A'],
    );
    assert.equal(findings.length, 2);
  });

  finds('b: { tem: B }', '{ tem: B }: "team" is missing.', 'B: Unknown key "tem". Did you mean "team"?');
  finds('a: 5', '5: "a" must have "team:" and the other fields below it.');
  finds('a: { team: 5 }', '5: "team" must be one line of text.');
  finds('a: { team: A, contacts: [1] }', '[1]: "contacts" must be one line of text.');
  finds('a: { team: "A\\nB" }', '"A\\nB": "team" must be one line of text.');
  finds('- a', ': This file must have a line "service:" for each service, with "team:" and the other fields below it.');
  finds('a: &x { team: A }', "&x: Anchors and aliases aren't supported here (&x). Write out the value.");
});
