/** Histories of clones of a record, and merges: each law of them 10,000 times. */
import '../property/recordMerge.test';
import '../property/recordSteps.test';
import { known } from '../property/law';
import { torture } from './budget';
import { tryLaws } from './tryLaws';

void torture('histories', { count: 10_000 }, (run) => tryLaws(run, known));
