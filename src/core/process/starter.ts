/**
 * The files that a team begins with: its process, who owns what, a template of its own. As written they change nothing;
 * a line that begins with one `#` is an example that holds without it, one that begins with two explains. Knows no disk.
 */

import type { Process } from './process';

/** `.incident-notes/process.yaml`; `names` are the processes that can be extended. */
export function starterProcess(base: Process, names: readonly string[]): string {
  const [gravest] = base.severities;
  const other = base.severities.find(({ name }) => name !== base.defaultSeverity);
  const [first] = base.audiences;
  const lead = base.roles.find(({ leads }) => leads)!;
  const others = names.filter((name) => name !== base.name);
  return `## How we work on incidents. What does not stand here is inherited.
## A line with one # is an example: take the # away (Ctrl+/ or Cmd+/), and change it.
## A saved change counts at once. A mistake is underlined, and until it is mended the
## process that is extended serves. With the YAML extension of Red Hat, keys are
## completed and explained while you type.

extends: ${base.name} # or ${others.join(', ')}

## What records call it; without a name of its own, as what it extends.
# name: our-team
# label: Our team

## How we say it.
# words:
#   sentence: What is how, for whom?
#   severity: How bad is it?

## Severities: of an inherited one, only what is different. The cadence is in minutes
## between two updates, by audience.
# severities:
#   - name: ${gravest!.name}
#     meaning: Customers cannot work.
#     cadence: { ${first!.name}: 15 }

## The one that is selected when an incident is declared.
# defaultSeverity: ${(other ?? gravest)!.name}

## The head of every record: where to meet, whom to call.
# contacts: |
#   - Call: https://meet.example.com/incident
#   - Who is on call: https://pager.example.com/schedule

## Where we meet. Dates and the incident’s words are filled in; updates name channels,
## as {{chat}} or {{bridge}}.
# channels:
#   chat: '#inc-{{yy}}-{{mm}}-{{dd}}-{{title}}'
#   bridge: https://meet.example.com/incident

## The first line of a record.
# headline: '{{severity}} {{title}} ({{dd}}.{{mm}}.{{yyyy}})'

## Roles. “remove: true” takes one away, and what names it must go with it.
# roles:
#   - id: ${lead.id}
#     meaning: Decides, and sees to it that everybody knows what was decided.
#   - id: support-contact
#     label: Support contact
#     meaning: Tells support what they may answer.

## Steps, by phase and role. Under an inherited phase they are added.
# checklists:
#   - phase: Tell the others
#     items:
#       - Tell the account managers
#       - Stop the deployments

## What must hold before a milestone; an exception needs a reason.
# gates:
#   - milestone: closed
#     after: [resolved]

## What usually helps, by kind of cause.
# repairs:
#   - cause: The database is slow
#     actions:
#       - Look for the longest query, and end it

## Texts for updates come with the process; your own are files in \`templates/\`.
`;
}

/** `.incident-notes/ownership.yaml` */
export const STARTER_OWNERSHIP = `## Who owns what: a service or functionality, and its team. The owners stand in the
## record of an incident, and are paged where the severity says so.
## A line with one # is an example: take the # away (Ctrl+/ or Cmd+/), and change it.

## Meant where the service is named, or where its name or one of its other words
## stands in what is broken.
# auth-api:
#   team: Core services
#   contacts: ['#core-services', '@dana']
#   paging: core-services
#   productLead: '@kim'
#   also: [logging in, sign-up]

## Whose it is when nobody else owns it.
# default:
#   team: Platform
#   contacts: '#platform'
`;

/** The name of the template below, without \`.md\`. */
export const STARTER_TEMPLATE = 'support-note';

/** `.incident-notes/templates/support-note.md` */
export function starterTemplate({ audiences }: Process): string {
  return `---
## Whom it is written for; the entry in the record says so.
audience: ${audiences[0]!.name}

## Of a mail; and when it is offered first: statuses, and the moments first, again,
## new and hand-off.
# subject: 'For support: {{title}}'
# when: [investigating, identified, again]
---
{{! What stands in two braces is filled in. What the record does not say is a gap: [ticket]. }}
For support: {{title}} ({{severity}}, {{status}})

If somebody asks, you may say:

> We know of it, and we are working on it. {{#impact}}{{impact}} {{/impact}}{{#nextUpdate}}We will know more by {{nextUpdate}}.{{/nextUpdate}}

Please add new reports to [ticket].
`;
}
