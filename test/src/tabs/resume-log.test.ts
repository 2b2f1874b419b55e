import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createResumeLog, type ResumeLog } from '../../../src/tabs/resume-log.js';
import type { Position } from '../../../src/transport/transport.js';

function at(offset: number): Position {
  return { stream: 'room', epoch: 'e', offset };
}

function take(log: ResumeLog, offset: number, isExpected = true): void {
  log.take({ type: 'body', body: offset, position: at(offset) }, at(offset), isExpected);
}

/** A log whose first tab had come to 3, and to which the server has answered that nothing is missing. */
function answered(): ResumeLog {
  const log = createResumeLog({ positions: [at(3)] });
  log.begin();
  log.answer([]);
  return log;
}

suite('createResumeLog', () => {
  test('a tab that resumes gets the bodies since the server was asked, from where it was asked', () => {
    const log = answered();
    take(log, 4);
    take(log, 5);
    const { missed, base, bodies } = log.resumptionFor(true);
    assert.deepEqual([missed, base, bodies.map(({ body }) => body)], [[], { positions: [at(3)] }, [4, 5]]);
  });

  test('a tab that begins gets none of them, and stands at the present', () => {
    const log = answered();
    take(log, 4);
    assert.deepEqual(log.resumptionFor(false), { missed: [], base: { positions: [at(4)] }, bodies: [] });
  });

  test('before the server has answered, nothing is said to be complete', () => {
    const log = createResumeLog({ positions: [at(3)] });
    log.begin();
    take(log, 4);
    const { missed, bodies } = log.resumptionFor(true);
    assert.deepEqual([missed, bodies], [undefined, []]);
  });

  test('after something was missed on the open link, a tab that resumes does not know what it missed', () => {
    const log = answered();
    log.tear();
    assert.equal(log.resumptionFor(true).missed, 'unknown');
    assert.deepEqual(log.resumptionFor(false).missed, []);
  });

  test('a new link begins anew, from where the streams stand', () => {
    const log = answered();
    take(log, 4);
    log.tear();
    log.begin();
    log.answer([]);
    assert.deepEqual(log.resumptionFor(true), { missed: [], base: { positions: [at(4)] }, bodies: [] });
  });

  test('keeps 1,000 bodies at most, and none once no tab is expected', () => {
    const log = answered();
    for (let offset = 4; offset <= 1_003; offset += 1) take(log, offset);
    assert.equal(log.resumptionFor(true).bodies.length, 1_000);
    take(log, 1_004);
    assert.deepEqual(log.resumptionFor(true), { missed: [], base: { positions: [at(1_004)] }, bodies: [] });
    take(log, 1_005, false);
    assert.deepEqual(log.resumptionFor(true), { missed: [], base: { positions: [at(1_005)] }, bodies: [] });
  });
});
