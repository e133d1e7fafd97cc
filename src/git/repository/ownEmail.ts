/** The person's address in git's own configuration files, for when git itself doesn't answer. Runs no process. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** git's `user.email` of all repositories; undefined where none is set. Included files and conditions aren't read. */
export async function readOwnEmail(): Promise<string | undefined> {
  const { GIT_CONFIG_GLOBAL: own, XDG_CONFIG_HOME: shared } = process.env;
  const usual = [join(shared || join(homedir(), '.config'), 'git', 'config'), join(homedir(), '.gitconfig')];
  let email: string | undefined;
  for (const file of own ? [own] : usual) {
    // The later file counts, as for git.
    email = readEmail(await readFile(file, 'utf8').catch(() => '')) ?? email;
  }
  return email;
}

/** `user.email` in the text of a configuration file; the last one counts. */
function readEmail(text: string): string | undefined {
  let section = '';
  let email: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, header, rest = ''] = /^\s*\[([^\]"]*?)\s*(?:"[^]*?")?\s*\](.*)$/.exec(line) ?? [];
    if (header !== undefined) {
      section = /"/.test(line.slice(0, line.indexOf(']'))) ? '' : header.toLowerCase();
    }
    const [, value] = /^\s*email\s*=\s*(.*?)\s*$/i.exec(header === undefined ? line : rest) ?? [];
    if (section !== 'user' || value === undefined) {
      continue;
    }
    email = /^"([^"]*)"/.exec(value)?.[1] ?? value.replace(/\s*[#;].*$/, '');
  }
  return email || undefined;
}
