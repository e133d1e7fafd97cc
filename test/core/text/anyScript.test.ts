import { strict as assert } from 'node:assert';
import { commitSubject } from '../../../src/core/record/commitMessage';
import { incidentId } from '../../../src/core/entries/declaration';
import { formatChannel } from '../../../src/core/frontMatter/formats';
import { toLatin } from '../../../src/core/frontMatter/slug';
import { toHandle } from '../../../src/core/frontMatter/handle';
import { milestoneChart } from '../../../src/core/postmortem/milestoneChart';
import { mailtoUri } from '../../../src/core/update/updateMail';

const at = (minute: number) => Date.UTC(2026, 10, 20, 15, minute);

/** A title, its id without the date, and a word in its script as a name. */
const SCRIPTS: readonly [string, string, string][] = [
  ['Anmeldung ist für alle Nutzer kaputt', 'anmeldung-ist-fuer-alle-nutzer-kaputt', 'Störung'],
  ['Поиск не работает', 'poisk-ne-rabotaet', 'найдено'],
  ['Вход не работает', 'vkhod-ne-rabotaet', 'решено'],
  ['ログイン障害 auth-api', 'roguin-zhang-hai-auth-api', '検知'],
  ['決済サービス停止', 'jue-ji-sabisu-ting-zhi', '復旧'],
  ['所有用户都无法登录', 'suo-you-yong-hu-du-wu-fa-deng-lu', '已恢复'],
  ['로그인 장애', 'rogeuin-jangae', '복구'],
  ['لا يعمل', 'la-yeml', 'حل'],
  ['ההתחברות לא עובדת', 'hhtkhbrvt-l-vbdt', 'זוהה'],
  ['लॉगिन टूटा है', 'longin-ttuuttaa-hai', 'पहचाना'],
  ['เข้าสู่ระบบไม่ได้', 'ekhaasuurabbaimaid', 'พบแล้ว'],
  ['ไม่ทำงาน', 'aimthamngaan', 'พบแล้ว'],
  ['Zürich 決済', 'zuerich-jue-ji', 'Störung'],
  ['ﬁle upload is broken', 'file-upload-is-broken', 'ﬁxed'],
];

describe('titles and names in any script', () => {
  for (const [title, slug, name] of SCRIPTS) {
    describe(title, () => {
      let id: string;
      before(async () => {
        id = incidentId(at(0), await toLatin(title), new Set());
      });

      it('has an id that is a folder and a branch anywhere', () => {
        assert.equal(id, `2026-11-20-${slug}`);
        assert.match(id, /^[\x21-\x7e]+$/);
      });

      it('names its channel as its id', () => {
        const facts = { id, title, severity: 'SEV-1', instant: at(0) };
        assert.equal(formatChannel('#inc-{{dd}}-{{title}}', facts), `#inc-20-${slug}`);
      });

      it('has a commit subject that keeps a folder named by hand', () => {
        const folder = `2026-11-20-${name}`;
        const subject = commitSubject({ id: folder, security: false, entries: 1 });
        assert.equal(subject, `inc: 1 entry in ${folder.normalize('NFC')}`);
      });

      it('goes whole into a mail', () => {
        const uri = new URL(mailtoUri({ subject: title, body: name })!);
        assert.equal(uri.searchParams.get('subject'), title);
        assert.equal(uri.searchParams.get('body'), name);
      });

      it('is a label of the chart, whole', () => {
        const chart = milestoneChart(
          [{ name, instant: at(0) }],
          [{ severity: 'SEV-1', from: at(0), to: at(5) }],
          false,
        );
        assert.match(chart.join('\n'), new RegExp(`^ {4}${name.normalize('NFC')} :milestone`, 'm'));
      });

      it('is a handle', () => {
        assert.equal(toHandle(name), name.normalize('NFC'));
      });
    });
  }
});
