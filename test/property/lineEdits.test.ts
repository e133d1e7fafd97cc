import fc from 'fast-check';
import { lineEdits } from '../../src/core/text/lineEdits';
import { applyEdits } from '../../src/core/text/textEdit';
import { law, laws } from './law';

laws('edits of whole lines', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', '\r'), { maxLength: 12 }).map((all) => all.join('\n'));
  law(
    'make any text of any other',
    300,
    fc.property(lines, lines, (before, after) => applyEdits(before, lineEdits(before, after)) === after),
  );
});
