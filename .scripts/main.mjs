/** Installs the packages, then runs a command of `commands/`. Nothing that is imported here may need a package. */
import fs from 'node:fs';
import { watchCpu } from './process/cpuTime.mjs';
import { end, endWithStarter, ownTemporaryFolder } from './process/ending.mjs';
import { messageOf } from './process/failure.mjs';
import { setUp } from './process/setUp.mjs';

/**
 * Never returns: the program ends with the command's exit code, 0 when it gives none.
 * @param {string | undefined} name a file of `commands/`
 * @param {readonly string[]} args
 */
export async function command(name, args) {
  const names = fs.readdirSync(new URL('commands', import.meta.url)).map((file) => file.replace('.mjs', ''));
  if (name === undefined || !names.includes(name)) {
    console.error(`Unknown command "${name ?? ''}". There are: ${names.join(', ')}.`);
    return end(1);
  }
  endWithStarter({ code: name === 'start' ? 0 : 1 });
  const cpuSeconds = watchCpu(process.pid);
  try {
    ownTemporaryFolder();
    await setUp();
    const { run } = await import(`./commands/${name}.mjs`);
    await end((await run(args, { cpuSeconds })) ?? 0);
  } catch (error) {
    console.error(messageOf(error));
    if (name === 'test') console.log('0 passed, 1 failed');
    await end(1);
  }
}
