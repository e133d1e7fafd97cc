import assert from 'node:assert/strict';
import { mailtoUri, type Mail } from '../../../src/core/update/updateMail';

function mails(mail: Mail, expected: string | undefined) {
  it(`${JSON.stringify(mail).slice(0, 80)} is ${expected?.slice(0, 80)}`, () =>
    assert.equal(mailtoUri(mail), expected));
}

describe('a mail draft', () => {
  mails({ subject: 'a b', body: 'c\nd\r\ne\rf' }, 'mailto:?subject=a%20b&body=c%0D%0Ad%0D%0Ae%0D%0Af');
  mails({ subject: 's', body: 'b', to: 'a@example.org' }, 'mailto:a@example.org?subject=s&body=b');
  mails(
    { subject: 's', body: 'b', to: ' a@example.org, b+c@example.org,' },
    'mailto:a@example.org,b%2Bc@example.org?subject=s&body=b',
  );
  mails({ subject: 's', body: 'b', to: 'a@b?cc=x&y=#' }, 'mailto:a@b%3Fcc%3Dx%26y%3D%23?subject=s&body=b');
  mails({ subject: 's\r\nBcc: x', body: '&cc=y#?%' }, 'mailto:?subject=s%20Bcc%3A%20x&body=%26cc%3Dy%23%3F%25');
  mails({ subject: 'ü', body: '🔥 \ud800' }, 'mailto:?subject=%C3%BC&body=%F0%9F%94%A5%20%EF%BF%BD');
  mails({ subject: '', body: 'x'.repeat(1978) }, `mailto:?subject=&body=${'x'.repeat(1978)}`);
  mails({ subject: '', body: 'x'.repeat(1979) }, undefined);
  mails({ subject: '', body: 'ü'.repeat(400) }, undefined);
});
