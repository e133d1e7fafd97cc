/** `npm run lint [-- folder …]`: what the compiler does not see, in all of the code or in what is named. */
import { lint } from '../test/checks.mjs';

/** @param {string[]} folders */
export async function run(folders) {
  const { output, failed } = await lint(folders);
  console.log(output.trimEnd());
  return failed;
}
