import fs from 'node:fs';
import { Checkout, type Command } from './command';

const torture = fs.readdirSync('test/torture').find((name) => name.endsWith('.torture.ts')) ?? '';

/** The ways to end a command from outside. */
const ends = {
  'Ctrl-C': (command: Command) => command.signal('SIGINT', { group: true }),
  'a termination of npm': (command: Command) => command.signal('SIGTERM'),
  'a kill of npm': (command: Command) => command.signal('SIGKILL'),
};

/**
 * What is ended when, and how. All commands go through the same door, so not each needs each way; freshClone.test.ts
 * terminates all of them.
 */
const cases: readonly {
  readonly what: string;
  readonly command: readonly [script: string, ...args: string[]];
  readonly when: RegExp;
  readonly by: readonly (keyof typeof ends)[];
}[] = [
  {
    what: 'npm start',
    command: ['start', '--server'],
    when: /server-main\.js --host/,
    by: ['Ctrl-C', 'a kill of npm'],
  },
  {
    what: 'npm test',
    command: ['test', 'git/fourClones'],
    when: /mocha.*out\/test\/git\.js/,
    by: ['Ctrl-C', 'a termination of npm'],
  },
  {
    what: 'npm test with a window',
    command: ['test', 'e2e/keymap'],
    when: /--type=renderer/,
    by: ['a kill of npm'],
  },
  {
    what: 'npm run bench',
    command: ['bench', 'journal'],
    when: /out\/bench\/journal\.js/,
    by: ['a kill of npm'],
  },
  {
    what: 'npm run torture',
    command: ['torture', torture.replace('.torture.ts', '')],
    when: /out\/torture\/\w+\.js/,
    by: ['Ctrl-C', 'a kill of npm'],
  },
];

describe('ending a command', () => {
  let checkout: Checkout;
  before(() => {
    checkout = new Checkout();
  });
  after(() => checkout.remove());

  for (const {
    what,
    command: [script, ...args],
    when,
    by,
  } of cases) {
    for (const how of by) {
      it(`leaves nothing of ${what} after ${how}`, async () => {
        const command = checkout.run(script, args);
        await command.starts(when);
        ends[how](command);
        await command.isGone();
      });
    }
  }
});
