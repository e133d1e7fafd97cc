/**
 * The maintained rules that tell a secret from other words (secretlint's recommended ones), and what they leave out; a bundle
 * of its own, loaded on first use.
 */
import { lintSource } from '@secretlint/core';
import { creator as rule } from '@secretlint/secretlint-rule-preset-recommend';
import { findPasswords, hasPlaceholder } from './passwords';

const RULES = [{ id: '@secretlint/secretlint-rule-preset-recommend', rule, options: {} }];

export interface RuleMatch {
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** What the rule says, the secret masked: `found GitHub Token: ****`. */
  readonly message: string;
}

/** What the rules find in a text. Reads no file. */
export async function matchRules(content: string): Promise<RuleMatch[]> {
  const { messages } = await lintSource({
    source: { filePath: 'record.md', content, ext: '.md', contentType: 'text' },
    options: { noPhysicFilePath: true, maskSecrets: true, config: { rules: RULES } },
  });
  const found = messages
    .map(({ range: [start, end], message }) => ({ start, end, message }))
    .filter(({ start, end }) => !hasPlaceholder(content.slice(start, end)));
  return [...found, ...findPasswords(content).map(({ what, ...place }) => ({ ...place, message: `found ${what}` }))];
}
