/** Secretlint's recommended rules, and what they don't report. A separate bundle, loaded on first use. */
import { lintSource } from '@secretlint/core';
import { creator as rule } from '@secretlint/secretlint-rule-preset-recommend';
import { findPasswords, hasPlaceholder } from './passwords';

const RULES = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule, options: {} }];

export interface RuleMatch {
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** What it is: `GitHub Token`, `secret` if the rule doesn't say. */
  readonly what: string;
}

/** Returns what the rules find in a text. Reads no file. */
export async function matchRules(content: string): Promise<RuleMatch[]> {
  const { messages } = await lintSource({
    source: { filePath: 'record.md', content, ext: '.md', contentType: 'text' },
    options: { noPhysicFilePath: true, maskSecrets: true, config: { rules: RULES } },
  });
  const found = messages
    .map(({ range: [start, end], message }) => ({ start, end, what: kindIn(message) }))
    .filter(({ start, end }) => !hasPlaceholder(content.slice(start, end)));
  return [...found, ...findPasswords(content)];
}

/** Returns what the library's message names, the secret masked: `found GitHub Token: ****`. */
function kindIn(message: string): string {
  return /^found (?:an? )?([^:(*]{1,60})/i.exec(message)?.[1]?.trim() ?? 'secret';
}
