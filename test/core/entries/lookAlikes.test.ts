import assert from 'node:assert/strict';
import { lookAlikes } from '../../../src/core/entries/lookAlikes';

function alike(title: string, other: string, services: string[] = []) {
  it(`“${title}” resembles “${other}”`, () => {
    assert.deepEqual(
      lookAlikes(title, [{ id: 'other', title: other, services }]).map(({ id }) => id),
      ['other'],
    );
  });
}

function different(title: string, other: string, services: string[] = []) {
  it(`“${title}” does not resemble “${other}”`, () => {
    assert.deepEqual(lookAlikes(title, [{ id: 'other', title: other, services }]), []);
  });
}

describe('lookAlikes', () => {
  alike('Logging in is broken for all users', 'Login is broken for everyone');
  alike('Login is broken for everyone', 'Logging in is broken for all users');
  alike('Users cannot log in', 'Logging in is broken for all users');
  alike('Sign-in fails', 'Login is slow for EU customers');
  alike("Can't log in since the deploy", 'Logging in is broken for all users');
  alike('Payments are failing for EU customers', 'Payment is down for everyone');
  alike('Paymnets are failing', 'Payments are failing for EU customers');
  alike('Checkout payments are failing', 'Payments are failing for EU customers');
  alike('Search is slow', 'SEARCH IS DOWN FOR ALL');
  alike('Zahlungen sind gestört', 'Zahlungen sind gestort');
  alike('ログイン障害', 'ログイン障害');
  alike('auth-api returns 500', 'Logging in is broken for all users', ['auth-api']);
  alike('The Auth API is slow', 'Logging in is broken for all users', ['web', 'auth-api']);

  different('Payments are failing for EU customers', 'Logging in is broken for all users');
  different('Search is broken for all users', 'Logging in is broken for all users');
  different('Payments are slow', 'Deployments are slow');
  different('API is down', 'API docs search is broken for everyone');
  different('Database is on fire', 'Dashboards are empty');
  different('It is broken for all users', 'Something else is broken for all users');
  different('Everything is down', 'Email is down');
  different('Author pages are slow', 'Logging in is broken for all users', ['auth', '']);
  different('', '');
  different('is down', 'is down for all');
  different('日本', '中国');

  describe('26. in any language', () => {
    different('Bezahlung ist kaputt für alle Nutzer', 'Anmeldung ist kaputt für alle Nutzer');
    different('Le paiement est en panne pour tous les clients', 'La connexion est en panne pour tous les clients');
    different('No funciona el pago para los clientes de Europa', 'No funciona la búsqueda para los clientes de Europa');
    different('Płatności nie działają dla wszystkich użytkowników', 'Logowanie nie działa dla wszystkich użytkowników');
    different(
      'すべての利用者に対して決済が正常に動作していません',
      'すべての利用者に対して検索が正常に動作していません',
    );
    different('所有用户都无法支付', '所有用户都无法登录');
    different('Поиск не работает для всех пользователей', 'Оплата не работает для всех пользователей');
    alike('Anmeldung ist kaputt für alle Nutzer', 'Anmeldung ist kaputt');
    alike('Anmeldung ist kaputt', 'Anmeldng ist kaputt');
    alike('登录服务故障', '登录服务 故障');

    it('knows by other titles what everybody writes', () => {
      const titles = ['Export', 'Suche', 'Versand', 'Druck', 'Chat', 'Mail'].flatMap((subject) => [
        `${subject} ist kaputt für alle Nutzer`,
        `${subject} ist langsam für alle Kunden`,
      ]);
      const open = [
        { id: 'one', title: 'Anmeldung ist kaputt für alle Nutzer' },
        { id: 'two', title: 'Bezahlung ist langsam für alle Kunden' },
      ];
      const found = (title: string) => lookAlikes(title, open, titles).map(({ id }) => id);
      assert.deepEqual(found('Anmeldung ist langsam für alle Kunden'), ['one']);
      assert.deepEqual(found('Bezahlung ist kaputt'), ['two']);
      assert.deepEqual(found('Suche ist kaputt für alle Nutzer'), []);
    });
  });

  it('puts the best first and keeps the order of those alike', () => {
    const open = ['Checkout page is slow', 'Search is slow', 'Checkout is down', 'Checkout fails'].map(
      (title, index) => ({
        id: String(index),
        title,
      }),
    );
    assert.deepEqual(lookAlikes('Checkout is broken for all', open), [
      { id: '2', title: 'Checkout is down', likeness: 100 },
      { id: '3', title: 'Checkout fails', likeness: 100 },
      { id: '0', title: 'Checkout page is slow', likeness: 67 },
    ]);
  });
});
