import { expect, fixture, html } from '@open-wc/testing';
import '../../../components/define/live-presence.js';
import type { LivePresence } from '../../../components/live-presence/live-presence.js';
import { type Connection, createConnection } from '../../../src/index.js';
import { FakeCable, type FakeCableOptions } from '../../../src/testing/index.js';
import { waitUntil } from '../../support/wait-until.js';

const ROOM = ['RoomChannel', {}] as const;

function partsOf(element: LivePresence, name: string): readonly HTMLElement[] {
  return [...(element.shadowRoot?.querySelectorAll<HTMLElement>(`[part~='${name}']`) ?? [])];
}

function textOf(element: LivePresence, name: string): string {
  return partsOf(element, name)
    .map(({ textContent }) => textContent.trim())
    .join('|');
}

/** The contrast of an element's text with its own background, as WCAG 2 reckons it. */
function contrastOf(element: Element): number {
  const { color, backgroundColor } = getComputedStyle(element);
  const [one = 0, other = 0] = [luminanceOf(color), luminanceOf(backgroundColor)].sort((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
}

/** Draws the colour, since browsers write it in the space that it was given in. */
function luminanceOf(color: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

suite('LivePresence', () => {
  let fake: FakeCable;
  let connection: Connection;

  function open(options: FakeCableOptions): void {
    fake = new FakeCable(options);
    connection = createConnection({ transports: [fake.transport], retry: () => 60_000 });
  }

  setup(() => open({ presence: true }));
  teardown(() => connection.close());

  async function show(
    template = html`<live-presence channel="RoomChannel" .connection=${connection}></live-presence>`,
  ): Promise<LivePresence> {
    return fixture<LivePresence>(template);
  }

  test('shows the initials of who is here, each once, and how many more', async () => {
    for (const name of ['Ann Berg', '李雷', 'José', 'dan', 'Eve X Fox', 'Gus', 'Hal']) fake.join(...ROOM, name, { name });
    fake.join(...ROOM, 'Gus', { name: 'Gus' });
    const here = await show();
    await waitUntil(() => partsOf(here, 'member').length === 5);
    expect(textOf(here, 'avatar')).to.equal('AB|李|J|D|EF');
    expect(textOf(here, 'more')).to.contain('+2');
    expect(here.members.length).to.equal(7);
    expect(here.matches(':state(live)')).to.equal(true);
    await expect(here).to.be.accessible();
  });

  test('shows the number alone, and that nobody is here', async () => {
    const here = await show(html`<live-presence channel="RoomChannel" variant="count" .connection=${connection}></live-presence>`);
    await waitUntil(() => textOf(here, 'count') === 'Nobody here');
    fake.join(...ROOM, 'ann');
    await waitUntil(() => textOf(here, 'count') === '1 here');
  });

  test('joins with the id of the page, and leaves after it was removed', async () => {
    const here = await show(
      html`<live-presence channel="RoomChannel" presence-id="me" info='{"name":"Me"}' .connection=${connection}></live-presence>`,
    );
    await waitUntil(() => textOf(here, 'avatar') === 'M');
    const parent = here.parentElement;
    here.remove();
    parent?.append(here);
    expect(fake.presentIn(...ROOM).join()).to.equal('me');
    here.remove();
    await waitUntil(() => fake.presentIn(...ROOM).length === 0);
  });

  test('keeps everybody while the link is lost, with the time', async () => {
    fake.join(...ROOM, 'ann', { name: 'Ann' });
    const here = await show();
    await waitUntil(() => textOf(here, 'avatar') === 'A');
    fake.drop();
    await waitUntil(() => here.matches(':state(reconnecting)'));
    expect(textOf(here, 'avatar')).to.equal('A');
    expect(textOf(here, 'note')).to.contain('as of');
    await expect(here).to.be.accessible();
  });

  test('shows while paused who was here when the pause began, with that time', async () => {
    for (const id of ['ann', 'bob']) fake.join(...ROOM, id);
    const here = await show(html`<live-presence channel="RoomChannel" variant="count" .connection=${connection}></live-presence>`);
    await waitUntil(() => textOf(here, 'count') === '2 here');
    connection.pause();
    await waitUntil(() => here.matches(':state(paused)'));
    await here.updateComplete;
    const note = textOf(here, 'note');
    expect(note).to.contain('as of');
    const { now } = Date;
    Date.now = () => now() + 60_000;
    fake.leave(...ROOM, 'bob');
    Date.now = now;
    here.requestUpdate();
    await here.updateComplete;
    expect([textOf(here, 'count'), textOf(here, 'note')]).to.deep.equal(['2 here', note]);
    connection.resume();
    await waitUntil(() => textOf(here, 'count') === '1 here');
  });

  for (const scheme of ['light', 'dark']) {
    test(`initials can be read in each of the six colours, and where they may be old: ${scheme}`, async () => {
      // One id for each colour.
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) fake.join(...ROOM, id, { name: id });
      const here = await show(
        html`<live-presence
          channel="RoomChannel"
          max="6"
          style="color-scheme: ${scheme}; --live-color-surface: Canvas"
          .connection=${connection}
        ></live-presence>`,
      );
      await waitUntil(() => partsOf(here, 'member').length === 6);
      expect(new Set(partsOf(here, 'member').map(({ dataset }) => dataset['hue'])).size).to.equal(6);
      const faces = (): readonly HTMLElement[] => [...partsOf(here, 'member'), ...partsOf(here, 'more')];
      expect(Math.min(...faces().map(contrastOf))).to.be.at.least(4.5);
      fake.drop();
      await waitUntil(() => here.matches(':state(reconnecting)'));
      expect(Math.min(...faces().map(contrastOf))).to.be.at.least(4.5);
    });
  }

  test('joins as soon as nobody else of the page is present with another id', async () => {
    const [first, second] = await Promise.all(
      ['one', 'two'].map((id) =>
        show(html`<live-presence channel="RoomChannel" presence-id=${id} .connection=${connection}></live-presence>`),
      ),
    );
    await waitUntil(() => second?.matches(':state(error)'));
    first?.remove();
    await waitUntil(() => fake.presentIn(...ROOM).join() === 'two');
    await waitUntil(() => second?.matches(':state(live)'));
  });

  test('says where there is no presence, and what to do', async () => {
    open({ presence: 'without-broker' });
    const errors: string[] = [];
    const onError = (event: Event): void => void errors.push((event as unknown as { error: { code: string } }).error.code);
    addEventListener('live-error', onError);
    const here = await show();
    await waitUntil(() => here.matches(':state(failed)'));
    removeEventListener('live-error', onError);
    expect(textOf(here, 'note')).to.equal('Presence is not available');
    expect(partsOf(here, 'note')[0]?.title).to.contain('broker');
    expect(errors.join()).to.equal('presence-unsupported');
    await expect(here).to.be.accessible();
  });

  test('shows hostile info as text, and no picture of another scheme', async () => {
    const infos: readonly unknown[] = [
      { name: '<img src=x onerror=alert(1)>', avatar: 'javascript:alert(1)' },
      ['a'],
      null,
      { name: { first: 'x' }, avatar: ' data:text/html,x' },
      { name: 'x'.repeat(100_000) },
    ];
    infos.forEach((info, index) => fake.join(...ROOM, `9007199254740993${index}`, info));
    const here = await show();
    await waitUntil(() => partsOf(here, 'member').length === 5);
    expect(here.shadowRoot?.querySelectorAll('img').length).to.equal(0);
    expect(partsOf(here, 'member')[0]?.title).to.equal('<img src=x onerror=alert(1)>');
    expect(partsOf(here, 'member')[1]?.title).to.equal('Guest');
    expect(Number(partsOf(here, 'member')[4]?.title.length)).to.be.below(70);
    expect(here.members[0]?.id).to.equal('90071992547409930');
  });

  test('shows a picture, and the initials where it cannot be loaded', async () => {
    fake.join(...ROOM, 'ann', { name: 'Ann', avatar: '/no-such-picture.png' });
    const here = await show();
    await waitUntil(() => textOf(here, 'avatar') === 'A');
  });

  test('takes bodies of the channel for nothing', async () => {
    const here = await show();
    await waitUntil(() => here.matches(':state(live)'));
    fake.broadcast(...ROOM, { value: 5 });
    await here.updateComplete;
    expect(textOf(here, 'count')).to.equal('Nobody here');
    expect(here.matches(':state(error)')).to.equal(false);
  });
});
