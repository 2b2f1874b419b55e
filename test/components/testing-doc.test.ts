import * as openWc from '@open-wc/testing';
import * as cablegram from '../../src/index.js';
import * as testing from '../../src/testing/index.js';
import '../../components/define/live-connection.js';
import '../../components/define/live-counter.js';
import { importsOf, runSample, samplesIn, type SampleTest } from '../src/testing/samples.js';

suite('docs/testing.md in a browser', () => {
  test('has a sample that is true', async () => {
    const text = await (await fetch('/docs/testing.md')).text();
    const samples = samplesIn(text).filter((code) => importsOf(code).includes('@open-wc/testing'));
    const tests: SampleTest[] = [];
    const modules = {
      '@open-wc/testing': openWc,
      cablegram,
      'cablegram/testing': testing,
      'cablegram/define/live-connection.js': {},
      'cablegram/define/live-counter.js': {},
    };
    for (const code of samples) await runSample(code, modules, (name: string, run: SampleTest['run']) => tests.push({ name, run }));
    openWc.expect(tests.length).to.be.greaterThan(0);
    for (const { run } of tests) await run(undefined);
  });

  test('leaves the page its frames', async () => {
    let frames = 0;
    testing.inVirtualTime((time) => {
      requestAnimationFrame(() => (frames += 1));
      time.advance(16);
      requestAnimationFrame(() => (frames += 10));
      cancelAnimationFrame(requestAnimationFrame(() => (frames += 100)));
      openWc.expect(frames).to.equal(1);
    });
    await openWc.nextFrame();
    openWc.expect(frames).to.equal(11);
  });
});
