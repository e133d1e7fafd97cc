/** Records of any length for the benches, and the plain scan that they are measured against. */

/** Returns a record with `count` entries, one every ten seconds, in the form that the tool writes. */
export function recordOf(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const instant = `${new Date(Date.UTC(2026, 10, 20) + index * 10_000).toISOString().slice(0, 19)}Z`;
    const words = `entry ${index}: listeners are missing from the load balancer in zone ${index % 7}`;
    switch (index % 10) {
      case 3:
        return `- [ ] ${instant} @lee TODO: ${words} (owner @jo, due 2026-11-27)`;
      case 5:
        return `- ${instant} @dana UPDATE internal: ${words}\n  \`\`\`\n  0 of 2 listeners healthy\n  \`\`\``;
      case 8:
        return `- ${instant} @emily HYPOTHESIS open: ${words}`;
      default:
        return `- ${instant} @dana TL: ${words}`;
    }
  });
  return `${HEAD}${lines.join('\n')}\n\n## Checklists\n\n- [ ] tell support\n- [x] tell sales\n`;
}

const HEAD = `---
format: 1
id: 2026-11-20-logging-in-is-broken-for-all-users
title: Logging in is broken for all users
process: incident-manager
severity: SEV-1
status: investigating
milestones:
  declared: 2026-11-20T00:00:00Z
roles:
  commander: "@dana"
services: [auth-api]
---
# [inc-26-11-20-SEV-1] Logging in is broken for all users

## Contacts

Call the team.

## Summary

Nobody can sign in.

## Timeline

`;

export interface Scanned {
  readonly instant: number;
  readonly author: string;
  readonly kind: string;
  readonly qualifier: string;
  readonly start: number;
}

const ENTRY = /^- (?:\[[ x]\] )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) @(\S+) ([A-Z]+)(?: ([^:\n]+))?:/gm;

/**
 * The floor: one pass with one regular expression that makes an object for each entry, its instant as a number, and checks
 * nothing else: no fence, no heading, no continuation line, no day of the calendar.
 */
export function plainScan(text: string): Scanned[] {
  const found: Scanned[] = [];
  ENTRY.lastIndex = text.indexOf('## Timeline\n');
  for (let match = ENTRY.exec(text); match; match = ENTRY.exec(text)) {
    const [, instant, author, kind, qualifier = ''] = match;
    found.push({ instant: Date.parse(instant!), author: author!, kind: kind!, qualifier, start: match.index });
  }
  return found;
}
