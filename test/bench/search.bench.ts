/**
 * Ratio 7, as far as the index goes: 10,000 incidents in four languages, each of about 4 kB. A change is in the index for
 * little more than listing the records, a search costs little more than reading the index, and what looks alike is found.
 */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { subjectWords } from '../../src/core/entries/lookAlikes';
import { listRecords } from '../../src/store/findRecords';
import { PART_WEIGHTS } from '../../src/core/search/searchDocument';
import { RecordIndex } from '../../src/store/search/recordIndex';
import { goal, median, note } from './goal';

const COUNT = 10_000;
/** One in this many incidents gets a look-alike: fifty, and those that change while it's measured. */
const PLANTED_EVERY = 160;
const TURNS = 11;

/** Numbers that are the same in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const random = seeded(7);
const oneOf = <T>(some: readonly T[]): T => some[random(some.length)]!;

/** What can break, and two ways to say that it did. */
const LANGUAGES = [
  {
    things: 'Checkout,Search,Invoices,Payments,Exports,Imports,Webhooks,Reports,Uploads,Backups'.split(','),
    of: (thing: string, where: string) => [
      `${thing} in ${where} are failing`,
      `${where}: ${thing.toLowerCase()} broken`,
    ],
    words: 'the queue is full while listeners restart and the certificate expires after a deploy of the worker'.split(
      ' ',
    ),
  },
  {
    things: 'Bestellungen,Rechnungen,Anmeldung,Zahlungen,Berichte,Suche,Lieferungen,Gutschriften'.split(','),
    of: (thing: string, where: string) => [`${thing} in ${where} sind gestört`, `${where} ohne ${thing}`],
    words: 'die Warteschlange ist voll und das Zertifikat läuft ab nach dem Ausrollen der neuen Fassung'.split(' '),
  },
  {
    things: 'Pedidos,Facturas,Pagos,Informes,Búsqueda,Envíos,Devoluciones,Alertas'.split(','),
    of: (thing: string, where: string) => [`${thing} caídos en ${where}`, `${where} no tiene ${thing.toLowerCase()}`],
    words: 'la cola está llena y el certificado caduca después del despliegue de la nueva versión'.split(' '),
  },
  {
    things: '注文,請求書,決済,検索,配送,返品,通知,ログイン'.split(','),
    of: (thing: string, where: string) => [`${where}の${thing}が失敗する`, `${thing}障害、${where}`],
    words: 'キューが満杯 証明書の期限切れ 新しい版の展開後 再起動した 監視が鳴った'.split(' '),
  },
];

/** A name of a place of which there are many: `kestrel-412`. */
const place = (number: number): string => `${['kestrel', 'heron', 'osprey', 'falcon'][number % 4]}-${number}`;

function recordOf(id: string, title: string, words: readonly string[]): string {
  const date = id.slice(0, 10);
  const lines = Array.from({ length: 36 }, (_, index) => {
    const minute = String(index + 10).padStart(2, '0');
    return `- ${date}T10:${minute}:00Z @${oneOf(['dana', 'lee', 'kim', 'jo'])} TL: ${Array.from({ length: 9 }, () => oneOf(words)).join(' ')}`;
  });
  const front = ['format: 1', `id: ${id}`, `title: "${title}"`, 'severity: SEV-2', 'status: closed'];
  return `---\n${front.join('\n')}\nmilestones:\n  declared: ${date}T10:00:00Z\n---\n\n# ${title}\n\n## Timeline\n\n${lines.join('\n')}\n`;
}

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'incident-notes-bench-'));
const folder = path.join(root, 'incidents');
const planted: { readonly id: string; readonly title: string }[] = [];

function put(id: string, text: string): void {
  fs.mkdirSync(path.join(folder, id), { recursive: true });
  fs.writeFileSync(path.join(folder, id, 'incident.md'), text);
}

function makeHistory(): void {
  for (let number = 0; number < COUNT; number++) {
    const { things, of, words } = LANGUAGES[number % LANGUAGES.length]!;
    const day = new Date(Date.UTC(2020, 0, 1) + number * 6 * 3_600_000).toISOString().slice(0, 10);
    const id = `${day}-incident-${number}`;
    const [title, other] = of(oneOf(things), place(random(900)));
    put(id, recordOf(id, title!, words));
    if (number % PLANTED_EVERY === 17) {
      planted.push({ id, title: other! });
    }
  }
}

async function elapsed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(): Promise<void> {
  makeHistory();
  const file = path.join(root, 'search.json');
  const index = new RecordIndex(file);
  note('first reading of 10,000 records', (await elapsed(async () => index.refresh([folder]))) / 1000, 's');
  await index.write();
  note('the index on the disk', fs.statSync(file).size / 1e6, 'MB');

  const [listing, changed, reading, searching]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let turn = -2; turn < TURNS - 2; turn++) {
    // They take turns, so that each meets the same machine.
    const times = [
      await elapsed(async () => listRecords(folder)),
      await elapsed(async () => {
        const { id } = planted[turn + 2]!;
        put(id, recordOf(id, `Turn ${turn}`, ['changed']));
        await index.refresh([folder]);
      }),
      await elapsed(async () => {
        const { index: stored } = JSON.parse(await fs.promises.readFile(file, 'utf8')) as { index: never };
        MiniSearch.loadJS(stored, { fields: Object.keys(PART_WEIGHTS) });
      }),
      await elapsed(async () => {
        const fresh = new RecordIndex(file);
        await fresh.load();
        assert.ok((await fresh.search('checkout kestrel', { limit: 50 })).length > 0);
      }),
    ];
    if (turn >= 0) [listing, changed, reading, searching].forEach((all, at) => all.push(times[at]!));
  }
  note('list and stat of 10,000 records', median(listing), 'ms');
  goal('7  the index after one change, beside list and stat', median(changed) / median(listing), 1.2, '×');
  note('reading the index', median(reading), 'ms');
  goal('7  a search, beside reading the index', median(searching) / median(reading), 2, '×');

  let missed = 0;
  const still = planted.slice(TURNS, TURNS + 50);
  for (const { id, title } of still) {
    const hits = await index.search(subjectWords(title).join(' '), { limit: 3, some: true });
    missed += hits.some((hit) => hit.path.includes(`${path.sep}${id}${path.sep}`)) ? 0 : 1;
  }
  goal(`   look-alikes that aren't among the first three, in %`, (missed / still.length) * 100, 10, '%');
}

measure()
  .finally(() => fs.rmSync(root, { recursive: true, force: true }))
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
