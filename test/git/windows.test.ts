/** Four windows of one repository; with many entries it's test/torture/writers.torture.ts. */
import { windowsAtOnce } from './writers';

describe('four windows of one repository', () => {
  it('commit 16 of 16 entries, and leave the index as the branch is', () => windowsAtOnce(4));
});
