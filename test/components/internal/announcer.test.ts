import { expect, fixture, html } from '@open-wc/testing';
import { announce } from '../../../components/internal/announcer.js';
import { waitUntil } from '../../support/wait-until.js';

function lines(): readonly string[] {
  return [...document.querySelectorAll('#cablegram-announcements p')].map((line) => line.textContent);
}

suite('announce', () => {
  test('says a text by one region of the page, empty before', async () => {
    const from = await fixture<HTMLElement>(html`<div></div>`);
    announce('Orders today: 1,204', { from });
    const region = document.querySelector('#cablegram-announcements');
    expect(region?.getAttribute('aria-live')).to.equal('polite');
    expect(lines()).to.deep.equal([]);
    await waitUntil(() => lines().includes('Orders today: 1,204'));
    expect(document.querySelectorAll('#cablegram-announcements')).to.have.lengthOf(1);
  });

  test('says only the newest of what one element says in between', async () => {
    const from = await fixture<HTMLElement>(html`<div></div>`);
    announce('one', { from, every: 50 });
    announce('two', { from, every: 50 });
    announce('three', { from, every: 50 });
    await waitUntil(() => lines().includes('three'));
    expect(lines()).not.to.include('one');
    expect(lines()).not.to.include('two');
  });

  test('says nothing of an element that has left', async () => {
    const from = await fixture<HTMLElement>(html`<div></div>`);
    const other = await fixture<HTMLElement>(html`<div></div>`);
    announce('gone', { from });
    from.remove();
    announce('here', { from: other });
    await waitUntil(() => lines().includes('here'));
    expect(lines()).not.to.include('gone');
  });
});
