import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { en } from '../../components/translations/en.js';

type Word = string | ((...values: readonly unknown[]) => string);
type Words = Readonly<Record<string, Word>>;

const root = new URL('../../components/', import.meta.url);
const codes = readdirSync(new URL('translations', root))
  .map((file) => file.replace('.ts', ''))
  .filter((name) => name !== 'translation');
const english = en as unknown as Words;
const keys = Object.keys(english);
const functions = keys.filter((key) => typeof english[key] === 'function');

/** The arguments that are neither a number nor a text that is shown. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  counterLevel: ['high', 'low'],
  progressLevel: ['high', 'low'],
  tickerMove: ['up', 'down'],
  noticeSeverity: ['info', 'success', 'warning', 'danger'],
  tickerSession: ['open', 'closed', 'halted', 'delayed'],
  progressState: ['queued', 'running', 'paused', 'cancelling', 'succeeded', 'failed', 'cancelled', 'lost'],
  statusTransport: ['cable', 'sse', 'polling'],
  statusReason: [
    ...[
      'unauthorized',
      'token_expired',
      'invalid_request',
      'unsupported-protocol',
      'invalid-url',
      'refused',
      'closed',
      'silent',
      'no-welcome',
    ],
    ...['server_restart', 'captive-portal', 'deaf', 'other-user', 'unread', 'remote'],
  ],
};
const COUNTS = [0, 1, 2, 5, 21, 100];

suite('the languages', () => {
  test('are those that script tags load', () => {
    const loaded = readFileSync(new URL('define/languages.ts', root), 'utf8').matchAll(
      /^ {2}(\w+): \(\) => import\('..\/translations\/\1\.js'\)/gm,
    );
    assert.deepEqual(['en', ...[...loaded].map(([, code]) => code)].sort(), codes);
  });

  for (const code of codes) {
    test(`have the words of English, and no others: ${code}`, async () => {
      const words = await wordsOf(code);
      const own = Object.keys(words);
      assert.deepEqual(
        { missing: keys.filter((key) => !own.includes(key)), unknown: own.filter((key) => !keys.includes(key)) },
        { missing: [], unknown: [] },
      );
      assert.equal(words['$code'], code);
      assert.equal(words['$dir'], code === 'ar' ? 'rtl' : 'ltr');
    });

    test(`have a text for every word: ${code}`, async () => {
      const words = await wordsOf(code);
      for (const key of keys.filter((key) => key in words)) {
        const word = words[key];
        assert.equal(typeof word, typeof english[key], key);
        if (typeof word !== 'function') assert.match(String(word), /\S/, key);
      }
    });

    test(`write every count: ${code}`, async () => {
      const words = await wordsOf(code);
      for (const key of functions) {
        const word = words[key];
        if (typeof word !== 'function') continue;
        for (const first of FIRST[key] ?? COUNTS) {
          for (const value of typeof first === 'number' ? [first, new Intl.NumberFormat(code).format(first)] : [first]) {
            const text = word(value, value, value, value);
            assert.ok(text.trim() !== '' && !/undefined|\bnull\b|NaN|\[object|=>/.test(text), `${key}(${String(value)}): ${text}`);
            // Arabic has words for none, one and two; Italian for another one.
            if (typeof first === 'number' && first > 2) assert.ok(text.includes(String(value)), `${key}(${String(value)}): ${text}`);
          }
        }
      }
    });
  }

  test('inflect by the plural rules of each', async () => {
    const written = async (code: string, key: string, counts: readonly (number | string)[]): Promise<readonly string[]> => {
      const word = (await wordsOf(code))[key];
      return counts.map((count) => (typeof word === 'function' ? word(count) : ''));
    };
    assert.deepEqual(await written('pl', 'statusAttempts', [1, 3, 5, 22]), [
      '1 nieudana próba',
      '3 nieudane próby',
      '5 nieudanych prób',
      '22 nieudane próby',
    ]);
    assert.deepEqual(await written('fr', 'noticesNew', ['0', '2', '99+']), [
      '0 nouvelle notification',
      '2 nouvelles notifications',
      '99+ nouvelles notifications',
    ]);
    assert.deepEqual(await written('ar', 'noticesNew', ['1', '٢', '٣', '11', '100']), [
      'إشعار جديد واحد',
      'إشعاران جديدان',
      '٣ إشعارات جديدة',
      '11 إشعارًا جديدًا',
      '100 إشعار جديد',
    ]);
  });
});

async function wordsOf(code: string): Promise<Words> {
  const module = (await import(new URL(`translations/${code}.ts`, root).href)) as Readonly<Record<string, Words>>;
  return module[code] ?? {};
}
