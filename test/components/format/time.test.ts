import { expect } from '@open-wc/testing';
import { clockTime, dayName, dayOf, relativeTime, SharedClock } from '../../../components/format/time.js';
import { zonedLocale } from '../../../components/format/zoned-locale.js';

const NOW = Date.UTC(2026, 10, 21, 12);

suite('relativeTime', () => {
  test('says an age in the largest whole unit', () => {
    expect(relativeTime(NOW - 12_400, NOW, 'en')).to.equal('12s ago');
    expect(relativeTime(NOW - 119_000, NOW, 'en', 'long')).to.equal('1 minute ago');
    expect(relativeTime(NOW - 3 * 3_600_000, NOW, 'en', 'long')).to.equal('3 hours ago');
    expect(relativeTime(NOW - 12_000, NOW, 'de', 'long')).to.equal('vor 12 Sekunden');
  });

  test('says now for less than a second', () => {
    expect(relativeTime(NOW - 400, NOW, 'en')).to.equal('now');
    expect(relativeTime(NOW, NOW, 'en')).to.equal('now');
  });

  test('says what is ahead', () => {
    expect(relativeTime(NOW + 5000, NOW, 'en', 'long')).to.equal('in 5 seconds');
  });
});

suite('clockTime', () => {
  test('says an instant by the clock', () => {
    expect(clockTime(NOW, 'de', { timeZone: 'UTC' })).to.equal('12:00:00');
  });

  test('says the day too where it is another one', () => {
    expect(clockTime(NOW - 3 * 86_400_000, 'de', { timeZone: 'UTC', now: NOW })).to.contain('18. Nov');
  });
});

suite('dayName', () => {
  test('names today, yesterday and other days, with the year if it is another', () => {
    const [now, day] = [Date.UTC(2026, 10, 21, 12), 86_400_000];
    const locale = zonedLocale('en', 'UTC', undefined);
    const names = [0, 1, 2, 400, -1].map((days) => dayName(now - days * day, now, locale));
    expect(names).to.deep.equal(['Today', 'Yesterday', 'Thursday, November 19', 'Friday, October 17, 2025', 'Sunday, November 22']);
    expect(dayName(now - day, now, zonedLocale('de', 'UTC', undefined))).to.equal('Gestern');
  });

  test('counts days in the time zone, with any calendar and digits', () => {
    const late = Date.UTC(2026, 10, 21, 23);
    const zones = ['UTC', 'Asia/Tokyo', 'America/New_York'];
    for (const language of ['en', 'th', 'ar-EG', 'fa']) {
      const days = zones.map((zone) => dayOf(late, zonedLocale(language, zone, undefined)) - Date.UTC(2026, 10, 21) / 86_400_000);
      expect(days).to.deep.equal([0, 1, 0]);
    }
  });
});

suite('SharedClock', () => {
  test('ticks at whole multiples, and not before', async () => {
    const clock = new SharedClock(50);
    const now = await new Promise<number>((resolve) => {
      const stop = clock.listen((at) => {
        stop();
        resolve(at);
      });
    });
    expect(now % 50).to.be.lessThan(45);
  });

  test('calls the others if one throws, and stops when asked', async () => {
    const clock = new SharedClock(20);
    const reported: unknown[] = [];
    const { reportError } = globalThis;
    globalThis.reportError = (error) => reported.push(error);
    const stopBad = clock.listen(() => {
      throw new Error('bad listener');
    });
    let ticks = 0;
    await new Promise<void>((resolve) => {
      const stop = clock.listen(() => {
        ticks += 1;
        stop();
        resolve();
      });
    });
    stopBad();
    globalThis.reportError = reported.length > 0 ? reportError : globalThis.reportError;
    expect(ticks).to.equal(1);
    expect(reported).to.have.lengthOf(1);
  });
});
