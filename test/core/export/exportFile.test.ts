import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { exportFile, type ExportFile } from '../../../src/core/export/exportFile';
import { STYLE, STYLE_HASH } from '../../../src/core/export/pageStyle';
import type { ExportFormat } from '../../../src/core/export/exportForms';
import { builtIn } from '../builtIn';
import { judgedIncident } from '../schemaJudge';

const CARD = 'format: 1\nid: 2026-11-20-x\ntitle: Logging in is broken\nseverity: SEV-1\nstatus: resolved\n';
const COURSE = [
  '- 2026-11-20T14:50:00Z @dana MILESTONE started:',
  '- 2026-11-20T15:02:00Z @dana MILESTONE declared: customers report it',
  '- 2026-11-20T15:11:04Z @lee TL: listeners are missing',
  '  ```',
  '  0 of 2 <healthy>',
  '  ```',
  '- 2026-11-20T15:24:00Z @dana UPDATE internal: we look into it',
  '- 2026-11-20T15:40:00Z @dana MILESTONE mitigated: rolled back',
  '- [x] 2026-11-20T15:41:00Z @lee TODO: =alert on it (owner @jo, due 2026-11-27)',
  '- 2026-11-20T16:30:00Z @dana MILESTONE resolved:',
].join('\n');

interface Given {
  readonly timeline?: string;
  readonly before?: string;
  readonly postmortem?: string | undefined;
  readonly redactions?: readonly string[];
  readonly pictures?: ReadonlyMap<string, string>;
}

async function exported(format: ExportFormat, given: Given = {}): Promise<ExportFile> {
  const { timeline = COURSE, before = '', redactions = [], pictures = new Map<string, string>() } = given;
  const record = `---\n${CARD}---\n# x\n\n${before}\n\n## Timeline\n\n${timeline}\n`;
  return exportFile({
    record,
    postmortem: given.postmortem,
    process: builtIn('default'),
    format,
    pictures,
    redactions,
  });
}

const text = async (format: ExportFormat, given?: Given): Promise<string> => (await exported(format, given)).text;

/** What is between the page's style and its end. */
const body = async (given?: Given): Promise<string> => (await text('html', given)).split('</style>')[1]!;

const table = '| a |\n| --- |\n| b |';

describe('an exported page', () => {
  it('has a policy by which only its own style counts', async () => {
    const hash = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
    assert.equal(STYLE_HASH, hash);
    const page = await text('html');
    assert.match(page, /^<!doctype html><html lang="en">/);
    assert.ok(
      page.includes(
        `default-src 'none'; style-src '${hash}'; img-src data:; base-uri 'none'`.replaceAll("'", '&#x27;'),
      ),
      page.slice(0, 600),
    );
    assert.equal(page.match(/<style>([^]*?)<\/style>/)![1], STYLE);
  });

  it('has the facts, the chart, and each entry with its whole text', async () => {
    const page = await body({
      before: '## Summary\n\nIt **broke**.\n\n## Retro\n\nsaid _later_\n\n## Contacts\n\n@jo',
    });
    for (const words of [
      '<h1>Logging in is broken</h1>',
      '<h2>Summary</h2>\n<p>It <strong>broke</strong>.</p>',
      '<li>Time to mitigate (mitigated − started): 50 min</li>',
      '<strong>15:11:04</strong> @lee: listeners are missing\n<pre><code>0 of 2 &#x3C;healthy>\n</code></pre>',
      '<h2>Retro</h2>',
      'aria-label="Course of the incident: Status: investigating, mitigated',
    ]) {
      assert.ok(page.includes(words), `${words} in ${page}`);
    }
    assert.ok(!page.includes('Contacts'));
    assert.equal(page.match(/<svg/g)?.length, 1);
  });

  it('shows HTML as text, and leads nowhere but to the web and to mailboxes', async () => {
    const before = [
      '## Summary',
      '<script>alert(1)</script>',
      'a <b onclick="x()">bold</b> claim <!-- secret --> [x](javascript:alert(1)) [y](data:text/html,z) [w](https://example.com)',
      '[m](mailto:a@example.com) [trace](evidence/trace.txt) [more](incident.md#L45) [r][r]',
      '[r]: vbscript:x',
    ].join('\n\n');
    const page = await body({ before });
    assert.ok(!/<script|<b\b|secret|href="(?!https:\/\/example\.com"|mailto:)/.test(page), page);
    assert.ok(page.includes('&#x3C;script>alert(1)&#x3C;/script>'));
    assert.ok(page.includes('trace (evidence/trace.txt) more (incident.md, line 45)'), page);
    const plain = await text('markdown', { before });
    assert.ok(!/^<script|secret|\]\((?:javascript|data|vbscript)|\]\[/m.test(plain), plain);
  });

  it('loads no picture: one that is given is inside, others are named', async () => {
    const before =
      '## Summary\n\n![graph](evidence/graph.png) ![](evidence/no.png) ![far](https://example.com/a.png) ![ref][p]\n\n[p]: //example.com/p.png';
    const pictures = new Map([['evidence/graph.png', 'data:image/png;base64,AAAA']]);
    const page = await body({ before, pictures });
    assert.deepEqual(page.match(/<img [^>]*>/g), ['<img src="data:image/png;base64,AAAA" alt="graph">']);
    assert.ok(page.includes('[Picture: evidence/no.png] [Picture: far (https://example.com/a.png)]'), page);
    assert.ok(page.includes('[Picture: ref (//example.com/p.png)]'), page);
    assert.ok(!/<img/.test(await body({ before, pictures, redactions: ['nothing of it'] })));
    assert.ok((await text('markdown', { before, pictures })).includes('\\[Picture: graph (evidence/graph.png)]'));
  });

  it('is what is in the postmortem, with the chart drawn and boxes as signs', async () => {
    const postmortem = `---\nowner: "@dana"\nstate: done\ndone: 2026-11-25\nbase: 0123\n---\n# Postmortem: L\n\n- Status: resolved\n\nTold:\n\n- [x] told\n- [ ] asked\n\n\`\`\`mermaid\ngantt\n\`\`\`\n\n${table}\n`;
    const page = await body({ postmortem });
    assert.ok(!/base|mermaid|gantt|<input/.test(page), page);
    assert.match(page, /Postmortem state: done since 2026-11-25 · owner: @dana/);
    assert.match(page, /☑ told[^]*☐ asked[^]*<figure><svg[^]*<th scope="col">a<\/th>/);
    const plain = await text('markdown', { postmortem });
    assert.equal(
      plain,
      `# Postmortem: L\n\n- Postmortem state: done since 2026-11-25 · owner: @dana\n- Status: resolved\n\nTold:\n\n- [x] told\n- [ ] asked\n\n${table}\n`.replace(
        '| --- |',
        '| - |',
      ),
    );
  });

  it('keeps a part that no reader of markdown should read as it is', async () => {
    const before = `## Summary\n\n${'['.repeat(5000)}`;
    assert.match(await body({ before }), /<pre><code>\[\[\[/);
  });
});

describe('an exported timeline', () => {
  it('is CSV that a spreadsheet takes as text', async () => {
    const rows = (await text('csv')).split('\r\n');
    assert.equal(rows[0], 'time,author,kind,qualifier,text,done');
    assert.equal(rows[2], '2026-11-20T15:02:00Z,dana,MILESTONE,declared,customers report it,');
    assert.equal(rows[3], '2026-11-20T15:11:04Z,lee,TL,,"listeners are missing\n```\n0 of 2 <healthy>\n```",');
    assert.equal(rows[6], `2026-11-20T15:41:00Z,lee,TODO,,"'=alert on it (owner @jo, due 2026-11-27)",yes`);
    const timeline = ['=1', '+1', '-1', '@a', '＝1']
      .map((cell) => `- 2026-11-20T15:11:04Z @lee TL: ${cell}`)
      .join('\n');
    const cells = (await text('csv', { timeline })).trim().split('\r\n').slice(1);
    assert.deepEqual(
      cells.map((row) => row.split(',')[4]),
      ["'=1", "'+1", "'-1", "'@a", "'＝1"],
    );
  });

  it('is JSON by its schema', async () => {
    for (const postmortem of [undefined, '# P\n\nwords\n']) {
      const data = JSON.parse(await text('json', { postmortem }));
      assert.deepEqual(judgedIncident(data), []);
      assert.deepEqual(data.followUps, [{ text: '=alert on it', owner: 'jo', due: '2026-11-27', done: true }]);
      assert.deepEqual(data.timeline[2], {
        at: '2026-11-20T15:11:04Z',
        author: 'lee',
        kind: 'TL',
        qualifier: '',
        text: 'listeners are missing\n```\n0 of 2 <healthy>\n```',
      });
      assert.equal(data.postmortem?.markdown, postmortem?.trim());
    }
    assert.deepEqual(judgedIncident(JSON.parse(await text('json', { timeline: '' }))), []);
    assert.notDeepEqual(judgedIncident({ ...JSON.parse(await text('json')), version: 'x' }), []);
  });
});
