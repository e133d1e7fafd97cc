import assert from 'node:assert/strict';
import { formatInstant } from '../../../src/core/time/instant';
import { readPastedLines } from '../../../src/core/paste/pastedLines';
import { readLeadingTime, readTypedTime } from '../../../src/core/time/typedTime';

/** 15:05 in Berlin, a Sunday. */
const NOW = Date.UTC(2026, 10, 29, 14, 5);
const frame = { now: NOW, zone: 'Europe/Berlin' };

/**
 * A line that is a time and words: the box, the clipboard, and the argument read the same instant. `text` is what is left;
 * `x` when absent.
 */
function reads(line: string, expected: string, text = 'x') {
  it(`${JSON.stringify(line)} is at ${expected}`, () => {
    const leading = readLeadingTime(line, frame);
    assert.equal(leading.problem ?? leading.hint, undefined);
    assert.deepEqual({ at: told(leading.instant), text: leading.text }, { at: expected, text });
    const pasted = readPastedLines(line, frame);
    assert.deepEqual(
      {
        lines: pasted.lines.map(({ instant, text: read }) => ({ at: told(instant), text: read })),
        warnings: pasted.warnings,
      },
      { lines: [{ at: expected, text }], warnings: [] },
    );
    if (line.endsWith(` ${text}`) && !/^\W*[-#|]/.test(line)) {
      const at = readTypedTime(line.slice(0, -text.length).replace(/[:\s]+$|\s-\s$/, ''), {
        ...frame,
        direction: 'past',
      });
      assert.equal('instant' in at ? told(at.instant) : at.problem, expected);
    }
  });
}

/** A time that could be several: the box says so, and the clipboard keeps the line whole at now and warns. */
function asks(line: string, problem: RegExp) {
  it(`${JSON.stringify(line)} is a question`, () => {
    assert.match(readLeadingTime(line, frame).problem?.whole ?? '', problem);
    const { lines, warnings } = readPastedLines(line, frame);
    assert.deepEqual(lines, [{ instant: NOW, text: line }]);
    assert.match(warnings.join('\n'), problem);
  });
}

/** Prose at now, with a hint that a time seems to be there. */
function hints(line: string) {
  it(`${JSON.stringify(line)} isn't read, and that is said`, () => {
    const { text, instant, problem, hint } = readLeadingTime(line, frame);
    assert.deepEqual({ text, instant, problem }, { text: line, instant: undefined, problem: undefined });
    assert.match(hint!, /^No time was found in ".+". To set one, start with a time/);
    assert.match(readPastedLines(line, frame).warnings.join('\n'), /^No time was found in /);
  });
}

/** Prose without a word about it. */
function isProse(line: string) {
  it(`${JSON.stringify(line)} is prose`, () => assert.deepEqual(readLeadingTime(line, frame), { text: line }));
}

function told(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : formatInstant(instant);
}

describe('times, as people write them', () => {
  describe('1. any kind of space before PM', () => {
    reads('2:03\u202fPM page came', '2026-11-29T13:03:00Z', 'page came');
    reads('2:03\u00a0PM page came', '2026-11-29T13:03:00Z', 'page came');
    reads('2:03\u2009p.m. page came', '2026-11-29T13:03:00Z', 'page came');
    reads('2:03 p.\u00a0m. x', '2026-11-29T13:03:00Z');
    reads('2\u202fPM x', '2026-11-29T13:00:00Z');
    reads('2:03p x', '2026-11-29T13:03:00Z');
  });

  describe('2. a zone without S or D', () => {
    reads('14:03 PT checkout is slow', '2026-11-28T22:03:00Z', 'checkout is slow');
    reads('14:03 ET checkout is slow', '2026-11-28T19:03:00Z', 'checkout is slow');
    reads('2:03 PM MT x', '2026-11-28T21:03:00Z');
    reads('2026-07-01 14:03 CT x', '2026-07-01T19:03:00Z');
    reads('14:03 Pacific Time x', '2026-11-28T22:03:00Z');
    reads('14:03 Tokyo time x', '2026-11-29T05:03:00Z');
    asks('14:03 Pacific x', /"Pacific" after the time could be Pacific Time or a word/);
  });

  describe('3. a zone in small letters, in brackets, or glued', () => {
    reads('14:03 pst page came', '2026-11-28T22:03:00Z', 'page came');
    reads('14:03 utc page came', '2026-11-29T14:03:00Z', 'page came');
    reads('14:03 (UTC) x', '2026-11-29T14:03:00Z');
    reads('14:03 [jst] x', '2026-11-29T05:03:00Z');
    reads('[14:03 UTC] x', '2026-11-29T14:03:00Z');
    reads('14:03 (Europe/London) x', '2026-11-29T14:03:00Z');
    reads('14:03CEST x', '2026-11-29T12:03:00Z');
    reads('14:03 Gmt: x', '2026-11-29T14:03:00Z');
    reads('14:03 MESZ x', '2026-11-29T12:03:00Z');
    reads('1403 zulu x', '2026-11-29T14:03:00Z');
    asks('14:03 est tombé', /"est" after the time could be the time zone EST or a word/);
    asks('14:03 ist alles gut', /the time zone IST or a word/);
    asks('14:03 (IST) x', /could be several time zones. Use Asia\/Kolkata/);
    reads('14:03: est tombé', '2026-11-29T13:03:00Z', 'est tombé');
  });

  describe('4. an offset without a colon', () => {
    reads('14:03 +0200 page', '2026-11-29T12:03:00Z', 'page');
    reads('14:03 -0500 page', '2026-11-28T19:03:00Z', 'page');
    reads('14:03+02 page', '2026-11-29T12:03:00Z', 'page');
    reads('14:03 \u22120500 page', '2026-11-28T19:03:00Z', 'page');
    reads('14:03 GMT+1 page', '2026-11-29T13:03:00Z', 'page');
    reads('14:03 UTC+0530 page', '2026-11-29T08:33:00Z', 'page');
    reads('14:03 +2000 requests', '2026-11-29T13:03:00Z', '+2000 requests');
    asks('14:03 +1000 requests', /"\+1000" after the time could be an offset or a number/);
  });

  describe('5. an offset after seconds', () => {
    reads('14:03:22 -05:00 page', '2026-11-28T19:03:22Z', 'page');
    reads('14:03:22-05:00 page', '2026-11-28T19:03:22Z', 'page');
    reads('14:03:22.123 -0500 page', '2026-11-28T19:03:22Z', 'page');
    reads('2026-11-28 03:03 -05:00 page', '2026-11-28T08:03:00Z', 'page');
    asks('10:00 -11:00 was fine', /an offset or the end of a range/);
    hints('10:00-11:00 was fine');
  });

  describe('6. the usual ways to say a time', () => {
    reads('today 14:03 x', '2026-11-29T13:03:00Z');
    reads('~14:03 x', '2026-11-29T13:03:00Z', '~14:03 x');
    reads('ca. 14:03 x', '2026-11-29T13:03:00Z', 'ca. 14:03 x');
    reads('about 2 PM x', '2026-11-29T13:00:00Z', 'about 2 PM x');
    reads('at 14:03 x', '2026-11-29T13:03:00Z');
    reads('14:03UTC x', '2026-11-29T14:03:00Z');
    reads('17:14pm x', '2026-11-28T16:14:00Z');
    reads('-5 min x', '2026-11-29T14:00:00Z');
    reads('-1h 30m x', '2026-11-29T12:35:00Z');
    reads('5m ago x', '2026-11-29T14:00:00Z');
    reads('5 minutes ago x', '2026-11-29T14:00:00Z');
    reads('1h 30m ago: x', '2026-11-29T12:35:00Z');
    reads('an hour ago x', '2026-11-29T13:05:00Z');
    reads('2 days ago at 14:03 x', '2026-11-27T13:03:00Z');
    reads('20.11.2026 14:03 x', '2026-11-20T13:03:00Z');
    reads('20. 11. 2026 14:03 x', '2026-11-20T13:03:00Z');
    reads('20.11. 14:03 x', '2026-11-20T13:03:00Z');
    reads('11/20/2026 2:03 PM x', '2026-11-20T13:03:00Z');
    reads('20/11/2026, 14:03 - x', '2026-11-20T13:03:00Z');
    asks('11/10/2026 2:03 PM x', /"11\/10\/2026" could be two dates. Write it like 2026-11-10 or 2026-10-11/);
    reads('20 Nov 14:03 x', '2026-11-20T13:03:00Z');
    reads('30 Nov 14:03 x', '2025-11-30T13:03:00Z');
    reads('Nov 20, 2026, 2:03 PM x', '2026-11-20T13:03:00Z');
    reads('November 20th at 2:03 PM x', '2026-11-20T13:03:00Z');
    reads('Yesterday at 2:03 PM x', '2026-11-28T13:03:00Z');
    reads('14:03 yesterday x', '2026-11-28T13:03:00Z');
    reads('2:03 PM, Nov 20 x', '2026-11-20T13:03:00Z');
    reads('Friday 14:03 x', '2026-11-27T13:03:00Z');
    reads('Sun 15:10 x', '2026-11-22T14:10:00Z');
    asks('14:03 Friday deploy failed', /"Friday" after the time could be its day or a word/);
    asks('Thu, 20 Nov 2026 14:03 x', /2026-11-20 is a Friday/);
    reads('14:03 Uhr x', '2026-11-29T13:03:00Z');
    reads('1403Z x', '2026-11-29T14:03:00Z');
    hints('14h03 x');
    hints('a few minutes ago x');
    hints('midnight deploy');
    hints('tomorrow 9:00 call');
    hints('\uc624\ud6c4 2:03 x');
    asks('2:03 em x', /in the morning or in the afternoon/);
  });

  describe('a zone that is kept apart from the time', () => {
    reads('**14:03 UTC** x', '2026-11-29T14:03:00Z');
    reads('`14:03 UTC` x', '2026-11-29T14:03:00Z');
    reads('14:03 yesterday UTC x', '2026-11-28T14:03:00Z');
    reads('14:03 27 Nov UTC x', '2026-11-27T14:03:00Z');
    reads('14:03 2026-11-27 (UTC) x', '2026-11-27T14:03:00Z');
    reads('14:03 (Pacific) x', '2026-11-28T22:03:00Z');
    reads('14:03 +1:00 x', '2026-11-29T13:03:00Z');
    for (const line of [
      '14:03, UTC x',
      '14:03 - EST - x',
      '14:03 | UTC | x',
      '14:03 in UTC x',
      '14:03 UTC- x',
      '14:03 EST\u2014x',
      '14:03 U.T.C. x',
      '14:03 "EST" x',
      '2:03 PM EST/EDT x',
      '14:03 CEST/CET x',
      '14:03 ET/11:03 PT x',
      '14:03 UTC\u00b11 x',
    ]) {
      asks(line, /after the time could be the time zone [A-Z]+ or a word/);
    }
    for (const line of [
      '14:03 to 14:10 UTC x',
      '14:03 until 15:00 UTC x',
      '14:03, 14:10 UTC x',
      '14:03 / 09:03 ET x',
      '14:03 (1:03 PM UTC) x',
    ]) {
      asks(line, /^Only ".+" after the time has a time zone/);
    }
    asks('14:03 local time (UTC+1) x', /^Only "local time \(UTC\+1\)" after the time has a time zone/);
    reads('11/28 @ 2:03 PM x', '2026-11-28T13:03:00Z');
    asks('14:03 server time x', /"server time" after the time could be a time zone or words/);
    asks('14:03 your time x', /could be a time zone or words/);
    reads('14:03 local time x', '2026-11-29T13:03:00Z', 'local time x');
    reads('14:03 ET (11:03 PT) x', '2026-11-28T19:03:00Z', '(11:03 PT) x');
    reads('14:03 PT-1234 is open', '2026-11-29T13:03:00Z', 'PT-1234 is open');
    reads('14:03 server timeouts', '2026-11-29T13:03:00Z', 'server timeouts');
    reads('14:03 to 14:10 x', '2026-11-29T13:03:00Z', 'to 14:10 x');
  });

  describe('the half of the day in words', () => {
    for (const line of [
      '2:03 in the afternoon x',
      '2:03 this afternoon x',
      '9:30 last night x',
      '9:30 tonight x',
      '9:30 yesterday evening x',
      '12:00 midnight x',
      '2 Uhr nachmittags x',
      '8 Uhr abends x',
      '9:30 gestern Abend x',
      '2:03 de la tarde x',
      '2:03 da tarde x',
      '2:03 du soir x',
      "2:03 de l'apr\u00e8s-midi x",
      '2:03 di pomeriggio x',
      '2:03 po po\u0142udniu x',
      '2:03 \u0432\u0435\u0447\u0435\u0440\u0430 x',
      '2:03 \u0645 x',
      '2:03 P x',
    ]) {
      asks(line, /in the morning or in the afternoon/);
    }
    reads('9:30 this morning x', '2026-11-29T08:30:00Z', 'this morning x');
    reads('12:00 noon x', '2026-11-29T11:00:00Z', 'noon x');
    reads('14:03 this afternoon x', '2026-11-29T13:03:00Z', 'this afternoon x');
    reads('2:03 A pod crashed', '2026-11-29T01:03:00Z', 'A pod crashed');
    for (const line of ['last night at 11:50 PM x', 'this afternoon at 2:03 x', 'yesterday evening, 9:30 x']) {
      hints(line);
    }
  });

  describe('a day behind the time', () => {
    reads('14:03 (yesterday) x', '2026-11-28T13:03:00Z');
    reads('14:03 (27 Nov) x', '2026-11-27T13:03:00Z');
    reads('14:03 27 novembre x', '2026-11-27T13:03:00Z');
    reads('14:03 27.11. x', '2026-11-27T13:03:00Z');
    reads('14:03 on 27/11 x', '2026-11-27T13:03:00Z');
    reads('14:03 day before yesterday x', '2026-11-27T13:03:00Z');
    reads('vorgestern 14:03 x', '2026-11-27T13:03:00Z');
    reads('the day before yesterday at 14:03 x', '2026-11-27T13:03:00Z');
    for (const line of [
      '14:03 Fri x',
      '14:03 lundi x',
      '14:03 hier x',
      '14:03 on the 27th x',
      '23:50 (-1) x',
      '14:03 D-1 x',
      '14:03 -1d x',
      '14:03 20261127 x',
      '14:03 (yesterday UTC) x',
    ]) {
      asks(line, /after the time could be its day or a word/);
    }
    reads('14:03 3 out of 5 pods are up', '2026-11-29T13:03:00Z', '3 out of 5 pods are up');
    reads('14:03 3 OUT of 5', '2026-11-29T13:03:00Z', '3 OUT of 5');
    reads('14:03 2 may have failed', '2026-11-29T13:03:00Z', '2 may have failed');
    reads('14:03 on call took over', '2026-11-29T13:03:00Z', 'on call took over');
  });

  describe('what is not a time of day, or not written like one', () => {
    for (const line of [
      '5:00 minutes left',
      '0:45 elapsed',
      '14.03 x',
      'kl 14.03 x',
      '\uff11\uff14:03 x',
      '14\uff1a03 x',
      '\u0661\u0664:\u0660\u0663 x',
      '20261127140322 x',
      '20261127-140322 x',
      '1795788202 x',
      '[1795788202.123] x',
      '<t:1795788202:R> x',
      '27-NOV-26 02.03.22 PM x',
      '5m earlier x',
      '1:30 ago x',
      '-1h -30m x',
      '\u20135m x',
      '\u20145m x',
      '-1w x',
      'yesterday at 2 x',
      'yesterday noon x',
      '281403Z NOV 26 x',
      'vor 5 Minuten x',
      'il y a 5 minutes x',
      '-1.5h x',
      'T+5 x',
      '1403R x',
      '12 midnight x',
    ]) {
      hints(line);
    }
    for (const words of [
      'second page came',
      '10.20.30.40 unreachable',
      'ago.example.com is down',
      'min replicas lowered',
      'left the call',
      'remaining pods drained',
      'minutes are in the wiki',
    ]) {
      reads(`14:03 ${words}`, '2026-11-29T13:03:00Z', words);
    }
    reads('[11/27/26 14:03:22:123 CET] x', '2026-11-27T13:03:22Z');
    reads('2026-11-28 14:03:22:123 x', '2026-11-28T13:03:22Z');
  });

  describe('logs', () => {
    reads('Nov 20 14:03:22 host x: y', '2026-11-20T13:03:22Z', 'host x: y');
    reads('<34>1 2026-11-20T14:03:22.003Z host x', '2026-11-20T14:03:22Z', 'host x');
    reads('[20/Nov/2026:14:03:22 +0200] x', '2026-11-20T12:03:22Z');
    const access = '10.0.0.1 - - [20/Nov/2026:14:03:22 +0000] "GET / HTTP/1.1" 502 0';
    reads(access, '2026-11-20T14:03:22Z', access);
    reads('2026-11-20 14:03:22,123 ERROR x', '2026-11-20T13:03:22Z', 'ERROR x');
    reads('2026-11-20T14:03:22,123+0200 x', '2026-11-20T12:03:22Z');
    reads('2026/11/20 14:03:22 [error] x', '2026-11-20T13:03:22Z', '[error] x');
    reads('20261120T140322Z x', '2026-11-20T14:03:22Z');
    reads('Fri Nov 20 14:03:22 CET 2026 x', '2026-11-20T13:03:22Z');
    reads('Fri Nov 20 2026 14:03:22 GMT+0100 (Central European Standard Time) x', '2026-11-20T13:03:22Z');
    reads('2026-11-20 14:03:22.123 +0100 CET x', '2026-11-20T13:03:22Z');
    reads('2026-11-20 14:03:22 +0100 TEST x', '2026-11-20T13:03:22Z', 'TEST x');
    reads('[Fri Nov 20 14:03:22.123456 2026] [core:error] x', '2026-11-20T13:03:22Z', '[core:error] x');
    hints('web_1 | 2026-11-20T14:03:22Z x');
    hints('I1120 14:03:22.123 x');
    asks('2026-11-20T14:03:22 x', /has no offset/);
  });

  describe('months and weekdays of other languages', () => {
    reads('Freitag, 20. November 2026 um 14:03 Uhr: x', '2026-11-20T13:03:00Z');
    reads('gestern um 14:03 x', '2026-11-28T13:03:00Z');
    reads('20 nov. 2026 à 14:03 x', '2026-11-20T13:03:00Z');
    reads('20 août 14:03 x', '2026-08-20T12:03:00Z');
    reads('ayer 14:03 x', '2026-11-28T13:03:00Z');
    reads('20 de noviembre de 2026, 14:03 x', '2026-11-20T13:03:00Z');
    reads('venerdì 20 novembre 2026 alle ore 14:03 x', '2026-11-20T13:03:00Z');
    reads('20 grudnia 2025 14:03 x', '2025-12-20T13:03:00Z');
    // In Croatian it's October, in Polish November.
    asks(
      '20 listopada 2026 14:03 x',
      /"20 listopada 2026" could be two dates. Write it like 20 Oct 2026 or 20 Nov 2026/,
    );
    asks('14:03 20 listopada x', /"20 listopada" could be two dates. Write it like 20 Oct or 20 Nov/);
    asks('20 lip 14:03 x', /20 Jun or 20 Jul/);
    reads('fredag 14:03 x', '2026-11-27T13:03:00Z');
    // Here in German, yesterday in French.
    hints('hier 14:03 x');
  });

  describe('what is not a time', () => {
    isProse('5 nodes down');
    isProse('-5 m of rain');
    isProse('1403 requests failed');
    isProse('version 14.03 is out');
    isProse('127.0.0.1:8080 refuses');
    isProse('10.2.3.4:5432 refuses');
    isProse('page came, 3 of 5 pods are up');
    isProse('rolled back at 14:03');
  });
});
