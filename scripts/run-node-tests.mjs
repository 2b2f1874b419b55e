// @ts-check
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { failureLine } from './failure-line.mjs';

/** @typedef {NonNullable<Parameters<typeof run>[0]> & { readonly grep?: string | undefined }} Options */

/**
 * Runs test files with the runner of Node, and prints each test, the failed ones once more, and the totals. Sets the exit code.
 *
 * @param {Options} options
 * @param {number} [failedBefore] What failed before any test could run.
 */
export async function runNodeTests({ grep, ...options }, failedBefore = 0) {
  const counts = { passed: 0, failed: failedBefore };
  /** @type {string[]} */
  const failures = [];
  const tests = run({ ...options, ...(grep === undefined ? {} : { testNamePatterns: [grep] }) });
  tests.on('test:diagnostic', ({ nesting, message }) => {
    if (nesting !== 0) return;
    const [, what = '', count = '0'] = /^(pass|fail|cancelled) (\d+)$/.exec(message) ?? [];
    if (what === 'pass') counts.passed += Number(count);
    else if (what) counts.failed += Number(count);
  });
  tests.on('test:fail', ({ name, file, details: { error } }) => {
    // A suite fails with its tests, which are named themselves.
    if ('failureType' in error && error.failureType === 'subtestsFailed') return;
    const { message } = error.cause instanceof Error ? error.cause : error;
    failures.push(failureLine(`${relative(process.cwd(), file ?? '')} › ${name}`, message));
  });
  // @ts-expect-error: Node 20's types say that the reporter is a function, but it is a stream.
  for await (const text of tests.compose(spec)) process.stdout.write(text);
  for (const line of failures) console.log(line);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
