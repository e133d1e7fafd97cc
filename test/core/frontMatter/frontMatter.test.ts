import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter';
import { editFields } from '../../../src/core/frontMatter/fieldEdit';
import { applyEdits } from '../../../src/core/text/textEdit';

/** `where` is the text that the only finding marks. */
function refuses(name: string, text: string, code: string, where?: string) {
  it(`refuses ${name}`, () => {
    for (const again of [1, 2]) {
      const read = readFrontMatter(text);
      assert.equal(read.document, undefined, `reading ${again}`);
      assert.deepEqual(read.fields, {
        security: false,
        milestones: {},
        roles: {},
        services: [],
        channels: {},
        links: [],
        tickets: [],
      });
      assert.equal(read.findings[0]?.code, code, `reading ${again}`);
      assert.deepEqual(editFields(text, read, [{ path: ['status'], value: 'closed' }]), []);
      if (where !== undefined) {
        assert.equal(text.slice(read.findings[0].start, read.findings[0].end), where);
      }
    }
  });
}

function reads(name: string, text: string, title: string, inner: string, body: string) {
  it(`reads ${name}`, () => {
    const read = readFrontMatter(text);
    assert.equal(read.fields.title, title);
    assert.equal(text.slice(read.start, read.end), inner);
    assert.equal(text.slice(read.bodyStart), body);
    assert.ok(read.document);
  });
}

describe('frontMatter', () => {
  reads('what stands between two lines ---', '---\ntitle: a\n---\nbody\n', 'a', 'title: a\n', 'body\n');
  reads('a byte order mark', '\ufeff---\ntitle: a\n---\nbody', 'a', 'title: a\n', 'body');
  reads('Windows line ends', '---\r\ntitle: a\r\n---\r\nbody', 'a', 'title: a\r\n', 'body');
  reads('blanks behind the fences', '--- \t\ntitle: a\n---  \nbody', 'a', 'title: a\n', 'body');
  reads('no body', '---\ntitle: a\n---', 'a', 'title: a\n', '');
  reads('the first of several', '---\ntitle: a\n---\n---\ntitle: b\n---\n', 'a', 'title: a\n', '---\ntitle: b\n---\n');
  reads('hyphens inside a line', '---\ntitle: a --- b\n ---\n---\n', 'a --- b ---', 'title: a --- b\n ---\n', '');
  reads(
    'hyphens behind a separator, which begins no line',
    '---\ntitle: a\u2028---\u2028b\n---\n',
    'a\u2028---\u2028b',
    'title: a\u2028---\u2028b\n',
    '',
  );
  reads('words of JavaScript', '---\ntitle: a\nconstructor: b\n---\n', 'a', 'title: a\nconstructor: b\n', '');

  it('places findings behind blanks and Windows line endings', () => {
    const text = '---  \r\n# note\r\nstatus: odd\r\n---\r\n';
    const finding = readFrontMatter(text).findings.find((found) => found.code === 'unknownStatus')!;
    assert.equal(text.slice(finding.start, finding.end), 'odd');
  });
  it('reads an empty one as one without fields', () => {
    for (const inner of ['', '\n', '# only words\n']) {
      const read = readFrontMatter(`---\n${inner}---\nbody`);
      assert.ok(read.document);
      assert.deepEqual(new Set(read.findings.map((finding) => finding.code)), new Set(['missingField']));
    }
  });

  /** `stray` is what stands above the front matter. */
  function readsBelow(stray: string, rest = '---\nid: x\ntitle: a\n---\n# Body\n') {
    it(`reads what is below ${JSON.stringify(stray)}`, () => {
      for (const eol of ['\n', '\r\n']) {
        const text = (stray + rest).replaceAll('\n', eol);
        const read = readFrontMatter(text);
        assert.equal(read.fields.title, 'a');
        assert.equal(text.slice(read.bodyStart), `# Body${eol}`);
        const found = read.findings.find(({ code }) => code === 'strayText')!;
        assert.equal(text.slice(found.start, found.end), stray.replace(/^\ufeff/, '').replaceAll('\n', eol));
        const edited = applyEdits(text, editFields(text, read, [{ path: ['title'], value: 'b' }]));
        assert.equal(edited, text.replace('title: a', 'title: b'));
      }
    });
  }
  readsBelow('\n');
  readsBelow('\n \n\t\n');
  readsBelow('\ufeff\n');
  readsBelow('\n\ufeff');
  readsBelow('\ufeff\ufeff');
  readsBelow(' ');
  readsBelow('x');
  readsBelow('we restarted it\n');
  readsBelow('we restarted it\n\nand again:\n\n');
  readsBelow('\n', '---\ntitle: a\n---\n# Body\n');
  refuses('a rule in prose', 'words\n---\ntitle: a\n---\n', 'noFrontMatter');
  refuses('what stands below a heading', '# words\n---\nid: a\n---\n', 'noFrontMatter');
  refuses('one side of a conflict', '<<<<<<< ours\n---\nid: a\n---\n=======\n', 'noFrontMatter');
  refuses('one that is not closed below a blank line', '\n---\nid: a\n', 'noFrontMatter');
  refuses('no front matter', 'words\n', 'noFrontMatter');
  refuses('nothing', '', 'noFrontMatter');
  refuses('one that is not closed', '---\ntitle: a\n', 'badFence', '---\n');
  refuses('a fence and nothing else', '---', 'badFence', '---');
  refuses('one closed by more hyphens', '---\ntitle: a\n----\n', 'badFence');
  for (const language of ['js', ' js', 'javascript', ' json', 'coffee', 'toml', 'yaml', ' yaml', '-', 'JS', '\tjs']) {
    refuses(
      `---${language}`,
      `---${language}\n({ title: globalThis.canary = 1 })\n---\n`,
      'badFence',
      `---${language}\n`,
    );
  }
  it('and none of them ran', () => assert.equal('canary' in globalThis, false));
  refuses('a line ---x inside', '---\ntitle: a\n---x: b\n---\n', 'badFence', '---');
  refuses('a line ---- inside', '---\ntitle: a\n----\n---\n', 'badFence', '---');
  refuses('what is no YAML, and no less the second time', '---\ntitle: "a\n---\n', 'badYaml');
  refuses('a key that stands twice', '---\ntitle: a\ntitle: b\n---\n', 'badYaml', 'title');
  refuses('__proto__', '---\n__proto__: { status: closed }\n---\n', 'badYaml', '__proto__');
  refuses('an alias', '---\na: &a [x]\nb: *a\n---\n', 'badYaml', '&a');
  refuses('more than 64 kB', `---\ntitle: ${'a'.repeat(66_000)}\n---\n`, 'tooLarge');
  refuses('depth', `---\ntitle: ${'['.repeat(40)}${']'.repeat(40)}\n---\n`, 'tooLarge');
  refuses('thousands of comments', `---\ntitle: a\n${'#\n'.repeat(3000)}---\n`, 'tooLarge');
  // gray-matter took four seconds.
  refuses('many blank lines', `---\ntitle: a\n${'\n'.repeat(60_000)}---\n`, 'tooLarge');
  refuses('many blanks', `---\ntitle: a\n${' '.repeat(60_000)}\n---\n`, 'tooLarge');
});
