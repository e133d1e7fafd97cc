/** `npm run format`: formats the code in place. */
import { format } from '../test/checks.mjs';

export async function run() {
  const { output, failed } = await format('--write');
  console.log(output.trimEnd());
  return failed;
}
