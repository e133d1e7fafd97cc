/** The real file system with something in the way: a test is told of every effect and may let it fail. */

import { disk, type Disk } from '../../src/store/disk';

/**
 * What becomes of an effect, by the name of its function: nothing special, or `fail` instead of it. Of a write, half of
 * the bytes are written first.
 */
export type Interference = (effect: string) => { readonly fail: () => Promise<never> } | undefined;

type Handle = Awaited<ReturnType<Disk['open']>>;
type Call = (...args: unknown[]) => Promise<unknown>;

const HANDLE_EFFECTS = [
  'appendFile',
  'writeFile',
  'datasync',
  'sync',
  'truncate',
  'utimes',
  'chown',
  'chmod',
  'close',
  'stat',
];

/** The file system of which `interfere` is asked before each effect; with another system's rules where one is given. */
export function faultyDisk(interfere: Interference, platform = disk.platform): Disk {
  const effects = Object.entries(disk).filter(([name]) => name !== 'platform');
  const functions = effects.map(([name, real]) => {
    const call: Call = async (...args) => {
      await interfere(name)?.fail();
      const result = await (real as Call)(...args);
      return name === 'open' ? faultyHandle(result as Handle, interfere) : result;
    };
    return [name, call];
  });
  return { ...Object.fromEntries(functions), platform } as Disk;
}

/** Lets the effect number `wanted` (counted from 1) fail with a code. Says how many effects there were. */
export function failOnce(wanted: number, code: string): { disk: Disk; count: () => number; failed: () => string } {
  let [count, failed] = [0, ''];
  const interfere: Interference = (effect) => {
    if (++count !== wanted) return undefined;
    failed = effect;
    return { fail: () => Promise.reject(Object.assign(new Error(`${code}: ${effect}`), { code })) };
  };
  return { disk: faultyDisk(interfere), count: () => count, failed: () => failed };
}

function faultyHandle(handle: Handle, interfere: Interference): Handle {
  for (const name of HANDLE_EFFECTS) {
    const methods = handle as unknown as Record<string, Call>;
    const real = methods[name]!.bind(handle);
    methods[name] = async (...args) => {
      const interference = interfere(name);
      if (interference && (name === 'appendFile' || name === 'writeFile')) {
        const bytes = Buffer.from(args[0] as string);
        await real(bytes.subarray(0, bytes.length / 2));
      }
      if (interference && name === 'close') {
        await real();
      }
      await interference?.fail();
      return real(...args);
    };
  }
  return handle;
}
