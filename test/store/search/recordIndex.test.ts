import { strict as assert } from 'node:assert';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RecordIndex } from '../../../src/store/search/recordIndex';
import { newFolder, put } from '../folder';

interface Made {
  readonly title: string;
  readonly severity?: string;
  readonly security?: boolean;
  readonly services?: string;
  readonly lines?: readonly string[];
}

function record(id: string, { title, severity = 'SEV-2', security = false, services = '', lines = [] }: Made): string {
  const head = [
    ...['format: 1', `id: ${id}`, `title: ${title}`, `severity: ${severity}`, 'status: resolved'],
    ...[`security: ${security}`, 'milestones:', `  declared: ${id.slice(0, 10)}T10:00:00Z`],
    ...['roles:', '  scribe: "@lee"', `services: [${services}]`],
  ];
  const entries = lines.map((line, index) => `- ${id.slice(0, 10)}T10:0${index}:00Z ${line}`);
  return `---\n${head.join('\n')}\n---\n\n# ${title}\n\n## Timeline\n\n${entries.join('\n')}\n`;
}

class Place {
  readonly root = newFolder();
  readonly folder = join(this.root, 'incidents');
  readonly file = join(this.root, 'storage', 'search.json');

  put(id: string, made: Made): void {
    put(join(this.folder, id, 'incident.md'), record(id, made));
  }

  async open(): Promise<RecordIndex> {
    const index = new RecordIndex(this.file);
    await index.load();
    await index.refresh([this.folder]);
    return index;
  }
}

/** `id: line` of each record that is found. */
async function found(index: RecordIndex, typed: string): Promise<string[]> {
  const hits = await index.search(typed, { limit: 10 });
  return hits.map(({ path, text }) => `${path.split(/[\\/]/).at(-2)}: ${text}`);
}

const LOGIN = '2026-03-04-logging-in-fails';
const PAY = '2026-11-20-payments-are-late';

function both(): Place {
  const place = new Place();
  place.put(LOGIN, {
    title: 'Logging in fails',
    severity: 'SEV-1',
    services: 'auth-api',
    lines: ['@dana TL: listeners are missing', '@kim TL: rolled back build 4711'],
  });
  place.put(PAY, {
    title: 'Payments are late',
    lines: ['@jo TL: the queue of the bank is full', '@jo TL: 支付失败了'],
  });
  return place;
}

describe('the index of records', () => {
  const cases: readonly [typed: string, ...expected: string[]][] = [
    ['listeners', `${LOGIN}: 2026-03-04T10:00:00Z @dana TL: listeners are missing`],
    ['LISTEN miss', `${LOGIN}: 2026-03-04T10:00:00Z @dana TL: listeners are missing`],
    ['lisetners', `${LOGIN}: 2026-03-04T10:00:00Z @dana TL: listeners are missing`],
    ['4711', `${LOGIN}: 2026-03-04T10:01:00Z @kim TL: rolled back build 4711`],
    ['auth-api', `${LOGIN}: services: [auth-api]`],
    ['auth build', `${LOGIN}: 2026-03-04T10:01:00Z @kim TL: rolled back build 4711`],
    ['sev-1', `${LOGIN}: severity: SEV-1`],
    ['@kim', `${LOGIN}: 2026-03-04T10:01:00Z @kim TL: rolled back build 4711`],
    ['@jo late', `${PAY}: Payments are late`],
    ['2026-11', `${PAY}: 2026-11-20T10:00:00Z @jo TL: the queue of the bank is full`],
    ['支付', `${PAY}: 2026-11-20T10:01:00Z @jo TL: 支付失败了`],
    ['失败', `${PAY}: 2026-11-20T10:01:00Z @jo TL: 支付失败了`],
    ['@listeners'],
    ['listeners bank'],
    [''],
  ];
  for (const [typed, ...expected] of cases) {
    it(`finds ${expected.length === 0 ? 'nothing' : 'the line'} by "${typed}"`, async () => {
      assert.deepEqual(await found(await both().open(), typed), expected);
    });
  }

  it('has a change at once, and what it kept is found without reading it', async () => {
    const place = both();
    const index = await place.open();
    await index.write();
    place.put(LOGIN, { title: 'Logging in fails', lines: ['@dana TL: it was the certificate'] });
    let read = 0;
    const next = new RecordIndex(place.file);
    await next.load();
    await next.refresh([place.folder], () => ((read += 1), undefined));
    assert.equal(read, 1);
    assert.equal((await found(next, 'certificate')).length, 1);
    assert.equal((await found(next, 'listeners')).length, 0);
    assert.equal((await found(next, 'bank')).length, 1);
  });

  it('forgets a record that is gone', async () => {
    const place = both();
    await (await place.open()).write();
    rmSync(join(place.folder, LOGIN), { recursive: true });
    assert.deepEqual(await found(await place.open(), 'logging'), []);
  });

  it('finds a text that is in two places once', async () => {
    const place = both();
    put(
      join(place.root, 'other', LOGIN, 'incident.md'),
      readFileSync(join(place.folder, LOGIN, 'incident.md'), 'utf8'),
    );
    const index = new RecordIndex(place.file);
    await index.refresh([place.folder, join(place.root, 'other')]);
    assert.equal((await found(index, 'listeners')).length, 1);
    rmSync(join(place.folder, LOGIN), { recursive: true });
    await index.refresh([place.folder, join(place.root, 'other')]);
    assert.equal((await found(index, 'listeners')).length, 1);
  });

  it('keeps no word of a security incident, also of one that becomes one', async () => {
    const place = both();
    place.put('2026-05-05-tokens-leaked', {
      title: 'Tokens leaked',
      security: true,
      lines: ['@dana TL: stolen by zebras'],
    });
    const index = await place.open();
    await index.write();
    assert.deepEqual(await found(index, 'zebras'), []);
    assert.deepEqual(await found(index, 'leaked'), ['2026-05-05-tokens-leaked: ']);
    assert.doesNotMatch(readFileSync(place.file, 'utf8'), /zebra|tokens|leaked/i);
    place.put(LOGIN, { title: 'Logging in fails', security: true, lines: ['@dana TL: listeners are missing'] });
    await index.refresh([place.folder]);
    await index.write();
    assert.doesNotMatch(readFileSync(place.file, 'utf8'), /listeners|logging/i);
    assert.deepEqual(await found(await place.open(), 'leaked'), ['2026-05-05-tokens-leaked: ']);
  });

  it('takes a record that cannot be read for a security incident', async () => {
    const place = both();
    put(join(place.folder, '2026-06-06-broken', 'incident.md'), '---\ntitle: [\nsecurity: true\n---\nzebras\n');
    const index = await place.open();
    await index.write();
    assert.doesNotMatch(readFileSync(place.file, 'utf8'), /zebra|broken/i);
  });

  for (const damage of ['', '{', '{"format":1}', '{"format":1,"files":[],"index":{}}', 'half'] as const) {
    it(`is built again in silence where the file holds ${damage === '' ? 'nothing' : damage}`, async () => {
      const place = both();
      await (await place.open()).write();
      const whole = readFileSync(place.file, 'utf8');
      writeFileSync(place.file, damage === 'half' ? whole.slice(0, whole.length / 2) : damage);
      assert.equal((await found(await place.open(), 'listeners')).length, 1);
    });
  }

  it('stops reading when it is told to, and continues where it stopped', async () => {
    const place = new Place();
    for (let number = 10; number < 60; number++) {
      place.put(`2026-01-${number}-x`, { title: `Number ${number} is broken` });
    }
    const index = new RecordIndex(place.file);
    await index.refresh([place.folder], (done) => (done >= 5 ? 'stop' : undefined));
    const some = (await index.search('broken', { limit: 100 })).length;
    assert.ok(some >= 5 && some < 50, `${some}`);
    await index.refresh([place.folder]);
    assert.equal((await index.search('broken', { limit: 100 })).length, 50);
  });

  it('has no records of a folder that is away', async () => {
    const place = both();
    const index = new RecordIndex(place.file);
    await index.refresh([join(place.root, 'away')]);
    assert.deepEqual(await found(index, 'listeners'), []);
  });
});
