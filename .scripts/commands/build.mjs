/** `npm run build [-- --development]`: bundles the extension into `dist/`. A development build has source maps. */
import { buildExtension } from '../build/build.mjs';

/** @param {string[]} args */
export async function run(args) {
  const { sizes } = await buildExtension({ development: args.includes('--development') });
  for (const [name, size] of Object.entries(sizes)) console.log(`dist/${name}.js ${(size / 1000).toFixed(1)} kB`);
}
