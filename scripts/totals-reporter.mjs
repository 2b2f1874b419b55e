// @ts-check
// Prints the failed tests and one line of totals at the end, over all files and browsers.
import { relative } from 'node:path';
import { failureLine } from './failure-line.mjs';

/** @typedef {import("@web/test-runner").TestSuiteResult} Suite */

/** @returns {import("@web/test-runner").Reporter} */
export function totalsReporter() {
  return {
    stop({ sessions }) {
      let passed = 0;
      let skipped = 0;
      /** @type {string[]} */
      const failures = [];
      /** @param {Suite} suite @param {string} where */
      const count = (suite, where) => {
        for (const { name, skipped: isSkipped, passed: hasPassed, error } of suite.tests) {
          if (isSkipped) skipped++;
          else if (hasPassed) passed++;
          else failures.push(failureLine(`${where} › ${name}`, error?.message));
        }
        for (const inner of suite.suites) count(inner, inner.name ? `${where} › ${inner.name}` : where);
      };
      for (const { browser, testFile, testResults, passed: hasPassed, errors } of sessions) {
        const where = `${browser.name} ${relative(process.cwd(), testFile ?? '')}`;
        if (testResults) count(testResults, where);
        // A file that failed to load has no results, and an error outside a test belongs to none.
        if (!hasPassed && errors.length) failures.push(failureLine(where, errors[0]?.message));
      }
      // Print last, after the default reporter's own lines.
      process.once('exit', () => {
        for (const line of failures) console.log(line);
        console.log(`${passed} passed, ${failures.length} failed, ${skipped} skipped`);
      });
    },
  };
}
