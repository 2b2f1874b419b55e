import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../../components/define/live-connection.js';
import '../../../components/define/live-counter.js';
import '../../../components/translations/de.js';
import { motionBudget } from '../../../components/internal/frame.js';
import type { LiveCounter } from '../../../components/live-counter/live-counter.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { preferring } from '../../support/media.js';
import { outOfSight } from '../../support/sight.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function part(counter: LiveCounter, name: string): HTMLElement | null {
  return counter.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
}

/** What the eye gets of the value. */
function shown(counter: LiveCounter): string {
  return part(counter, 'value')?.textContent.trim() ?? '';
}

/** What people who listen get of the value. */
function spoken(counter: LiveCounter): string {
  const beside = counter.shadowRoot?.querySelector('[part~="value"] + [part="for-listeners"]')?.textContent ?? '';
  const isForTheEye = part(counter, 'value')?.ariaHidden === 'true';
  return isForTheEye ? beside : [shown(counter), beside].filter(Boolean).join(', ');
}

function noteOf(counter: LiveCounter): string {
  return textIn(part(counter, 'note'));
}

/** What the eye gets of a doubt in running text. */
function words(counter: LiveCounter): string {
  return textIn(counter.shadowRoot?.querySelector('[part="doubt"] > span[aria-hidden]') ?? part(counter, 'note'));
}

function reasonOf(counter: LiveCounter): string {
  return textIn(part(counter, 'reason'));
}

function textIn(element: Element | null): string {
  return element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}

/** Collects the errors that an element reports. */
function errorsOf(counter: LiveCounter): readonly string[] {
  const errors: string[] = [];
  counter.addEventListener('live-error', ({ error }) => errors.push(String(error)));
  return errors;
}

function stateOf(counter: LiveCounter, state: string): boolean {
  return counter.matches(`:state(${state})`);
}

/** Lets digits roll longer than a test lasts, however slow the machine is. */
const SLOW_ROLL = '--live-roll-duration: 600s';

suite('LiveCounter', () => {
  let fake: FakeCable;
  let time: ElementTime;
  let connection: Connection;

  setup(() => {
    time = new ElementTime().stop();
    fake = new FakeCable();
    connection = steadyConnection(fake, { retry: () => 60_000 });
  });

  teardown(() => {
    time.end();
    connection.close();
  });

  async function show(template: TemplateResult): Promise<LiveCounter> {
    const host = await fixture(html`<live-connection .connection=${connection}>${template}</live-connection>`);
    const counter = host.querySelector('live-counter');
    if (counter === null) throw new Error('There is no <live-counter>.');
    await counter.updateComplete;
    await counter.updateComplete;
    return counter;
  }

  async function say(counter: LiveCounter, ...bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) fake.broadcast(counter.channel, counter.params ?? {}, body);
    await nextFrame();
    await counter.updateComplete;
    await nextFrame();
  }

  suite('before the first message', () => {
    test('shows what the page brings', async () => {
      const counter = await show(html`<live-counter channel="A" value="1204">1,204 or so</live-counter>`);
      const slot = part(counter, 'value')?.querySelector('slot');
      expect(slot?.assignedNodes().map((node) => node.textContent)).to.deep.equal(['1,204 or so']);
      expect(stateOf(counter, 'waiting')).to.equal(true);
    });

    test('writes the value where the page brings no content', async () => {
      const counter = await show(html`<live-counter channel="A" value="1204"> </live-counter>`);
      expect(shown(counter)).to.equal('1,204');
      expect(spoken(counter)).to.equal('1,204');
    });

    test('says that nothing was heard yet', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      expect(shown(counter)).to.equal('–');
      expect(noteOf(counter)).to.equal('Nothing heard yet');
      expect(part(counter, 'note')?.querySelector('svg')).not.to.equal(null);
      await expect(counter).to.be.accessible();
    });
  });

  suite('messages', () => {
    test('replace the content of the page', async () => {
      const counter = await show(html`<live-counter channel="A" params='{"metric":"orders"}'>1,204</live-counter>`);
      await say(counter, { value: 1205 });
      expect(shown(counter)).to.equal('1,205');
      expect(stateOf(counter, 'live')).to.equal(true);
    });

    test('add to the value of the page, or to its number', async () => {
      const counter = await show(html`<live-counter channel="A" value="1204">1,204</live-counter>`);
      await say(counter, { increment: 2 });
      expect(shown(counter)).to.equal('1,206');
      const other = await show(html`<live-counter channel="B">41</live-counter>`);
      await say(other, { increment: 1 });
      expect(shown(other)).to.equal('42');
    });

    test('add to a number that is written for people, by the language of the page', async () => {
      const english = await show(html`<live-counter channel="A" lang="en">1,204</live-counter>`);
      await say(english, { increment: 1 });
      expect(shown(english)).to.equal('1,205');
      const german = await show(html`<live-counter channel="B" lang="de">1.204</live-counter>`);
      await say(german, { increment: 1 });
      expect(shown(german)).to.equal('1.205');
      const undeclared = await show(html`<live-counter channel="C">1,204</live-counter>`);
      await say(undeclared, { increment: 1 });
      expect(shown(undeclared)).to.equal('1,205');
    });

    test('add nothing to content that is no number for sure, and say so', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders">some 1,204</live-counter>`);
      const errors = errorsOf(counter);
      await say(counter, { increment: 1 }, { increment: 1 });
      expect(part(counter, 'value')?.querySelector('slot')?.assignedNodes()[0]?.textContent).to.equal('some 1,204');
      expect(stateOf(counter, 'stale')).to.equal(true);
      expect(noteOf(counter)).to.match(/^updates missed since/);
      expect(errors).to.have.lengthOf(1);
      expect(errors[0]).to.contain('"some 1,204"');
      await say(counter, { value: 1206 });
      expect(shown(counter)).to.equal('1,206');
      expect(stateOf(counter, 'live')).to.equal(true);
    });

    test('are added exactly', async () => {
      const counter = await show(html`<live-counter channel="A" value="12345678901234567.25" with-delta></live-counter>`);
      await say(counter, { increment: 1 });
      expect(shown(counter)).to.equal('12,345,678,901,234,568.25');
      expect(textIn(part(counter, 'change'))).to.match(/^up ?1$/);
    });

    test('show every digit', async () => {
      const property = await show(html`<live-counter channel="A" .value=${'9007199254740993'}></live-counter>`);
      expect(shown(property)).to.equal('9,007,199,254,740,993');
      const attribute = await show(html`<live-counter channel="B" value="9007199254740993"></live-counter>`);
      expect(shown(attribute)).to.equal('9,007,199,254,740,993');
      const content = await show(html`<live-counter channel="C" lang="en">9,007,199,254,740,993</live-counter>`);
      await say(content, { increment: 2 });
      expect(shown(content)).to.equal('9,007,199,254,740,995');
      const message = await show(html`<live-counter channel="D"></live-counter>`);
      await say(message, { value: '9007199254740993' });
      expect(shown(message)).to.equal('9,007,199,254,740,993');
      const url = URL.createObjectURL(new Blob(['{"value":9007199254740993}'], { type: 'application/json' }));
      const snapshot = await show(html`<live-counter channel="E" snapshot=${url}></live-counter>`);
      await waitUntil(() => shown(snapshot) === '9,007,199,254,740,993');
    });

    test('are rendered at most once a frame', async () => {
      const counter = await show(html`<live-counter channel="A"></live-counter>`);
      let renders = 0;
      let changes = 0;
      const { requestUpdate } = counter;
      counter.requestUpdate = (...args: Parameters<typeof requestUpdate>) => {
        if (!counter.isUpdatePending) renders += 1;
        requestUpdate.apply(counter, args);
      };
      counter.addEventListener('live-change', () => (changes += 1));
      counter.effect = 'none';
      await counter.updateComplete;
      renders = 0;
      for (let value = 0; value < 500; value += 1) fake.broadcast('A', {}, { value });
      await nextFrame();
      await counter.updateComplete;
      expect(shown(counter)).to.equal('499');
      expect(renders).to.be.at.most(2);
      expect(changes).to.equal(1);
    });

    test('tell the page what changed', async () => {
      const counter = await show(html`<live-counter channel="A" value="5"></live-counter>`);
      const changes: unknown[] = [];
      counter.addEventListener('live-change', ({ value, previous }) => changes.push([value, previous]));
      await say(counter, 7);
      expect(changes).to.deep.equal([[7, 5]]);
    });

    test('count events', async () => {
      const counter = await show(html`<live-counter channel="A" event="order_created order_paid" value="10"></live-counter>`);
      await say(counter, { event: 'order_created' }, { type: 'batch', data: [{ event: 'order_paid' }, { event: 'order_lost' }] });
      expect(shown(counter)).to.equal('12');
    });

    test('give a field, and the item that is followed', async () => {
      const counter = await show(html`<live-counter channel="A" field="price" key="symbol" entity="ACME"></live-counter>`);
      await say(counter, { symbol: 'ACME', price: 192.31 }, { symbol: 'GLBX', price: 1 });
      expect(shown(counter)).to.equal('192.31');
    });

    test('are zero, or nothing, after an empty snapshot', async () => {
      const url = URL.createObjectURL(new Blob(['[]'], { type: 'application/json' }));
      const events = await show(html`<live-counter channel="A" event="paid" value="3" snapshot=${url}></live-counter>`);
      await waitUntil(() => shown(events) === '0');
      const value = await show(html`<live-counter channel="B" value="3" snapshot=${url}></live-counter>`);
      await waitUntil(() => shown(value) === '–');
    });

    test('leave what is shown, in doubt, if a snapshot does not speak to it', async () => {
      for (const body of ['{"totals":{"books":16}}', '{}', '{"value":{"cents":4200}}']) {
        const url = URL.createObjectURL(new Blob([body], { type: 'application/json' }));
        const counter = await show(html`<live-counter channel="A" params=${body} label="Books" value="15"></live-counter>`);
        const errors = errorsOf(counter);
        counter.snapshot = url;
        await waitUntil(() => errors.length > 0, body);
        // A snapshot that cannot be used may be mended within the grace.
        time.advance(1_000);
        await waitUntil(() => stateOf(counter, 'stale'), body);
        expect(shown(counter), body).to.equal('15');
        expect(errors.join(), body).to.match(/looks for|contains no value/);
      }
    });

    test('bring the whole value by field, and add by event', async () => {
      const url = URL.createObjectURL(new Blob(['{"totals":{"books":16}}'], { type: 'application/json' }));
      const counter = await show(
        html`<live-counter channel="A" event="book_created" field="totals.books" value="15" snapshot=${url}></live-counter>`,
      );
      await waitUntil(() => shown(counter) === '16');
      await say(counter, { event: 'book_created', data: { id: 17 } });
      expect(shown(counter)).to.equal('17');
      expect(stateOf(counter, 'live')).to.equal(true);
    });

    test('show text, true and false as they are, and nothing as a dash', async () => {
      const counter = await show(html`<live-counter channel="A"></live-counter>`);
      for (const [value, text] of [
        ['open', 'open'],
        [true, 'true'],
        [false, 'false'],
        ['', ''],
        [null, '–'],
      ]) {
        await say(counter, { value });
        expect(shown(counter)).to.equal(text);
      }
    });

    test('begin with the snapshot if there is one', async () => {
      const snapshot = URL.createObjectURL(new Blob(['{"value":40}'], { type: 'application/json' }));
      const counter = await show(html`<live-counter channel="A" snapshot=${snapshot}></live-counter>`);
      await waitUntil(() => shown(counter) === '40');
      await say(counter, { increment: 2 });
      expect(shown(counter)).to.equal('42');
      URL.revokeObjectURL(snapshot);
    });

    test('are text, whatever they hold', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      const payloads = ['<img src=x onerror="window.hacked = true">', '<script>window.hacked = true</script>', '{{constructor}}', '${1}'];
      for (const payload of payloads) {
        await say(counter, { value: payload });
        expect(shown(counter)).to.equal(payload);
      }
      expect(counter.shadowRoot?.querySelector('img, script')).to.equal(null);
      expect('hacked' in window).to.equal(false);
    });
  });

  suite('the server’s word', () => {
    test('replaces what is shown when a morph changes it', async () => {
      const counter = await show(html`<live-counter channel="A" value="5"></live-counter>`);
      await say(counter, 7);
      counter.setAttribute('value', '9');
      await counter.updateComplete;
      expect(shown(counter)).to.equal('9');
    });

    test('leaves what is newer by its own time', async () => {
      const counter = await show(html`<live-counter channel="A" value="5" as-of="2026-11-21T10:00:00Z"></live-counter>`);
      await say(counter, { value: 7, timestamp: '2026-11-21T10:05:00Z' });
      counter.setAttribute('value', '6');
      counter.setAttribute('as-of', '2026-11-21T10:01:00Z');
      await counter.updateComplete;
      expect(shown(counter)).to.equal('7');
      counter.setAttribute('value', '8');
      counter.setAttribute('as-of', '2026-11-21T10:09:00Z');
      await counter.updateComplete;
      expect(shown(counter)).to.equal('8');
    });

    test('follows another channel when a morph names it', async () => {
      const counter = await show(html`<live-counter channel="A" params='{"id":1}'></live-counter>`);
      counter.setAttribute('params', '{"id":2}');
      await counter.updateComplete;
      fake.broadcast('A', { id: 2 }, 4);
      await nextFrame();
      await nextFrame();
      expect(shown(counter)).to.equal('4');
    });

    test('applies again when the content changes, or `value` is taken away', async () => {
      const counter = await show(html`<live-counter channel="A" lang="en" value="7">5</live-counter>`);
      await say(counter, 6);
      counter.textContent = '1,009';
      await nextFrame();
      counter.removeAttribute('value');
      await counter.updateComplete;
      expect(part(counter, 'value')?.querySelector('slot')?.assignedNodes()[0]?.textContent).to.equal('1,009');
      await say(counter, { increment: 1 });
      expect(shown(counter)).to.equal('1,010');
    });

    test('is shown by `value` when that changes and the content does not', async () => {
      const counter = await show(html`<live-counter channel="A" value="5">five</live-counter>`);
      counter.value = 6;
      await counter.updateComplete;
      expect(shown(counter)).to.equal('6');
    });

    test('begins anew with another channel, item, field or event, and no sum goes on', async () => {
      const counter = await show(html`<live-counter channel="A" entity="1" with-delta value="10"></live-counter>`);
      const changes: readonly (() => void)[] = [
        () => (counter.entity = '2'),
        () => (counter.params = { shop: 2 }),
        () => (counter.channel = 'B'),
        () => (counter.event = 'sold'),
        () => (counter.field = 'left'),
        () => (counter.key = 'data.id'),
      ];
      for (const change of changes) {
        fake.broadcast(counter.channel, counter.params ?? {}, {
          id: 1,
          entity: 1,
          value: 111,
          left: 111,
          event: counter.event || undefined,
        });
        await nextFrame();
        await counter.updateComplete;
        change();
        await counter.updateComplete;
        await counter.updateComplete;
        expect(shown(counter)).to.equal('10');
        expect(stateOf(counter, 'live')).to.equal(false);
        expect(stateOf(counter, 'up')).to.equal(false);
        expect(textIn(part(counter, 'change'))).not.to.contain('101');
      }
    });

    test('is nothing but waiting if the page brings none', async () => {
      const counter = await show(html`<live-counter channel="A" entity="1" label="Orders"></live-counter>`);
      await say(counter, { id: 1, value: 111 });
      expect(shown(counter)).to.equal('111');
      counter.entity = '2';
      await counter.updateComplete;
      await counter.updateComplete;
      expect(shown(counter)).to.equal('–');
      expect(stateOf(counter, 'waiting')).to.equal(true);
      await say(counter, { id: 2, increment: 1 });
      expect(shown(counter)).to.equal('1');
      expect(stateOf(counter, 'up')).to.equal(false);
    });

    test('keeps no attribute of its own', async () => {
      const counter = await show(html`<live-counter channel="A" value="5"></live-counter>`);
      await say(counter, 7);
      expect(counter.getAttributeNames().sort()).to.deep.equal(['channel', 'value']);
    });

    test('keeps its digits where they are too many for a number', async () => {
      const counter = await show(html`<live-counter value="12345678901234567.89"></live-counter>`);
      expect(shown(counter)).to.equal('12,345,678,901,234,567.89');
    });
  });

  suite('age', () => {
    test('keeps the last value when the link is lost, and says since when', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" stale-after="1h"></live-counter>`);
      await say(counter, { value: 5, timestamp: Date.now() });
      fake.drop();
      time.advance(1_000);
      await counter.updateComplete;
      expect(shown(counter)).to.equal('5');
      expect(stateOf(counter, 'reconnecting')).to.equal(true);
      expect(noteOf(counter)).to.match(/^Reconnecting… · as of \d/);
      expect(part(counter, 'note')?.querySelector('svg')).not.to.equal(null);
      await expect(counter).to.be.accessible();
    });

    test('says when what the server rendered is too old', async () => {
      const counter = await show(
        html`<live-counter channel="A" label="Orders" value="5" as-of=${Date.now() - 3_600_000} stale-after="30s"></live-counter>`,
      );
      expect(stateOf(counter, 'stale')).to.equal(true);
      expect(noteOf(counter)).to.match(/^as of .*\d/);
      await say(counter, 6);
      expect(stateOf(counter, 'stale')).to.equal(false);
    });

    test('says how old what the server rendered is while the link is down and nothing was heard', async () => {
      const asOf = new Date(2026, 10, 21, 10, 0, 7);
      const counter = await show(html`<live-counter channel="A" label="Orders" as-of=${asOf.toISOString()}>some 1,204</live-counter>`);
      expect(noteOf(counter)).to.equal('Nothing heard yet');
      fake.drop();
      time.advance(1_000);
      await counter.updateComplete;
      expect(noteOf(counter)).to.match(/^Reconnecting… · as of .*10:00:07/);
      expect(part(counter, 'value')?.querySelector('slot')).not.to.equal(null);
    });

    test('grows stale by itself', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" stale-after="100ms"></live-counter>`);
      await say(counter, 6);
      time.advance(101);
      await waitUntil(() => stateOf(counter, 'stale'), 'is not stale');
    });

    test('says that it is paused, and jumps to the present afterwards', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      await say(counter, 1);
      const scope = counter.closest('live-connection')?.connection;
      scope?.pause();
      await say(counter, 2, 3);
      expect(shown(counter)).to.equal('1');
      expect(stateOf(counter, 'paused')).to.equal(true);
      expect(noteOf(counter)).to.match(/^Paused/);
      scope?.resume();
      await nextFrame();
      await nextFrame();
      expect(shown(counter)).to.equal('3');
    });

    test('shows its last value with its age while it is stopped, and never as fresh before it hears again', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      await say(counter, 1);
      connection.pause('stop');
      await waitUntil(() => connection.status.state === 'idle', 'is still connected');
      await counter.updateComplete;
      expect(stateOf(counter, 'paused')).to.equal(true);
      expect(shown(counter)).to.equal('1');
      expect(noteOf(counter)).to.match(/^Paused · as of \d/);
      await expect(counter).to.be.accessible();
      fake.hang();
      connection.resume();
      await counter.updateComplete;
      expect(connection.status.state).to.equal('connecting');
      expect(stateOf(counter, 'reconnecting')).to.equal(true);
      expect(shown(counter)).to.equal('1');
      fake.accept();
      await waitUntil(() => noteOf(counter).startsWith('updates missed since'), noteOf(counter));
      await say(counter, 2);
      expect(shown(counter)).to.equal('2');
      expect(stateOf(counter, 'live')).to.equal(true);
    });

    test('says that the server refused', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" value="5"></live-counter>`);
      fake.reject('A');
      await counter.updateComplete;
      expect(stateOf(counter, 'rejected')).to.equal(true);
      expect(noteOf(counter)).to.match(/^Not allowed/);
      expect(shown(counter)).to.equal('5');
    });

    test('says that updates were missed, until the next whole value', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" event="order_created" value="5"></live-counter>`);
      await say(counter, { event: 'order_created' });
      fake.drop();
      connection.reconnect();
      await nextFrame();
      await nextFrame();
      await counter.updateComplete;
      if (!stateOf(counter, 'stale')) throw new Error(`no gap was told: ${counter.shadowRoot?.textContent ?? ''}`);
      expect(noteOf(counter)).to.match(/^updates missed since/);
      expect(shown(counter)).to.equal('6');
    });
  });

  suite('change', () => {
    test('is shown by shape, word and state', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      await say(counter, 5);
      expect(stateOf(counter, 'up')).to.equal(false);
      await say(counter, 7);
      expect([stateOf(counter, 'up'), stateOf(counter, 'down')]).to.deep.equal([true, false]);
      expect(spoken(counter)).to.equal('7, up');
      expect(part(counter, 'cue')?.dataset['direction']).to.equal('up');
      await say(counter, 4);
      expect([stateOf(counter, 'up'), stateOf(counter, 'down')]).to.deep.equal([false, true]);
      expect(spoken(counter)).to.equal('4, down');
    });

    test('is counted since the first number', async () => {
      const counter = await show(
        html`<live-counter channel="A" label="Orders" with-delta value="1272" as-of="2026-11-21T10:00:00Z"></live-counter>`,
      );
      await say(counter, 1284);
      expect(part(counter, 'change')?.textContent.replace(/\s+/g, ' ').trim()).to.match(/^up ?12$/);
      expect(noteOf(counter)).to.contain('since');
      await expect(counter).to.be.accessible();
    });

    test('rolls the digits that change, and comes to rest as plain text', async () => {
      const counter = await show(html`<live-counter channel="A" effect="roll" style=${SLOW_ROLL}></live-counter>`);
      await say(counter, 199);
      await say(counter, 207);
      const digits = [...(counter.shadowRoot?.querySelectorAll<HTMLElement>('[part="digit"]') ?? [])];
      expect(digits.map(({ dataset }) => dataset['strip'])).to.deep.equal(['1\n2', '9\n0', '9\n0\n1\n2\n3\n4\n5\n6\n7']);
      expect(spoken(counter)).to.equal('207, up');
      for (const animation of counter.shadowRoot?.getAnimations() ?? []) animation.finish();
      await waitUntil(() => part(counter, 'digit') === null);
      expect(shown(counter)).to.equal('207');
    });

    test('hides rolling digits from people who listen, who get the whole value', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" effect="roll" style=${SLOW_ROLL}></live-counter>`);
      await say(counter, 199);
      await say(counter, 207);
      expect(part(counter, 'digit')).not.to.equal(null);
      expect(part(counter, 'value')?.ariaHidden).to.equal('true');
      expect(spoken(counter)).to.equal('207, up');
      await expect(counter).to.be.accessible();
    });

    test('puts the last digits on paper, though they roll', async () => {
      const counter = await show(html`<live-counter channel="A" effect="roll" style=${SLOW_ROLL}></live-counter>`);
      await say(counter, 1);
      await say(counter, 999);
      expect(part(counter, 'digit')).not.to.equal(null);
      dispatchEvent(new Event('beforeprint'));
      await counter.updateComplete;
      expect(part(counter, 'digit')).to.equal(null);
      expect(shown(counter)).to.equal('999');
    });

    test('moves nothing if the person asked for less motion', function () {
      return preferring({ reducedMotion: 'reduce' }, this, async () => {
        const counter = await show(html`<live-counter channel="A" effect="roll"></live-counter>`);
        await say(counter, 1);
        await say(counter, 2);
        expect(part(counter, 'digit')).to.equal(null);
        expect(shown(counter)).to.equal('2');
        expect(stateOf(counter, 'up')).to.equal(true);
      });
    });

    test('shows digits of other scripts, and numbers from right to left, as text', async () => {
      const counter = await show(html`<live-counter channel="A" effect="roll" lang="ar-EG" dir="rtl"></live-counter>`);
      await say(counter, 1);
      await say(counter, 1284);
      expect(part(counter, 'digit')).to.equal(null);
      expect(shown(counter)).to.equal('١٬٢٨٤');
    });

    test('keeps the room of a longer number', async () => {
      const counter = await show(html`<live-counter channel="A" effect="none"></live-counter>`);
      await say(counter, 10000);
      const before = part(counter, 'value')?.getBoundingClientRect().width ?? 0;
      await say(counter, 9);
      const after = part(counter, 'value')?.getBoundingClientRect().width ?? 0;
      expect(after).to.be.greaterThan(before * 0.8);
    });

    test('moves nothing in running text, and says in words that it may be old', async () => {
      const host = await fixture(
        html`<p>
          <live-connection .connection=${connection}>So far <live-counter channel="A"></live-counter> orders.</live-connection>
        </p>`,
      );
      const counter = host.querySelector('live-counter');
      if (counter === null) throw new Error('There is no <live-counter>.');
      await counter.updateComplete;
      await say(counter, 10);
      const before = counter.getBoundingClientRect().width;
      await say(counter, 11);
      expect(counter.getBoundingClientRect().width).to.be.closeTo(before, 0.1);
      fake.drop();
      time.advance(1_000);
      await counter.updateComplete;
      expect(words(counter)).to.match(/^as of \d/);
      expect(reasonOf(counter)).to.match(/^Reconnecting… · as of \d/);
      expect(part(counter, 'note')?.dataset['tone']).to.equal('warn');
      await expect(counter).to.be.accessible();
    });

    test('shows the reason of a doubt in running text on a tap, and hides it on Escape', async () => {
      const counter = await show(html`<live-counter channel="A"></live-counter>`);
      await say(counter, 10);
      fake.drop();
      time.advance(1_000);
      await waitUntil(() => part(counter, 'doubt') !== null);
      const reason = (): DOMRect => part(counter, 'reason')?.getBoundingClientRect() ?? new DOMRect();
      expect(reason().width).to.be.lessThan(2);
      part(counter, 'doubt')?.click();
      expect(reason().width).to.be.greaterThan(50);
      expect(reason().left).to.be.at.least(0);
      expect(reason().right).to.be.at.most(document.documentElement.clientWidth);
      part(counter, 'doubt')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
      expect(reason().width).to.be.lessThan(2);
    });

    test('does not move what is below', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" stale-after="1h"></live-counter>`);
      const before = counter.getBoundingClientRect().height;
      await say(counter, 1);
      expect(counter.getBoundingClientRect().height).to.equal(before);
      await say(counter, 2);
      expect(counter.getBoundingClientRect().height).to.equal(before);
      fake.drop();
      await counter.updateComplete;
      expect(counter.getBoundingClientRect().height).to.equal(before);
    });
  });

  suite('words', () => {
    test('are written out for people who listen', async () => {
      const counter = await show(html`<live-counter value="1234567" format="compact" label="Views"></live-counter>`);
      expect(shown(counter)).to.equal('1.2M');
      expect(spoken(counter)).to.equal('1.2 million');
      await expect(counter).to.be.accessible();
    });

    test('are not announced by default, and once in a while where asked for', async () => {
      const quiet = await show(html`<live-counter channel="A" label="Quiet"></live-counter>`);
      await say(quiet, 1);
      await say(quiet, 2);
      const counter = await show(html`<live-counter channel="B" label="Orders" announce="polite"></live-counter>`);
      await say(counter, 1);
      await say(counter, 2);
      const region = (): string => document.querySelector('#cablegram-announcements')?.textContent ?? '';
      await waitUntil(() => region().includes('Orders: 2, up'));
      expect(region()).not.to.contain('Quiet');
    });

    test('announce that the number grew stale, to those who asked for it', async () => {
      const region = (): string => document.querySelector('#cablegram-announcements')?.textContent ?? '';
      const counter = await show(html`<live-counter channel="A" label="Stock" announce="polite" stale-after="100ms"></live-counter>`);
      await say(counter, 1);
      time.advance(101);
      await waitUntil(() => region().includes('Stock: as of'), region);
    });

    test('follow the language around it', async () => {
      const host = await fixture(html`<div lang="de"><live-counter value="1284.5" label="Bestellungen"></live-counter></div>`);
      const counter = host.querySelector('live-counter');
      expect(counter && shown(counter)).to.equal('1.284,5');
    });

    test('follow a unit that Intl does not know, and say if a currency is none', async () => {
      const rate = await show(html`<live-counter channel="A" value="12" unit="req/s"></live-counter>`);
      const quiet = errorsOf(rate);
      await rate.updateComplete;
      expect(shown(rate)).to.equal('12 req/s');
      expect(quiet).to.deep.equal([]);
      const { warn } = console;
      const warnings: unknown[] = [];
      console.warn = (text: unknown) => warnings.push(text);
      const money = await show(html`<live-counter channel="B" value="5"></live-counter>`);
      const errors = errorsOf(money);
      money.currency = 'US$';
      await money.updateComplete;
      money.requestUpdate();
      await money.updateComplete;
      console.warn = warn;
      expect(shown(money)).to.equal('5.00 US$');
      expect(errors).to.have.lengthOf(1);
      expect(errors[0]).to.contain('"US$"');
      expect(warnings.join()).to.contain('cablegram: ').and.to.contain('"US$"');
    });

    test('name the units of a duration that is sent in seconds', async () => {
      const counter = await show(html`<live-counter channel="A" value="90" format="duration" unit="second"></live-counter>`);
      expect(shown(counter)).to.equal('1m 30s');
      expect(spoken(counter)).to.equal('1 minute 30 seconds');
    });

    test('are the built-in ones if the page’s own formatter throws or returns no text', async () => {
      const { warn } = console;
      console.warn = () => undefined;
      const counter = await show(html`<live-counter channel="A" value="5"></live-counter>`);
      const errors = errorsOf(counter);
      counter.formatter = () => {
        throw new Error('bad formatter');
      };
      await counter.updateComplete;
      expect(shown(counter)).to.equal('5');
      counter.formatter = (() => 7) as unknown as () => string;
      await counter.updateComplete;
      console.warn = warn;
      expect(shown(counter)).to.equal('5');
      expect(errors).to.have.lengthOf(2);
    });

    test('can be the page’s own', async () => {
      const counter = await show(
        html`<live-counter channel="A" .formatter=${(value: unknown) => `${String(value)} pieces`}></live-counter>`,
      );
      await say(counter, 3);
      expect(shown(counter)).to.equal('3 pieces');
    });

    test('take a label of the page’s own elements', async () => {
      const counter = await show(html`<live-counter value="3"><b slot="label">Orders</b></live-counter>`);
      expect(part(counter, 'figure')).not.to.equal(null);
      expect(counter.shadowRoot?.querySelector('[part="label"] slot')).not.to.equal(null);
      await expect(counter).to.be.accessible();
    });

    test('hide the label from sight alone', async () => {
      const counter = await show(html`<live-counter value="3" label="Orders" without-label></live-counter>`);
      expect(counter.shadowRoot?.querySelector('[part="label"]')).to.equal(null);
      expect(counter.shadowRoot?.textContent).to.contain('Orders');
      await expect(counter).to.be.accessible();
    });
  });

  suite('life', () => {
    test('goes on where it was when it is put back', async () => {
      connection.close();
      // The channel is kept for as long as the frame below may take.
      connection = steadyConnection(fake, { linger: 60_000 });
      const counter = await show(html`<live-counter channel="A"></live-counter>`);
      const provider = counter.parentElement;
      await say(counter, 1);
      counter.remove();
      await nextFrame();
      provider?.append(counter);
      await counter.updateComplete;
      await say(counter, 2);
      expect(shown(counter)).to.equal('2');
      expect(fake.dials).to.equal(1);
    });

    test('says that it missed something if a body came while it was away', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders"></live-counter>`);
      const provider = counter.parentElement;
      const gaps: number[] = [];
      counter.addEventListener('live-gap', ({ since }) => gaps.push(since));
      await say(counter, 1);
      counter.remove();
      fake.broadcast('A', {}, 2);
      provider?.append(counter);
      await nextFrame();
      await nextFrame();
      expect(gaps).to.have.lengthOf(1);
      expect(stateOf(counter, 'stale')).to.equal(true);
      expect(noteOf(counter)).to.match(/^updates missed since/);
      await say(counter, 3);
      expect(stateOf(counter, 'live')).to.equal(true);
    });

    test('keeps the state and renders once when it comes into sight', async () => {
      const host = await show(html`<div hidden><live-counter channel="A"></live-counter></div>`);
      await outOfSight(host);
      let changes = 0;
      host.addEventListener('live-change', () => (changes += 1));
      await say(host, 1);
      await say(host, 2);
      expect(changes).to.equal(2);
      expect(shown(host)).not.to.equal('2');
      host.parentElement?.toggleAttribute('hidden', false);
      await waitUntil(() => shown(host) === '2');
    });

    test('shows its value, and throws nothing, without a connection', async () => {
      const counter = await fixture<LiveCounter>(html`<live-counter channel="A" connection="nobody" value="5">five</live-counter>`);
      expect(part(counter, 'value')?.querySelector('slot')?.assignedNodes()[0]?.textContent).to.equal('five');
      await expect(counter).to.be.accessible();
    });

    test('says that it is wrongly set up if it is', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" value="5"></live-counter>`);
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      let error: unknown;
      counter.addEventListener('live-error', (event) => (error = event.error));
      counter.params = circle;
      await counter.updateComplete;
      await counter.updateComplete;
      expect(String(error)).to.contain('The parameters of A cannot be sent');
      expect(stateOf(counter, 'error')).to.equal(true);
      expect(words(counter)).to.equal('Wrongly set up');
      expect(reasonOf(counter)).to.contain('cannot be sent');
      expect(shown(counter)).to.equal('5');
      counter.params = { id: 1 };
      await counter.updateComplete;
      await counter.updateComplete;
      expect(stateOf(counter, 'error')).to.equal(false);
    });

    test('says so where another asks for something else of the same channel', async () => {
      const first = await show(html`<live-counter channel="A" seq="a"></live-counter>`);
      const other = document.createElement('live-counter');
      Object.assign(other, { channel: 'A', label: 'Orders', seq: 'b', value: 5 });
      first.after(other);
      await waitUntil(() => stateOf(other, 'error'));
      await other.updateComplete;
      expect(reasonOf(other)).to.contain('seq');
      expect(shown(other)).to.equal('5');
      expect(stateOf(first, 'error')).to.equal(false);
    });

    test('leaves out attributes that make no sense', async () => {
      const { warn } = console;
      const warnings: unknown[] = [];
      console.warn = (text: unknown) => warnings.push(text);
      const counter = await show(
        html`<live-counter channel="A" params="{" as-of="soon" stale-after="later" format-options="[" value="5"></live-counter>`,
      );
      console.warn = warn;
      expect(shown(counter)).to.equal('5');
      expect(warnings).to.have.lengthOf(4);
    });

    test('counts in the motion budget no more when it has left', async () => {
      const counter = await show(html`<live-counter channel="A"></live-counter>`);
      const left: unknown[] = [];
      const { leave } = motionBudget;
      motionBudget.leave = (element) => left.push(element);
      counter.remove();
      motionBudget.leave = leave;
      expect(left).to.deep.equal([counter]);
    });
  });

  suite('bounds', () => {
    test('of the display are told in words, and live-change brings the exact value', async () => {
      const counter = await show(html`<live-counter channel="A" label="Load" min="0" max="100"></live-counter>`);
      const values: unknown[] = [];
      counter.addEventListener('live-change', ({ value }) => values.push(value));
      await say(counter, { value: '100.000000000000000001' });
      expect(shown(counter)).to.equal('100');
      expect(noteOf(counter)).to.equal('above 100');
      expect(stateOf(counter, 'clamped')).to.equal(true);
      expect(values).to.deep.equal(['100.000000000000000001']);
      await say(counter, { value: -3 });
      expect(shown(counter)).to.equal('0');
      expect(noteOf(counter)).to.equal('below 0');
      await say(counter, { value: 100 });
      expect(noteOf(counter)).to.equal('');
      expect(stateOf(counter, 'clamped')).to.equal(false);
      await expect(counter).to.be.accessible();
    });

    test('of digits write 99+, and say “more than 99”', async () => {
      const counter = await show(html`<live-counter channel="A" max-digits="2"></live-counter>`);
      await say(counter, { value: 99 });
      expect(shown(counter)).to.equal('99');
      await say(counter, { value: '12345678901234567890' });
      expect(shown(counter)).to.equal('99+');
      expect(spoken(counter)).to.equal('more than 99');
    });

    test('in running text stand behind the number', async () => {
      const counter = await show(html`<live-counter channel="A" max="10"></live-counter>`);
      await say(counter, { value: 11 });
      expect(textIn(counter.shadowRoot!.querySelector('[part~="base"]'))).to.contain('above 10');
    });
  });

  suite('hide-zero', () => {
    test('hides a zero, and shows it again if it may be old', async () => {
      const counter = await show(html`<live-counter channel="A" label="Unread" hide-zero></live-counter>`);
      await say(counter, { value: '0.00' });
      expect(counter.offsetHeight).to.equal(0);
      await say(counter, { value: 1 });
      expect(counter.offsetHeight).to.be.greaterThan(0);
      await say(counter, { value: 0 });
      expect(counter.offsetHeight).to.equal(0);
      fake.drop();
      await nextFrame();
      time.advance(2000);
      await counter.updateComplete;
      expect(counter.offsetHeight).to.be.greaterThan(0);
    });
  });

  suite('a goal', () => {
    test('is told with whole percent, which are never 100 before it is reached', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" goal="200"></live-counter>`);
      await say(counter, { value: '199.999999999999999999' });
      expect(noteOf(counter)).to.equal('99% of 200');
      expect(stateOf(counter, 'reached')).to.equal(false);
      await say(counter, { value: 200 });
      expect(noteOf(counter)).to.equal('Goal of 200 reached');
      expect(stateOf(counter, 'reached')).to.equal(true);
    });
  });

  suite('thresholds', () => {
    test('warn from high numbers on', async () => {
      const counter = await show(html`<live-counter channel="A" label="CPU" warn-at="80" danger-at="95"></live-counter>`);
      await say(counter, { value: 79.9 });
      expect(noteOf(counter)).to.equal('');
      await say(counter, { value: 80 });
      expect([noteOf(counter), stateOf(counter, 'warn')]).to.deep.equal(['High', true]);
      await say(counter, { value: 95 });
      expect([noteOf(counter), stateOf(counter, 'warn'), stateOf(counter, 'danger')]).to.deep.equal(['Very high', false, true]);
      await expect(counter).to.be.accessible();
    });

    test('warn down to low numbers if danger-at is the lower one, or says so', async () => {
      const counter = await show(html`<live-counter channel="A" label="Seats" warn-at="20" danger-at="5"></live-counter>`);
      await say(counter, { value: 20 });
      expect(noteOf(counter)).to.equal('Low');
      await say(counter, { value: 4 });
      expect(noteOf(counter)).to.equal('Very low');
      const other = await show(html`<live-counter channel="A" label="Seats" danger-at=${'<= 5'}></live-counter>`);
      await say(other, { value: 6 });
      expect(noteOf(other)).to.equal('');
      await say(other, { value: 5 });
      expect(noteOf(other)).to.equal('Very low');
    });

    test('stay in words when the number may be old', async () => {
      const counter = await show(html`<live-counter channel="A" label="CPU" danger-at="95"></live-counter>`);
      await say(counter, { value: 99 });
      connection.pause();
      await nextFrame();
      await counter.updateComplete;
      expect(noteOf(counter)).to.match(/^Paused · as of .* ?Very high$/);
    });

    test('that are no numbers are reported', async () => {
      const counter = await show(html`<live-counter channel="A" label="CPU"></live-counter>`);
      const errors = errorsOf(counter);
      counter.setAttribute('warn-at', 'lots');
      await counter.updateComplete;
      await counter.updateComplete;
      expect(errors.join()).to.contain('needs warn-at to be a number, or one such as <= 10, but got "lots"');
    });
  });

  suite('prefix, suffix and sign', () => {
    test('stand around the number, and are read with it', async () => {
      const counter = await show(
        html`<live-counter channel="A" format="compact" sign-display="always"
          ><b slot="prefix">about</b><i slot="suffix">visits</i></live-counter
        >`,
      );
      await say(counter, { value: 1200 });
      expect(shown(counter)).to.equal('+1.2K');
      expect(spoken(counter)).to.equal('about +1.2 thousand visits');
    });
  });

  suite('a group for readers', () => {
    test('has the name of the label', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" value="5"></live-counter>`);
      const base = part(counter, 'base');
      const name = counter.shadowRoot?.getElementById(base?.getAttribute('aria-labelledby') ?? '');
      expect(base?.role).to.equal('group');
      expect(textIn(name ?? null) || name?.querySelector('slot')?.textContent).to.equal('Orders');
      await expect(counter).to.be.accessible();
    });
  });

  suite('the cue in running text', () => {
    test('shows the direction and takes no space', async () => {
      const counter = await show(html`<live-counter channel="A" value="1204"></live-counter>`);
      await say(counter, { value: 1205 });
      const width = counter.getBoundingClientRect().width;
      const cue = part(counter, 'floating');
      expect(cue?.dataset['direction']).to.equal('up');
      expect(getComputedStyle(cue!).opacity).to.equal('1');
      cue?.remove();
      expect(counter.getBoundingClientRect().width).to.equal(width);
    });
  });

  suite('delta-window', () => {
    test('shows the change since the window began, exactly', async () => {
      const counter = await show(html`<live-counter channel="A" label="Orders" delta-window="1h"></live-counter>`);
      await say(counter, { value: '0.1' });
      await say(counter, { value: '0.3' });
      expect(noteOf(counter)).to.match(/^up0.2since \d/);
      expect(textIn(part(counter, 'change'))).to.equal('up0.2');
    });
  });
});
