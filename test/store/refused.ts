/** How a test says that something was refused. */

import { strict as assert } from 'node:assert';
import { Refusal } from '../../src/core/text/refusal';

/** For `assert.rejects`: a refusal whose sentence matches. */
export const refused =
  (sentence: RegExp) =>
  (error: unknown): true => {
    assert.ok(error instanceof Refusal, String(error));
    assert.match(error.message, sentence);
    return true;
  };
