// @ts-check
// Prints one line of totals at the end, over all files and browsers.

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
        // A file that failed to load has no results, and an error outside a test belongs to none.
        if (!session.passed && session.errors.length) failed++;
      }
      // Print last, after the default reporter's own lines.
      process.once('exit', () => console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`));
    },
  };
}
