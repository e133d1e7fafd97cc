/** YAML that was written to cost much, each with how it is refused. */

const laughs = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`).join('\n');
export const BOMBS: [string, 'badYaml' | 'tooLarge'][] = [
  [`l0: &l0 lol\n${laughs}`, 'badYaml'],
  [`a: ${'['.repeat(60_000)}`, 'tooLarge'],
  [`a: ${'{a: '.repeat(15_000)}`, 'tooLarge'],
  [`a: ${'["]",'.repeat(12_000)}`, 'tooLarge'],
  ['- '.repeat(32_000), 'tooLarge'],
  ['? '.repeat(32_000), 'tooLarge'],
  [': '.repeat(32_000), 'tooLarge'],
  ['a: '.repeat(20_000), 'tooLarge'],
  [Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'tooLarge'],
  [Array.from({ length: 10_000 }, (_, i) => `${i}:`).join('\n'), 'tooLarge'],
  [`a: ${'\x20"" '.repeat(3_900)}`, 'badYaml'],
  [']'.repeat(64_000), 'tooLarge'],
  ['a'.repeat(65_537), 'tooLarge'],
  ['"'.repeat(64_000), 'tooLarge'],
];
