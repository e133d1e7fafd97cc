/** Programs that tests run as processes of their own: each is bundled once in this process. */
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { sandbox } from './repositories';

const bundled = new Map<string, string>();

/** Returns the path of the program whose source, from the project's root, is given. */
export function bundleProgram(source: string): string {
  const known = bundled.get(source);
  if (known !== undefined) return known;
  const outfile = join(sandbox, 'programs', `${basename(source, '.ts')}.cjs`);
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    loader: { '.yaml': 'text' },
    logLevel: 'warning',
  });
  bundled.set(source, outfile);
  return outfile;
}
