/**
 * The files that a team starts with: a process, an ownership file, and a template. As written, they change nothing. A line
 * that begins with `#` is an example that works without it; one that begins with `##` explains.
 */

import type { Process } from './process';

/** `.incident-notes/process.yaml`; `names` are the processes that can be extended. */
export function starterProcess(base: Process, names: readonly string[]): string {
  const [gravest] = base.severities;
  const other = base.severities.find(({ name }) => name !== base.defaultSeverity);
  const [first] = base.audiences;
  const lead = base.roles.find(({ leads }) => leads)!;
  const others = names.filter((name) => name !== base.name);
  return `## How we respond to incidents. Whatever isn't here is inherited.
## A line with one # is an example: remove the # (Ctrl+/ or Cmd+/), and change it.
## Changes take effect when you save. Mistakes are underlined, and until you fix them,
## the process you extend is used. With Red Hat's YAML extension, keys are completed
## and explained as you type.

extends: ${base.name} # or ${others.join(', ')}

## Its name in records. Without one, it has the name of the process it extends.
# name: our-team
# label: Our team

## How we say it.
# words:
#   sentence: What's broken, and who's affected?
#   severity: How bad is it?

## Severities: for an inherited one, only what's different. The cadence is the number
## of minutes between updates, by audience.
# severities:
#   - name: ${gravest!.name}
#     meaning: Customers can't work.
#     cadence: { ${first!.name}: 15 }

## Preselected when an incident is declared.
# defaultSeverity: ${(other ?? gravest)!.name}

## At the top of every record: where to meet, and who to call.
# contacts: |
#   - Call: https://meet.example.com/incident
#   - Who is on call: https://pager.example.com/schedule

## Where we meet. Dates and the incident's words are filled in. Updates can name
## channels, such as {{chat}} or {{bridge}}.
# channels:
#   chat: '#inc-{{yy}}-{{mm}}-{{dd}}-{{title}}'
#   bridge: https://meet.example.com/incident

## The first line of a record.
# headline: '{{severity}} {{title}} ({{dd}}.{{mm}}.{{yyyy}})'

## Roles. "remove: true" removes one; remove whatever refers to it as well.
# roles:
#   - id: ${lead.id}
#     meaning: Decides, and makes sure that everyone knows what was decided.
#   - id: support-contact
#     label: Support contact
#     meaning: Tells support what they can say.

## Whether whoever declares an incident leads it until they hand it off.
# declarerLeads: ${base.declarerLeads !== true}

## Steps, by phase and role. Steps under an inherited phase are added to it.
# checklists:
#   - phase: Notify people
#     items:
#       - Tell the account managers
#       - Pause deployments

## What has to be done before a milestone. An exception needs a reason.
# gates:
#   - milestone: closed
#     after: [resolved]

## Common fixes, by kind of cause.
# repairs:
#   - cause: The database is slow
#     actions:
#       - Find the longest-running query and kill it

## Update templates come with the process. Your own are files in \`templates/\`.
`;
}

/** `.incident-notes/ownership.yaml` */
export const STARTER_OWNERSHIP = `## Who owns what: a service or functionality, and its team. An incident's owners are
## listed in its record, and paged if the severity calls for it.
## A line with one # is an example: remove the # (Ctrl+/ or Cmd+/), and change it.

## Matches if an incident names the service, or if the description of what's broken
## has its name or one of its other words.
# auth-api:
#   team: Core services
#   contacts: ['#core-services', '@dana']
#   paging: core-services
#   productLead: '@kim'
#   also: [logging in, sign-up]

## Owns whatever no one else owns.
# default:
#   team: Platform
#   contacts: '#platform'
`;

/** The name of the template below, without \`.md\`. */
export const STARTER_TEMPLATE = 'support-note';

/** `.incident-notes/templates/support-note.md` */
export function starterTemplate({ audiences }: Process): string {
  return `---
## Who it's for. The entry in the record says so.
audience: ${audiences[0]!.name}

## The subject of an email, and when to offer it first: statuses, and the moments
## first, again, new, and hand-off.
# subject: 'For support: {{title}}'
# when: [investigating, identified, again]
---
{{! Names in double braces are filled in. What the record doesn't know is a gap: [ticket]. }}
For support: {{title}} ({{severity}}, {{status}})

If a customer asks, you can say:

> We know about this problem and are working on it. {{#impact}}{{impact}} {{/impact}}{{#nextUpdate}}We'll know more by {{nextUpdate}}.{{/nextUpdate}}

Please add new reports to [ticket].
`;
}
