// @ts-check
// Ends a run with one plain line of totals, over all files and browsers.

/** @typedef {import("@web/test-runner").TestSuiteResult} Suite */

/** @returns {import("@web/test-runner").Reporter} */
export function totalsReporter() {
  return {
    stop({ sessions }) {
      let passed = 0;
      let failed = 0;
      let skipped = 0;
      /** @param {Suite} suite */
      const count = (suite) => {
        for (const test of suite.tests) {
          if (test.skipped) skipped++;
          else if (test.passed) passed++;
          else failed++;
        }
        suite.suites.forEach(count);
      };
      for (const session of sessions) {
        if (session.testResults) count(session.testResults);
        // A file that could not be loaded has no results, and an error outside a test is in none.
        if (!session.passed && session.errors.length) failed++;
      }
      // Last of all, after the default reporter's own closing lines.
      process.once('exit', () => console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`));
    },
  };
}
