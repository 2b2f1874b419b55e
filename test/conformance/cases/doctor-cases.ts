import assert from 'node:assert/strict';
import { type Check, type DoctorOptions, examine } from '../../../bin/doctor.mjs';
import type { Case } from '../harness/case.js';

/** What `npx cablegram doctor` finds at a server that is well, and at one that is asked wrongly. */
export const doctorCases: readonly Case[] = [
  {
    title: 'X4: the doctor finds nothing wrong: it welcomes, beats every 3 s, and refuses a foreign Origin',
    run: async ({ target, note }) => {
      const checks = await look(`${target.url}/cable${target.query}`);
      note(checks.map(({ message }) => message).join(' '));
      assert.equal(told(checks), 'answer:ok path:ok upgrade:ok origin:ok protocol:ok welcome:ok beat:ok foreign:ok');
    },
  },
  {
    title: 'X4: the doctor tells a foreign page, a wrong path and a missing sign-in apart',
    run: async ({ target }) => {
      const { url, query } = target;
      assert.equal(told(await look(`${url}/cable${query}`, { origin: 'http://foreign.example' })), 'answer:ok path:ok origin:failed');
      assert.equal(told(await look(`${url}/no-cable`)), 'answer:ok path:failed');
      assert.match(told(await look(`${url}/cable`)), /welcome:warning foreign:ok$/);
    },
  },
];

async function look(url: string, options: DoctorOptions = {}): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for await (const check of examine(new URL(url), options)) checks.push(check);
  return checks;
}

function told(checks: readonly Check[]): string {
  return checks.map(({ name, result }) => `${name}:${result}`).join(' ');
}
