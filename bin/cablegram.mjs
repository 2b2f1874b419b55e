#!/usr/bin/env node
// @ts-check
// Examines a cable from outside: npx cablegram doctor <url> [options]
import { parseArgs } from 'node:util';
import { examine } from './doctor.mjs';

const USAGE = `Usage: cablegram doctor <url> [options]

Connects to a cable as a browser would, reports what blocks pages from it, and how to fix it.

  <url>                   the address of the cable: wss://example.com/cable
  --origin <origin>       the origin of the page; default: the origin of the cable
  --header "Name: value"  adds a header, for example a Cookie; may be repeated
  --token <token>         the token that the page's getToken returns, sent as the page sends it
  --identifier <json>     on AnyCable: watches this subscription, such as '{"channel":"RoomChannel","id":7}'
  --presence              on AnyCable: checks also what presence needs, and with --identifier that channel
  --without-cookies       the cable uses no cookies, so pages of every origin may connect
  --json                  prints the result as JSON
  --help                  prints this help

Exits with 1 if a check failed, otherwise with 0. The query string of the address is never printed.`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  process.exitCode = 1;
}

/**
 * @param {string[]} args
 * @returns {Promise<0 | 1>}
 */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      origin: { type: 'string' },
      header: { type: 'string', multiple: true, default: [] },
      token: { type: 'string' },
      identifier: { type: 'string' },
      presence: { type: 'boolean', default: false },
      'without-cookies': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, address, ...rest] = positionals;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (command !== 'doctor' || address === undefined || rest.length > 0) throw new TypeError('cablegram has one command: doctor <url>.');
  const url = readAddress(address);
  const options = {
    headers: Object.fromEntries(values.header.map(readHeader)),
    withoutCookies: values['without-cookies'],
    presence: values.presence,
    ...(values.identifier !== undefined && { identifier: values.identifier }),
    ...(values.token !== undefined && { token: values.token }),
    ...(values.origin !== undefined && { origin: readOrigin(values.origin) }),
  };
  const checks = [];
  if (!values.json) console.log(`${redacted(url)}\n`);
  for await (const check of examine(url, options)) {
    checks.push(check);
    if (!values.json) console.log(lineOf(check));
  }
  const isWell = checks.every(({ result }) => result !== 'failed');
  if (values.json) console.log(JSON.stringify({ url: redacted(url), ok: isWell, checks }, undefined, 2));
  return isWell ? 0 : 1;
}

/** @param {import('./doctor.mjs').Check} check */
function lineOf({ name, result, message, remedy }) {
  return `${result.padEnd(8)} ${name.padEnd(9)} ${message}${remedy === undefined ? '' : ` ${remedy}`}`;
}

/** Returns an address without possible secrets: a token in the query, or a password. @param {URL} url */
function redacted({ protocol, host, pathname, search }) {
  return `${protocol.replace('http', 'ws')}//${host}${pathname}${search === '' ? '' : '?…'}`;
}

/** @param {string} address */
function readAddress(address) {
  const url = /^(ws|http)s?:\/\//i.test(address) ? address.replace(/^ws/i, 'http') : '';
  // The message does not contain the address, since it may contain a token.
  if (!URL.canParse(url)) throw new TypeError('The address of a cable must begin with wss:, ws:, https: or http:.');
  return new URL(url);
}

/** @param {string} origin */
function readOrigin(origin) {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin)
    throw new TypeError('--origin needs an origin, such as https://mine.example.');
  return origin;
}

/** @param {string} header @returns {[name: string, value: string]} */
function readHeader(header) {
  const [, name = '', value = ''] = /^([\w-]+):\s*([ -~]*)$/.exec(header) ?? [];
  if (name === '') throw new TypeError('--header needs a name and a value: "Cookie: …".');
  return [name.toLowerCase(), value];
}
