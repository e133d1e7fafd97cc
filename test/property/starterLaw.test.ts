import fc from 'fast-check';
import { starterProcess } from '../../src/core/process/starter';
import { builtIn, NAMES } from '../core/builtIn';
import { law, laws } from './law';
import { readStarter } from './starterExamples';

laws('the starter of any process', () => {
  law(
    'holds with any of its examples',
    12,
    fc.property(
      fc.constantFrom(...NAMES),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      (name, chosen) => void readStarter(starterProcess(builtIn(name), NAMES), (index) => chosen[index] ?? false),
    ),
  );
});
