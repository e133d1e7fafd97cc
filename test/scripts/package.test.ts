import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What an expression gives, as JSON, with a module of .scripts/build as `it`; the error's message where it throws. */
function evaluate(module: string, expression: string): unknown {
  const url = pathToFileURL(path.resolve('.scripts/build', `${module}.mjs`)).href;
  const program = `import * as it from '${url}';
    try { console.log(JSON.stringify(${expression})); } catch (error) { console.log(JSON.stringify(error.message)); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return stdout === '' ? stderr : JSON.parse(stdout);
}

const page = (markdown: string): unknown =>
  evaluate('detailsPage', `it.detailsPage(${JSON.stringify(markdown)}, { repository: 'https://example.com/r' })`);

describe('the package', () => {
  const packed = (name: string): string => fs.readFileSync(path.join('out/package', name), 'utf8');

  it('has a details page that shows its pictures and leads nowhere else than to the web', () => {
    const targets = [...packed('README.md').matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
    assert.ok(targets.some((target) => target.startsWith('data:image/png;base64,')));
    assert.deepEqual(
      targets.filter((target) => !/^(https:|#|data:image\/png)/.test(target)),
      [],
    );
  });

  it('has the license of each package that it contains', () => {
    const notices = packed('THIRD_PARTY_NOTICES.txt');
    for (const name of ['gray-matter', 'luxon', 'remark', 'simple-git', 'yaml', 'zod']) {
      assert.match(
        notices,
        new RegExp(`^${name} [\\d.]+ \\((MIT|ISC)\\)\\n\\n[^]*?Permission (is hereby granted|to use)`, 'm'),
      );
    }
    assert.doesNotMatch(notices, /^mocha /m);
  });

  it('is not made from a README with a dead link', () => {
    assert.match(
      String(page('See [one](docs/record.md#x), [two](#here), ![three](media/icon.png).')),
      /^See \[one\]\(https:\/\/example\.com\/r\/blob\/HEAD\/docs\/record\.md#x\), \[two\]\(#here\), !\[three\]\(data:image\/png;base64,iVBOR/,
    );
    assert.equal(
      page('[fine](docs/record.md)\n\n[gone](docs/gone.md) and ![lost](lost.png)\n\n[home](file:///etc)'),
      'Dead links in the README:\nline 3: docs/gone.md\nline 3: lost.png\nline 5: file:///etc',
    );
  });

  it('is not made with a license that does not allow it', () => {
    const lacking = fs.mkdtempSync('out/lacking-');
    try {
      const inside = path.join(lacking, 'node_modules', 'sold');
      fs.mkdirSync(inside, { recursive: true });
      fs.writeFileSync(path.join(inside, 'LICENSE'), 'All rights reserved.');
      const of = (license: string): unknown => {
        fs.writeFileSync(
          path.join(inside, 'package.json'),
          JSON.stringify({ name: 'sold', version: '1.0.0', license }),
        );
        return evaluate('notices', `it.noticesOf([${JSON.stringify(path.join(inside, 'index.js'))}])`);
      };
      assert.match(String(of('SEE LICENSE')), /^Can't bundle sold 1\.0\.0: its license is "SEE LICENSE"\./);
      assert.match(String(of('(GPL-3.0 OR MIT)')), /All rights reserved\.$/);
      fs.rmSync(path.join(inside, 'LICENSE'));
      assert.equal(of('MIT'), "Can't bundle sold 1.0.0: it comes without the text of its license.");
    } finally {
      fs.rmSync(lacking, { recursive: true });
    }
  });
});
