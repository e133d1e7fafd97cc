/**
 * `npm run release -- v1.2.3 [--publish]`: checks that the tag, the manifest, and the changes name one version, and packs it. With
 * `--publish` both marketplaces get that one file, with the tokens in VSCE_PAT and OVSX_PAT; without it nothing leaves the machine.
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { packExtension } from '../build/package.mjs';
import { Failure } from '../process/failure.mjs';
import { inRoot } from '../process/project.mjs';
import { runOrThrow } from '../process/run.mjs';

/** The marketplaces' own tools, each with the variable that its token is in. */
const MARKETPLACES = [
  { name: 'Visual Studio Marketplace', tool: '@vscode/vsce@3.9.2', token: 'VSCE_PAT' },
  { name: 'Open VSX', tool: 'ovsx@1.4.0', token: 'OVSX_PAT' },
];

/** @param {string[]} args */
export async function run(args) {
  const [tag = ''] = args.filter((each) => !each.startsWith('-'));
  const { name, version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));
  const [, newest] = /^## (.+)$/m.exec(fs.readFileSync(inRoot('CHANGELOG.md'), 'utf8')) ?? [];
  if (tag !== `v${version}`) {
    throw new Failure(`Can't release "${tag}": package.json has version ${version}. Its tag would be v${version}.`);
  }
  if (newest !== version) {
    throw new Failure(`Can't release ${version}: CHANGELOG.md begins with "${newest}". Name the version there.`);
  }
  const publishing = args.includes('--publish');
  const lacking = MARKETPLACES.filter(({ token }) => !process.env[token]);
  if (publishing && lacking.length > 0) {
    throw new Failure(`Can't publish: ${lacking.map(({ token }) => token).join(' and ')} must hold a token.`);
  }
  const file = inRoot(`${name}-${version}.vsix`);
  await packExtension(file);
  const hash = crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  console.log(`${hash}  ${path.basename(file)}`);
  for (const { name: marketplace, tool } of MARKETPLACES) {
    const command = ['npx', '--yes', tool, 'publish', '--packagePath', file];
    console.log(`${publishing ? 'Publishing on' : 'Would publish on'} ${marketplace}: ${command.join(' ')}`);
    if (publishing) await runOrThrow(command[0] ?? '', command.slice(1), { live: true });
  }
}
