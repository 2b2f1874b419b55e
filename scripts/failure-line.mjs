// @ts-check

const START = 'failed: ';

/** Names a failed test in one line, for the end of a long run. @param {string} test @param {string} [message] */
export function failureLine(test, message = '') {
  return `${START}${test}${message ? `: ${message.split('\n')[0]}` : ''}`;
}

/** Returns the failed tests that an output names. @param {string} output */
export function failureLines(output) {
  return output.split('\n').filter((line) => line.startsWith(START));
}
