import { strict as assert } from 'node:assert';
import { commitSubject } from '../../../src/core/record/commitMessage';
import { incidentId } from '../../../src/core/entries/declaration';
import { toHandle } from '../../../src/core/frontMatter/handle';
import { milestoneChart } from '../../../src/core/postmortem/milestoneChart';
import { mailtoUri } from '../../../src/core/update/updateMail';

const at = (minute: number) => Date.UTC(2026, 10, 20, 15, minute);

/** A title, its id without the date, and a word of it as a name. */
const SCRIPTS: readonly [string, string, string][] = [
  ['Anmeldung ist für alle Nutzer kaputt', 'anmeldung-ist-fuer-alle-nutzer-kaputt', 'Störung'],
  ['Поиск не работает', 'poisk-ne-rabotaet', 'найдено'],
  ['ログイン障害 auth-api', 'auth-api', '検知'],
  ['所有用户都无法登录', 'incident', '已恢复'],
  ['ההתחברות לא עובדת', 'incident', 'זוהה'],
  ['लॉगिन टूटा है', 'incident', 'पहचाना'],
  ['เข้าสู่ระบบไม่ได้', 'incident', 'พบแล้ว'],
  ['ﬁle upload is broken', 'file-upload-is-broken', 'ﬁxed'],
];

describe('titles and names in any script', () => {
  for (const [title, slug, name] of SCRIPTS) {
    describe(title, () => {
      const id = incidentId(at(0), title, new Set());

      it('has an id that is a folder and a branch anywhere', () => {
        assert.equal(id, `2026-11-20-${slug}`);
        assert.equal(incidentId(at(0), title, new Set([id])), `${id}-2`);
        assert.match(id, /^[\x21-\x7e]+$/);
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
