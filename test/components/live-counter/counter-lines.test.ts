import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define/live-counter.js';
import type { LiveCounter } from '../../../components/live-counter/live-counter.js';

/** The number as it is broken into lines: what stands at one height, from the top. */
function linesOf(counter: LiveCounter): readonly string[] {
  const value = counter.shadowRoot?.querySelector('[part~="value"]');
  if (!value) throw new Error('There is no number.');
  const lines: { bottom: number; text: string }[] = [];
  const walker = document.createTreeWalker(value, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? '';
    for (let index = 0; index < text.length; index += 1) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const { bottom, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      const line = lines.find((one) => Math.abs(one.bottom - bottom) < 12);
      if (line) line.text += text[index] ?? '';
      else lines.push({ bottom, text: text[index] ?? '' });
    }
  }
  // Browsers separate thousands in Swiss German by one apostrophe or the other.
  return lines.map(({ text }) => text.replace(/\s+/g, ' ').replace(/'/g, '’').trim());
}

async function show(width: string, attributes: Readonly<Record<string, string>>): Promise<LiveCounter> {
  const box = await fixture<HTMLElement>(html`<div .style=${`width:${width};font-family:monospace`}></div>`);
  const counter = document.createElement('live-counter');
  for (const [name, value] of Object.entries(attributes)) counter.setAttribute(name, value);
  box.append(counter);
  await counter.updateComplete;
  return counter;
}

suite('LiveCounter in a narrow box', () => {
  const amount = { value: '1234567.5', currency: 'EUR', label: 'Revenue' };

  test('breaks between the code of a currency and the number, and never within digits', async () => {
    expect(linesOf(await show('12rem', { ...amount, lang: 'de-CH' }))).to.deep.equal(['EUR', '1’234’567.50']);
    expect(linesOf(await show('12rem', { ...amount, lang: 'de', currency: 'CHF' }))).to.deep.equal(['1.234.567,50', 'CHF']);
    expect(linesOf(await show('2rem', { ...amount, lang: 'en', currency: 'USD' }))).to.deep.equal(['$1,234,567.50']);
  });

  test('takes one line if there is room', async () => {
    expect(linesOf(await show('24rem', { ...amount, lang: 'de-CH' }))).to.deep.equal(['EUR 1’234’567.50']);
  });

  test('breaks a number of 13 digits and more behind its separators', async () => {
    const lines = linesOf(await show('12rem', { value: '12345678901234567890', label: 'Views', lang: 'en' }));
    expect(linesOf(await show('8rem', { value: '9007199254740993', label: 'Views', lang: 'en' })).length).to.be.greaterThan(1);
    expect(lines.length).to.be.greaterThan(1);
    for (const line of lines.slice(0, -1)) expect(line).to.match(/^[\d,]*,$/);
    expect(lines.join('')).to.equal('12,345,678,901,234,567,890');
  });

  test('says a number of several lines as one', async () => {
    const counter = await show('12rem', { value: '12345678901234567890', label: 'Views', lang: 'en' });
    expect(counter.shadowRoot?.querySelector('[part~="value"]')?.getAttribute('aria-hidden')).to.equal('true');
    expect(counter.shadowRoot?.querySelector('[part~="value"] + [part="for-listeners"]')?.textContent).to.equal(
      '12,345,678,901,234,567,890',
    );
  });

  test('wraps a text between its words', async () => {
    expect(linesOf(await show('8rem', { value: 'closed for today', label: 'Shop' })).length).to.be.greaterThan(1);
  });
});
