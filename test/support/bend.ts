import { integer, pick, type Random } from '../../examples/server/random.js';

const ODD_VALUES: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  '__proto__',
  'constructor',
  'toString',
  '\u0000\ud800',
  [],
  {},
  [[[[]]]],
  { type: 'batch', data: [{ type: 'batch', data: [null] }] },
  { value: { value: 1 } },
  'x'.repeat(10_000),
];
const ODD_KEYS: readonly [string, ...string[]] = [
  '__proto__',
  'constructor',
  'prototype',
  'type',
  'identifier',
  'message',
  'reconnect',
  'then',
  'toJSON',
];
const ODD_TEXT: readonly [string, ...string[]] = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\\u',
  'null',
  '1e999',
  '\u2028',
  '\ufeff',
  ' ',
  '\n',
  '"__proto__":',
  '"type":"welcome",',
  '"type":"ping",',
];

/** Bends a frame in one to four ways, of its text or of its JSON, as the random source says. */
export function bend(frame: string, others: readonly [string, ...string[]], random: Random): string {
  let bent = frame;
  for (let times = integer(random, 1, 4); times > 0; times -= 1) bent = bendOnce(bent, others, random);
  return bent;
}

function bendOnce(text: string, others: readonly [string, ...string[]], random: Random): string {
  const at = integer(random, 0, text.length);
  const until = Math.min(text.length, at + integer(random, 1, 12));
  switch (integer(random, 0, 7)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(until);
    case 2:
      return text.slice(0, until) + text.slice(at);
    case 3:
      return text.slice(0, at) + pick(random, ODD_TEXT) + text.slice(at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(integer(random, 0, 0xffff)) + text.slice(at + 1);
    case 5:
      return text.slice(0, at) + pick(random, others).slice(integer(random, 0, 40));
    default:
      return bendJson(text, random);
  }
}

/** Replaces, adds, renames or removes one member somewhere in the JSON; what is no JSON stays. */
function bendJson(text: string, random: Random): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  return JSON.stringify(bendValue(value, random));
}

function bendValue(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.2) return pick(random, ODD_VALUES);
  const entries: [string, unknown][] = Object.entries(value);
  const place = integer(random, 0, Math.max(0, entries.length - 1));
  const [key = '', member] = entries[place] ?? [];
  const bent: readonly [string, unknown][] = [
    [key, bendValue(member, random)],
    [pick(random, ODD_KEYS), member],
    [pick(random, ODD_KEYS), pick(random, ODD_VALUES)],
  ];
  const kept = random() < 0.1 ? [] : [bent[integer(random, 0, bent.length - 1)] ?? [key, member]];
  const all = [...entries.slice(0, place), ...kept, ...entries.slice(place + 1)];
  // By definition, so that a `__proto__` key is an own one, as JSON makes it.
  return Array.isArray(value) ? all.map(([, each]) => each) : Object.fromEntries(all);
}
