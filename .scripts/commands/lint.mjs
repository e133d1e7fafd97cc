/** `npm run lint`: what the compiler does not see. */
import { checks } from '../test/checks.mjs';

export async function run() {
  const { output, failed } = (await checks.lint?.()) ?? { output: '', failed: 1 };
  console.log(output.trimEnd());
  return failed;
}
