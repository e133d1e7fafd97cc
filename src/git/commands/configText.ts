/** Reads git's configuration files as text, for when there's no time to ask git. Runs no process. */

/** One setting; `remote.origin.url`: lower case but for the middle part, as git prints it. */
export interface Setting {
  readonly key: string;
  readonly value: string;
}

/** Returns the settings of a configuration file's text, in its order. Lines that git wouldn't accept are passed over. */
export function readConfigText(text: string): Setting[] {
  const settings: Setting[] = [];
  let section: string | undefined;
  // A line continues where it ends in a backslash.
  for (const line of text
    .replace(/^\ufeff/, '')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/)) {
    const header = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/.exec(line);
    if (header) {
      const [, name = '', middle] = header;
      section = name.toLowerCase() + (middle === undefined ? '' : `.${middle.replace(/\\(.)/g, '$1')}`);
    }
    const [, name, value] = /^\s*([a-z][\w-]*)\s*(?:=(.*)|[#;].*)?$/i.exec(header?.[3] ?? line) ?? [];
    if (section !== undefined && name !== undefined) {
      settings.push({
        key: `${section}.${name.toLowerCase()}`,
        value: value === undefined ? 'true' : readValue(value),
      });
    }
  }
  return settings;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' };

/** Without quotation marks, comments, and blanks around. */
function readValue(written: string): string {
  let [value, kept, quoted] = ['', 0, false];
  for (let at = 0; at < written.length; at++) {
    const character = written[at]!;
    if (character === '"') {
      quoted = !quoted;
    } else if (!quoted && /[#;]/.test(character)) {
      break;
    } else if (character === '\\') {
      const escaped = written[++at] ?? '';
      value += ESCAPES[escaped] ?? escaped;
    } else if (quoted || value !== '' || !/\s/.test(character)) {
      value += character;
    }
    if (quoted || !/\s/.test(character)) {
      kept = value.length;
    }
  }
  return value.slice(0, kept);
}
