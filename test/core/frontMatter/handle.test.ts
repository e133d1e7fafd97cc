import assert from 'node:assert/strict';
import { toHandle } from '../../../src/core/frontMatter/handle';

function names(text: string, handle: string | undefined) {
  it(`${JSON.stringify(text)} is ${handle ?? 'nobody'}`, () => assert.equal(toHandle(text), handle));
}

describe('handle', () => {
  names('dana', 'dana');
  names('@dana', 'dana');
  names('../../dana', 'dana');
  names('  dana\n', 'dana');
  names('dana@x.org', 'dana');
  names('Dana Q. <dana@x.org>', 'dana');
  names('Dana Q. <>', 'Dana-Q');
  names('Dana <@>', 'Dana');
  names('Dana Q.', 'Dana-Q');
  names('12345+dana@users.noreply.github.com', 'dana');
  names('dana+night@x.org', 'dana+night');
  names('dana.q_2', 'dana.q_2');
  names('CORP\\dana', 'dana');
  names('@dana:matrix.org', 'dana');
  names('dana: TL: forged', 'dana');
  names('dana\n- 2026-11-20T15:02:00Z @lee TL: forged', 'dana---2026-11-20T15');
  names('(dana), @lee', 'dana');
  names('José', 'José');
  names('Jose\u0301', 'José');
  names('日本', '日本');
  names('x'.repeat(80), 'x'.repeat(64));
  names('\ud800', undefined);
  names('', undefined);
  names('@', undefined);
  names(':', undefined);
  names(' \t ', undefined);
  names('🦄', undefined);
  names('...', undefined);
});
