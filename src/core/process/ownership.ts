/**
 * Who owns what: the team's `.incident-notes/ownership.yaml`, from a functionality or service to its team. Knows the file's
 * form and how to find an owner; the severity decides who is paged.
 */

import * as z from 'zod/mini';
import { found, type Finding, type Found } from '../text/finding';
import { ONE_LINE } from '../text/flatText';
import { rangeOfField } from '../frontMatter/fields';
import { readYaml } from '../frontMatter/hardenedYaml';
import { say } from '../words/say';

export interface Owner {
  /** The functionality or service, as the file has it; `default` for what nobody else owns. */
  readonly name: string;
  readonly team: string;
  /** Channels, handles and addresses. */
  readonly contacts: readonly string[];
  /** How the team is paged. */
  readonly paging?: string;
  /** Who decides about the product. */
  readonly productLead?: string;
  /** Other words for the same. */
  readonly also: readonly string[];
}

const line = z.string().check(z.regex(ONE_LINE, { error: () => say`must be one line of text` }));
const lines = z._default(
  z.union([
    z.array(line),
    z.pipe(
      line,
      z.transform((text) => [text]),
    ),
  ]),
  [],
);
/** Its descriptions are what an editor shows next to a key. */
export const OWNER = z.strictObject({
  team: line.check(z.describe("The team's name.")),
  contacts: lines.check(z.describe('Channels, handles, and addresses.')),
  paging: z.exactOptional(line.check(z.describe('How to page the team.'))),
  productLead: z.exactOptional(line.check(z.describe('Who makes product decisions.'))),
  also: lines.check(z.describe('Other words for the same thing.')),
});
const KEYS = Object.keys(OWNER.shape);

/** Those that can be read, in the file's order; a finding for each that can't. */
export function readOwnership(text: string): {
  readonly owners: readonly Owner[];
  readonly findings: readonly Finding[];
} {
  const { value, document, findings: broken } = readYaml(text);
  if (!document || broken.length > 0 || value === null) {
    return { owners: [], findings: broken };
  }
  const findings: Finding[] = [];
  const find = (what: Found, ...path: string[]): void => {
    const [start, end] = rangeOfField(document, path);
    findings.push({ ...what, start, end });
  };
  if (typeof value !== 'object' || Array.isArray(value)) {
    find(found('services'));
    return { owners: [], findings };
  }
  const owners = Object.entries(value).flatMap(([name, given]): Owner[] => {
    const read = OWNER.safeParse(given);
    if (read.success) {
      return [{ name, ...read.data }];
    }
    for (const issue of read.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        issue.keys.forEach((key) => find(found('key', { name: key, known: KEYS }), name, key));
      } else {
        const key = issue.path[0] === undefined ? name : String(issue.path[0]);
        const absent = issue.path.length > 0 && !Object.hasOwn(given as object, key);
        const form = issue.path.length === 0 ? 'service' : 'serviceText';
        find(found(absent ? 'noService' : form, { name: key }), name, ...(issue.path.length === 0 ? [] : [key]));
      }
    }
    return [];
  });
  return { owners, findings };
}

/**
 * Whose it is: by the services that are named; else by the functionality, `Logging in`; else by `default`. None where the
 * file says nothing of it.
 */
export function ownersOf(
  owners: readonly Owner[],
  { services, functionality }: { readonly services: readonly string[]; readonly functionality: string },
): Owner[] {
  const named = (words: string) =>
    owners.filter(({ name, also }) => [name, ...also].some((own) => folded(own) === folded(words)));
  const byService = [...new Set(services.flatMap(named))];
  if (byService.length > 0) {
    return byService;
  }
  const said = ` ${folded(functionality)} `;
  const spoken = owners.filter(
    ({ name, also }) => name !== 'default' && [name, ...also].some((own) => said.includes(` ${folded(own)} `)),
  );
  return spoken.length > 0 ? spoken : owners.filter(({ name }) => name === 'default');
}

/** For Contacts: `- auth-api: Core services, #core, paging core-services, product lead @kim`. */
export function ownerLine({ name, team, contacts, paging, productLead }: Owner): string {
  const parts = [
    team,
    ...contacts,
    ...(paging === undefined ? [] : [`paging: ${paging}`]),
    ...(productLead === undefined ? [] : [`product lead: ${productLead}`]),
  ];
  return `- ${name === 'default' ? 'Owner' : name}: ${parts.join(', ')}`;
}

/** Returns the steps by which owners learn of it: `Page Core services (auth-api): core-services`; paged when the severity says so. */
export function ownerSteps(owners: readonly Owner[], pages: boolean): string[] {
  return owners.flatMap(({ name, team, contacts, paging, productLead }) => {
    const what = name === 'default' ? team : `${team} (${name})`;
    const way = pages && paging !== undefined ? paging : contacts.join(', ');
    const told = `${pages ? 'Page' : 'Tell'} ${what}${way === '' ? '' : `: ${way}`}`;
    return [told, ...(productLead === undefined ? [] : [`Tell the product lead: ${productLead}`])];
  });
}

/** Letters and digits in lower case, with single blanks between the words: `auth-api` and `Auth API` are one. */
function folded(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
