import '../../../components/define/live-feed.js';
import { expect, html } from '@open-wc/testing';
import type { LiveErrorEvent } from '../../../components/internal/events.js';
import { closeScenes, feedScene, type FeedScene } from './feed-fixture.js';

teardown(closeScenes);

const HARMFUL =
  '<p class="note" onclick="globalThis.pwned = 1">Paper <b>jam</b></p><script>globalThis.pwned = 1</script><a href="javascript:alert(1)">more</a><img src="x" onerror="globalThis.pwned = 1">';

const prototype = Element.prototype as { setHTML?: unknown };
const platform = prototype.setHTML;

suite('an item of HTML', () => {
  teardown(() => {
    if (platform !== undefined) prototype.setHTML = platform;
  });

  /** Makes a feed in a browser without a sanitizer of its own, or in any browser. */
  async function sceneOf(attributes: object, isOwn = false): Promise<FeedScene & { readonly errors: string[] }> {
    if (!isOwn) delete prototype.setHTML;
    const scene = await feedScene({ payload: 'html', ...attributes });
    const errors: string[] = [];
    scene.feed.addEventListener('live-error', (event) => errors.push(((event as LiveErrorEvent).error as Error).message));
    return { ...scene, errors };
  }

  function fragmentOf(text: string): DocumentFragment {
    const template = document.createElement('template');
    template.innerHTML = text;
    for (const element of template.content.querySelectorAll('script, img')) element.remove();
    for (const element of template.content.querySelectorAll('*')) element.removeAttribute('onclick');
    return template.content;
  }

  test('passes the sanitizer of the browser', async function () {
    if (platform === undefined) return this.skip();
    const { feed, send, errors } = await sceneOf({}, true);
    await send('<p class="note">first</p>', HARMFUL);
    const [item] = feed.children;
    expect(item?.querySelector('p b')?.textContent).to.equal('jam');
    expect(item?.querySelector('p')?.className).to.equal('note');
    expect(item?.querySelector('script, [onclick], [onerror], [href^="javascript"]')).to.equal(null);
    expect('pwned' in globalThis).to.equal(false);
    expect(feed.children).to.have.length(2);
    expect(errors).to.deep.equal([]);
  });

  test('is text without any sanitizer, and says so', async () => {
    const { feed, send, errors } = await sceneOf({});
    await send(HARMFUL, '<i>two</i>');
    expect([...feed.children].map((item) => [item.textContent, item.childElementCount])).to.deep.equal([
      ['<i>two</i>', 0],
      [HARMFUL, 0],
    ]);
    expect(errors).to.deep.equal(['This browser has no Element.setHTML and the <live-feed> has no sanitizer, so HTML is shown as text.']);
  });

  test('passes the sanitizer of the page, and stays the same item', async () => {
    const { feed, send, errors } = await sceneOf({ sanitizer: fragmentOf });
    await send({ id: 3, html: '<p>one</p>' });
    const [item] = feed.children;
    expect(item?.innerHTML).to.equal('<p>one</p>');
    await send({ id: 3, html: HARMFUL });
    expect(feed.children[0] === item).to.equal(true);
    expect(item?.querySelector('b')?.textContent).to.equal('jam');
    await send({ id: 3, title: 'no longer HTML' });
    expect(item?.textContent).to.include('no longer HTML');
    await send({ id: 3, html: '<p>four</p>' });
    expect(item?.innerHTML).to.equal('<p>four</p>');
    expect(errors).to.deep.equal([]);
  });

  test('is found where the field says, and in a snapshot', async () => {
    const { feed, send, snapshot } = await sceneOf({ sanitizer: fragmentOf, field: 'row.markup' });
    await send({ event: 'x', data: { row: { markup: '<p>one</p>' } } });
    expect(feed.firstElementChild?.innerHTML).to.equal('<p>one</p>');
    await snapshot({ row: { markup: '<p>two</p>' } });
    expect([...feed.children].map((item) => item.innerHTML)).to.deep.equal(['<p>two</p>']);
  });

  for (const [what, sanitizer, message] of [
    ['text', (text: string): string => text, 'sanitizer of <live-feed> returned a value of type string instead of a node'],
    ['nothing', (): undefined => undefined, 'sanitizer of <live-feed> returned a value of type undefined instead of a node'],
    [
      'an error',
      (): never => {
        throw new Error('no');
      },
      'sanitizer of <live-feed> threw Error: no',
    ],
  ] as const) {
    test(`is text if the page's sanitizer makes ${what} of it`, async () => {
      const { feed, send, errors } = await sceneOf({ sanitizer });
      await send(HARMFUL);
      expect(feed.firstElementChild?.childElementCount).to.equal(0);
      expect(feed.firstElementChild?.textContent).to.equal(HARMFUL);
      expect(errors).to.deep.equal([`${message}, so the HTML is shown as text.`]);
    });
  }

  test('may be trusted HTML of a policy', async function () {
    const { trustedTypes } = globalThis as unknown as {
      trustedTypes?: { createPolicy: (name: string, rules: object) => { createHTML: (text: string) => object } };
    };
    if (!trustedTypes) return this.skip();
    const policy = trustedTypes.createPolicy('test', { createHTML: (text: string) => text.replaceAll(/ on\w+="[^"]*"/g, '') });
    const { feed, send, errors } = await sceneOf({ sanitizer: (text: string) => policy.createHTML(text) });
    await send('<p onclick="globalThis.pwned = 1">one</p><script>globalThis.pwned = 1</script>');
    expect(feed.firstElementChild?.innerHTML).to.equal('<p>one</p>');
    expect('pwned' in globalThis).to.equal(false);
    expect(errors).to.deep.equal([]);
  });

  test('is not made unless the page asks for it', async () => {
    const { feed, send } = await feedScene({ sanitizer: fragmentOf }, html``);
    await send('<b>bold</b>');
    expect(feed.querySelector('b')).to.equal(null);
    expect(feed.textContent).to.include('<b>bold</b>');
  });

  test('has its ages written, and is named', async () => {
    const { feed, send } = await sceneOf({ sanitizer: fragmentOf });
    await send('<h3>Paper jam</h3><time datetime="2020-01-01T00:00:00Z"></time>');
    expect(feed.querySelector('time')?.textContent).to.match(/ago/);
    expect(feed.firstElementChild?.ariaLabelledByElements?.[0]?.textContent).to.equal('Paper jam');
  });
});
