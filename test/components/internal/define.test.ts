import { expect } from '@open-wc/testing';
import { define } from '../../../components/internal/define.js';

suite('define', () => {
  test('registers a class once, and leaves a taken tag to the first', () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (...args: unknown[]) => warnings.push(args[0]);
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    define('x-defined', First);
    define('x-defined', First);
    expect(warnings).to.have.lengthOf(0);
    define('x-defined', Second);
    define('x-defined', Second);
    console.warn = warn;
    expect(customElements.get('x-defined')).to.equal(First);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/^cablegram: <x-defined>/);
  });
});
