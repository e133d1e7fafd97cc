import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import { disk, type Disk } from '../../src/store/disk';
import { leaseFile, withLease } from '../../src/store/lease';
import { newFolder } from './folder';

describe('a lease', () => {
  const cases: [string, Partial<Disk>][] = [
    ['', {}],
    [
      ', where the file system has no hard links',
      { link: () => Promise.reject(Object.assign(new Error('ENOTSUP'), { code: 'ENOTSUP' })) },
    ],
  ];
  for (const [where, change] of cases) {
    it(`is one window's at a time, even if another is slow to write its name${where}`, async () => {
      const file = leaseFile(newFolder(), 'record');
      let begun = (): void => undefined;
      const quickBegins = new Promise<void>((resolve) => (begun = resolve));
      let opened = (): void => undefined;
      const slowOpens = new Promise<void>((resolve) => (opened = resolve));
      const slow: Disk = {
        ...disk,
        ...change,
        open: async (...args: Parameters<Disk['open']>) => {
          const handle = await disk.open(...args);
          const write = handle.writeFile.bind(handle);
          handle.writeFile = async (...given) => {
            opened();
            // Longer than the quick one would wait for somebody who was killed.
            await Promise.race([quickBegins, sleep(1500)]);
            return write(...given);
          };
          return handle;
        },
      };
      let [inside, most] = [0, 0];
      const work = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        begun();
        await sleep(100);
        inside--;
      };
      const first = withLease(slow, file, 'notWritten', work);
      await slowOpens;
      await Promise.all([first, withLease({ ...disk, ...change }, file, 'notWritten', work)]);
      assert.equal(most, 1);
    });
  }
});
