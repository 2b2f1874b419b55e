import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../components/translations/de.js';
import type { LiveProgress } from '../../../components/live-progress/live-progress.js';
import { errorsOf, fills, isIn, part, ProgressFixture, snapshotOf, spoken, text, valueNow } from './progress-fixture.js';
import { waitUntil } from '../../support/wait-until.js';

suite('LiveProgress', () => {
  let bench: ProgressFixture;

  setup(() => (bench = new ProgressFixture()));
  teardown(() => bench.end());

  suite('before the first message', () => {
    test('says that nothing was heard yet, and no value', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes"></live-progress>`);
      expect(text(job, 'note')).to.equal('Nothing heard yet');
      expect(valueNow(job)).to.equal(null);
      expect(isIn(job, 'waiting')).to.equal(true);
      expect(part(job, 'track')?.hasAttribute('aria-busy')).to.equal(false);
      await expect(job).to.be.accessible();
    });

    test('takes the values of a <progress> that the server rendered', async () => {
      const job = await bench.show(
        html`<live-progress channel="A" label="Field Notes" unit="pages"><progress value="196" max="330">59%</progress></live-progress>`,
      );
      expect(text(job, 'value')).to.equal('196 of 330 pages');
      expect(valueNow(job)).to.equal('59.4');
      expect(isIn(job, 'job-running')).to.equal(true);
      const share = await bench.show(html`<live-progress channel="A"><progress value="0.4">40%</progress></live-progress>`);
      expect(text(share, 'value')).to.equal('40%');
      const unknown = await bench.show(html`<live-progress channel="A"><progress></progress></live-progress>`);
      expect(isIn(unknown, 'indeterminate')).to.equal(true);
    });

    test('takes new values that a morph brings', async () => {
      const job = await bench.show(html`<live-progress channel="A"><progress value="10" max="100"></progress></live-progress>`);
      job.querySelector('progress')?.setAttribute('value', '25');
      await waitUntil(() => text(job, 'value') === '25%');
      job.value = 40;
      await job.updateComplete;
      expect(text(job, 'value')).to.equal('40%');
    });

    test('shows other content until something is known', async () => {
      const job = await bench.show(html`<live-progress channel="A">Preparing</live-progress>`);
      expect(part(job, 'note')?.querySelector('slot')?.assignedNodes()[0]?.textContent).to.equal('Preparing');
      await bench.say(job, { progress: 5 });
      expect(part(job, 'note')?.querySelector('slot')).to.equal(null);
    });

    test('shows the end that the server rendered', async () => {
      const job = await bench.show(html`<live-progress channel="A" value="100" status="completed"></live-progress>`);
      expect(isIn(job, 'job-succeeded')).to.equal(true);
      expect(text(job, 'note')).to.equal('Complete');
    });
  });

  suite('messages', () => {
    test('show how far the job is, and what it says', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes" unit="pages"></live-progress>`);
      await bench.say(job, { progress: 59, status: 'running', message: 'Binding', current: 196, total: 330 });
      expect(text(job, 'value')).to.equal('196 of 330 pages');
      expect(text(job, 'note')).to.equal('Binding');
      expect(spoken(job)).to.equal('196 of 330 pages, Binding');
      expect(fills(job)[0]).to.be.closeTo(196 / 330, 1e-9);
      expect([isIn(job, 'live'), isIn(job, 'job-running')]).to.deep.equal([true, true]);
      await expect(job).to.be.accessible();
    });

    test('are not said twice if the message says the count', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { current: 196, total: 330, message: 'page 196 of 330' });
      expect(text(job, 'value')).to.equal('59%');
      expect(spoken(job)).to.equal('59%, page 196 of 330');
    });

    for (const [word, state, note] of [
      ['queued', 'queued', 'Queued'],
      ['In progress', 'running', 'Running'],
      ['on-hold', 'paused', 'Job paused'],
      ['canceling', 'cancelling', 'Cancelling…'],
      ['completed', 'succeeded', 'Complete'],
      ['error', 'failed', 'Failed'],
      ['canceled', 'cancelled', 'Cancelled'],
      ['lost', 'lost', /^Lost/],
    ] as const) {
      test(`show that the job is ${state}`, async () => {
        const job = await bench.show(html`<live-progress channel="A" label="Field Notes"></live-progress>`);
        await bench.say(job, { progress: 40, status: word });
        expect(isIn(job, `job-${state}`)).to.equal(true);
        expect(text(job, 'note')).to.match(typeof note === 'string' ? new RegExp(`^${note}$`) : note);
        if (state !== 'running') expect(part(job, 'note')?.querySelector('svg')).not.to.equal(null);
        await expect(job).to.be.accessible();
      });
    }

    test('tell the reason of a failure', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { status: 'failed', error: 'Out of paper' });
      expect(text(job, 'note')).to.equal('Failed · Out of paper');
      expect(spoken(job)).to.equal('Failed · Out of paper');
    });

    test('are events, whose names tell the state, of the one job that is followed', async () => {
      const job = await bench.show(html`<live-progress channel="A" event="print_export_*" entity="7"></live-progress>`);
      await bench.say(
        job,
        { event: 'print_export_started', data: { id: 7 } },
        { event: 'print_export_failed', data: { id: 8 } },
        { event: 'order_completed', data: { id: 7 } },
      );
      expect(isIn(job, 'job-running')).to.equal(true);
      expect(isIn(job, 'indeterminate')).to.equal(true);
      await bench.say(job, { event: 'print_export_progress', data: { id: 7, progress: 40 } });
      expect(text(job, 'value')).to.equal('40%');
      await bench.say(job, { event: 'print_export_completed', data: { id: 7 } });
      expect(isIn(job, 'job-succeeded')).to.equal(true);
    });

    test('of a job whose length nobody knows show no value', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes"></live-progress>`);
      await bench.say(job, { progress: null, status: 'running' });
      expect(valueNow(job)).to.equal(null);
      expect(part(job, 'track')?.getAttribute('aria-busy')).to.equal('true');
      expect(isIn(job, 'indeterminate')).to.equal(true);
      await expect(job).to.be.accessible();
      await bench.say(job, { progress: 10 });
      expect(part(job, 'track')?.hasAttribute('aria-busy')).to.equal(false);
      expect(valueNow(job)).to.equal('10');
    });

    test('never go backwards, unless the page allows it', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 40, message: 'forty' }, { progress: 30, message: 'thirty' });
      expect([text(job, 'value'), text(job, 'note')]).to.deep.equal(['40%', 'forty']);
      job.allowDecrease = true;
      await bench.say(job, { progress: 30, message: 'thirty' });
      expect([text(job, 'value'), text(job, 'note')]).to.deep.equal(['30%', 'thirty']);
    });

    test('do not undo an end, unless the job starts again', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 100, status: 'complete' }, { progress: 99, status: 'running' });
      expect(isIn(job, 'job-succeeded')).to.equal(true);
      await bench.say(job, { progress: 0, status: 'started' });
      expect(isIn(job, 'job-running')).to.equal(true);
      expect(text(job, 'value')).to.equal('0%');
    });

    test('that cannot be read are reported', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      const errors = errorsOf(job);
      await bench.say(job, { progress: 130, status: 'running' });
      expect(errors.at(-1)).to.match(/progress is 130, which is outside 0 to 100/);
      expect(valueNow(job)).to.equal('100');
      await bench.say(job, { progress: 'forty', status: 'running' }, { progress: 100, status: 'weird' });
      expect(errors.join()).to.match(/progress is "forty", which is no number.*status is "weird", which is no known state/);
      expect(text(job, 'note')).to.equal('weird');
      const before = errors.length;
      await bench.say(job, ...[1, 2, 3, 4, 5, 6].map((id) => ({ title: id })));
      expect(errors.slice(before)).to.have.lengthOf(1);
      expect(errors.at(-1)).to.match(/looks for \{"progress": 40\}, \{"current": 4, "total": 10\} or \{"status": "running"\}/);
    });

    test('of several jobs are told apart by entity, and reported without it', async () => {
      const one = await bench.show(html`<live-progress channel="A" entity="a"></live-progress>`);
      const other = await bench.show(html`<live-progress channel="A" entity="b"></live-progress>`);
      const any = await bench.show(html`<live-progress channel="A"></live-progress>`);
      const errors = errorsOf(any);
      await bench.say(any, { id: 'a', progress: 10 }, { id: 'b', progress: 20 }, { id: 'a', progress: 30 });
      expect([text(one, 'value'), text(other, 'value'), text(any, 'value')]).to.deep.equal(['30%', '20%', '30%']);
      expect(errors).to.have.lengthOf(1);
      expect(errors[0]).to.match(/several jobs \("a", "b"\).*Set entity/);
      await bench.say(any, { id: 'a', status: 'done' }, { id: 'b', progress: 40 });
      expect(text(any, 'value')).to.equal('40%');
    });

    test('tell the page of the change, and of the end', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      const told: unknown[] = [];
      job.addEventListener('live-change', ({ value, previous }) => told.push([value, previous]));
      job.addEventListener('live-complete', ({ outcome, message, wasUnfinished }) => told.push([outcome, message, wasUnfinished]));
      await bench.say(job, { progress: 12.5 });
      await bench.say(
        job,
        { progress: 50, status: 'failed', message: 'Out of ink' },
        { progress: 50, status: 'failed', message: 'Out of ink' },
      );
      expect(told).to.deep.equal([
        [12.5, undefined],
        ['failed', 'Out of ink', true],
        [50, 12.5],
      ]);
    });

    test('are rendered at most once a frame', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      let renders = 0;
      const { requestUpdate } = job;
      job.requestUpdate = (...args: Parameters<typeof requestUpdate>) => {
        if (!job.isUpdatePending) renders += 1;
        requestUpdate.apply(job, args);
      };
      for (let current = 0; current < 500; current += 1) bench.fake.broadcast('A', {}, { current, total: 1000 });
      await nextFrame();
      await job.updateComplete;
      expect(text(job, 'value')).to.equal('499 of 1,000');
      expect(renders).to.be.at.most(2);
    });
  });

  suite('a snapshot', () => {
    test('shows the end to a page that is opened after it', async () => {
      const bodies = [
        { id: 'a', progress: 20, status: 'running' },
        { id: 'b', progress: 100, status: 'complete', url: '/b.pdf' },
      ];
      const job = await bench.show(html`<live-progress channel="A" entity="b"></live-progress>`);
      const outcomes: unknown[] = [];
      job.addEventListener('live-complete', ({ outcome, wasUnfinished }) => outcomes.push([outcome, wasUnfinished]));
      job.snapshot = snapshotOf(bodies);
      await waitUntil(() => isIn(job, 'job-succeeded'));
      expect(part(job, 'download')?.getAttribute('href')).to.equal('/b.pdf');
      expect(outcomes).to.deep.equal([['succeeded', false]]);
    });

    test('without the running job says that the server no longer knows it', async () => {
      const job = await bench.show(
        html`<live-progress channel="A" entity="a" value="40" status="running" snapshot=${snapshotOf([])}></live-progress>`,
      );
      await waitUntil(() => isIn(job, 'job-lost'));
      expect(text(job, 'note')).to.equal('Lost · The server no longer knows it');
    });
  });

  suite('a job that falls silent', () => {
    test('is lost after stale-after, and found when something comes', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes" stale-after="40s"></live-progress>`);
      await bench.say(job, { progress: 40, status: 'running' });
      await bench.advance(job, 41_000);
      // The clock of the page looks each second.
      await waitUntil(() => isIn(job, 'job-lost'), 'It is not lost.');
      expect(text(job, 'note')).to.match(/^Lost · No update since \d/);
      expect(part(job, 'note')?.dataset['tone']).to.equal('warn');
      await expect(job).to.be.accessible();
      // Bodies arrive by the machine's clock.
      bench.time.end();
      await bench.say(job, { progress: 41 });
      expect(isIn(job, 'job-running')).to.equal(true);
      expect(text(job, 'note')).to.equal('Running');
    });

    test('says so after a minute even without stale-after', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 40, status: 'running' });
      await bench.advance(job, 61_000);
      expect(text(job, 'note')).to.match(/^No update since \d/);
      expect(isIn(job, 'job-running')).to.equal(true);
    });

    test('stays complete if it had ended', async () => {
      const job = await bench.show(html`<live-progress channel="A" stale-after="40s"></live-progress>`);
      await bench.say(job, { status: 'complete' });
      await bench.advance(job, 100_000);
      expect([isIn(job, 'job-succeeded'), text(job, 'note')]).to.deep.equal([true, 'Complete']);
    });
  });

  suite('the connection', () => {
    test('that is lost leaves the last value, marked with its age', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes"></live-progress>`);
      await bench.say(job, { progress: 40, status: 'running' });
      bench.fake.drop();
      await bench.advance(job, 1_500);
      expect(text(job, 'value')).to.equal('40%');
      expect(text(job, 'note')).to.match(/^Reconnecting… · as of \d/);
      expect(part(job, 'base')?.hasAttribute('data-old')).to.equal(true);
      await expect(job).to.be.accessible();
    });

    test('that is lost does not put an end in doubt', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { status: 'complete' });
      bench.fake.drop();
      await bench.advance(job, 1_500);
      expect(text(job, 'note')).to.equal('Complete');
    });

    test('may be left and found again', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 40 });
      const parent = job.parentElement;
      job.remove();
      parent?.append(job);
      await nextFrame();
      await nextFrame();
      expect(text(job, 'value')).to.equal('40%');
      await bench.say(job, { progress: 60 });
      expect(text(job, 'value')).to.equal('60%');
    });

    test('is not needed', async () => {
      const job = await fixture<LiveProgress>(html`<live-progress value="40" label="Field Notes"></live-progress>`);
      expect(text(job, 'value')).to.equal('40%');
      expect(isIn(job, 'idle')).to.equal(true);
      await expect(job).to.be.accessible();
    });

    test('that missed something puts a running job in doubt until the next body', async () => {
      const { connection } = bench;
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 40, status: 'running' });
      bench.fake.drop();
      connection.reconnect();
      await waitUntil(() => isIn(job, 'stale'));
      expect(text(job, 'note')).to.match(/^updates missed since/);
      await bench.say(job, { progress: 60, status: 'running' });
      expect([isIn(job, 'live'), text(job, 'note')]).to.deep.equal([true, 'Running']);
    });
  });

  suite('the rest of time', () => {
    test('is shown once the rate is stable, and shrinks', async () => {
      const job = await bench.show(html`<live-progress channel="A" with-eta with-rate unit="pages"></live-progress>`);
      for (let current = 0; current <= 4; current += 1) {
        await bench.say(job, { current: current * 10, total: 330 });
        bench.time.advance(5_000);
      }
      expect(text(job, 'time')).to.equal('');
      await bench.say(job, { current: 50, total: 330 });
      expect(text(job, 'time')).to.equal('2 pages/s · about 2 min left');
      expect(spoken(job)).to.equal('50 of 330 pages, Running, about 2 minutes left');
      await bench.advance(job, 12_000);
      await bench.say(job, { current: 74, total: 330 });
      expect(text(job, 'time')).to.contain('about 2 min left');
    });

    test('is hidden while paused, and after nothing was heard for long', async () => {
      const job = await bench.show(html`<live-progress channel="A" with-eta></live-progress>`);
      for (let progress = 0; progress <= 60; progress += 10) {
        await bench.say(job, { progress });
        bench.time.advance(1_000);
      }
      expect(text(job, 'time')).to.equal('a few seconds left');
      await bench.advance(job, 30_000);
      expect(text(job, 'time')).to.equal('');
      await bench.say(job, { progress: 70, status: 'paused' });
      expect(text(job, 'time')).to.equal('');
    });
  });

  suite('steps', () => {
    test('are segments, and the progress is that of the step', async () => {
      const job = await bench.show(
        html`<live-progress
          channel="A"
          label="Field Notes"
          steps='["Collect", {"name": "render", "label": "Rendering"}, "Upload"]'
        ></live-progress>`,
      );
      await bench.say(job, { step: 'Collect', progress: 90, status: 'running' }, { step: 'render', progress: 40, message: 'page 4' });
      expect(fills(job)).to.deep.equal([1, 0.4, 0]);
      expect(text(job, 'value')).to.equal('Step 2 of 3 · 40%');
      expect(text(job, 'note')).to.equal('Rendering · page 4');
      expect(spoken(job)).to.equal('Step 2 of 3 · 40%: Rendering, page 4');
      expect(valueNow(job)).to.equal('46.7');
      await expect(job).to.be.accessible();
      await bench.say(job, { step: 1, progress: 99 });
      expect(fills(job)).to.deep.equal([1, 0.4, 0]);
      await bench.say(job, { status: 'complete' });
      expect(fills(job)).to.deep.equal([1, 1, 1]);
    });

    test('that are no list are reported', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      const errors = errorsOf(job);
      Object.assign(job, { steps: { a: 1 } });
      await job.updateComplete;
      expect(errors[0]).to.match(/needs steps to be a list/);
    });
  });

  suite('a gauge', () => {
    test('shows any value in its range, and says when it is high', async () => {
      const gauge = await bench.show(
        html`<live-progress variant="meter" layout="row" channel="A" field="cpu" low="85" high="95" label="CPU"></live-progress>`,
      );
      await bench.say(gauge, { cpu: 71.2, memory: 5 });
      expect(text(gauge, 'value')).to.equal('71%');
      expect(part(gauge, 'track')?.getAttribute('role')).to.equal('meter');
      expect(valueNow(gauge)).to.equal('71.2');
      await expect(gauge).to.be.accessible();
      await bench.say(gauge, { cpu: 91 });
      expect([text(gauge, 'value'), spoken(gauge)]).to.deep.equal(['high91%', '91%, high']);
      await bench.say(gauge, { cpu: 99 });
      expect(part(gauge, 'base')?.dataset['level']).to.equal('bad');
      expect(spoken(gauge)).to.equal('99%, very high');
      await bench.say(gauge, { cpu: 3 });
      expect(text(gauge, 'value')).to.equal('3%');
      expect(isIn(gauge, 'job-running')).to.equal(false);
    });

    test('shows a part of a whole in its format', async () => {
      const gauge = await bench.show(
        html`<live-progress
          variant="meter"
          channel="A"
          field="used"
          max-field="total"
          high="50%"
          format="bytes"
          label="Memory"
        ></live-progress>`,
      );
      await bench.say(gauge, { used: 1.2e9, total: 2e9 });
      expect(text(gauge, 'value')).to.equal('high1.2 GB of 2 GB');
      expect(spoken(gauge)).to.equal('1.2 gigabytes of 2 gigabytes, high');
      expect(fills(gauge)[0]).to.be.closeTo(0.6, 1e-9);
    });

    test('keeps a value beyond its range', async () => {
      const gauge = await bench.show(html`<live-progress variant="meter" channel="A" field="load" max-field="cores"></live-progress>`);
      const errors = errorsOf(gauge);
      await bench.say(gauge, { load: 2.7, cores: 2 });
      expect([text(gauge, 'value'), fills(gauge)[0]]).to.deep.equal(['2.7 of 2', 1]);
      expect(errors).to.deep.equal([]);
    });
  });

  suite('cancel and retry', () => {
    const performed = (): readonly unknown[] =>
      bench.fake.commands.flatMap((command) => (command.type === 'perform' ? [JSON.parse(command.data) as unknown] : []));

    test('are requests that perform an action of the channel', async () => {
      const job = await bench.show(
        html`<live-progress channel="A" entity="7" label="Field Notes" cancel-action="cancel" retry-action="again"></live-progress>`,
      );
      const asked: unknown[] = [];
      for (const name of ['live-cancel-request', 'live-retry-request'] as const)
        job.addEventListener(name, (event) => asked.push([event.type, event.entity, event.cancelable]));
      await bench.say(job, { id: 7, progress: 40, status: 'running' });
      const button = part(job, 'action') as HTMLButtonElement;
      expect(text(job, 'action')).to.equal('Cancel');
      await expect(job).to.be.accessible();
      button.click();
      button.click();
      await job.updateComplete;
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      // The element shows what the server says, not what it hopes.
      expect(isIn(job, 'job-running')).to.equal(true);
      await bench.say(job, { id: 7, status: 'cancelled' });
      expect([text(job, 'action'), button.getAttribute('aria-disabled')]).to.deep.equal(['Retry', 'false']);
      button.click();
      await waitUntil(() => performed().length === 2);
      expect(asked).to.deep.equal([
        ['live-cancel-request', '7', true],
        ['live-retry-request', '7', true],
      ]);
      expect(performed()).to.deep.equal([
        { id: '7', action: 'cancel' },
        { id: '7', action: 'again' },
      ]);
    });

    test('may be handled by the page alone, and wait ten seconds for an answer', async () => {
      const job = await bench.show(html`<live-progress channel="A" with-cancel cancel-action="cancel"></live-progress>`);
      job.addEventListener('live-cancel-request', (event) => event.preventDefault());
      await bench.say(job, { progress: 40 });
      part(job, 'action')?.click();
      await job.updateComplete;
      expect(part(job, 'action')?.getAttribute('aria-disabled')).to.equal('true');
      await bench.advance(job, 10_001);
      expect(part(job, 'action')?.getAttribute('aria-disabled')).to.equal('false');
      expect(performed()).to.have.lengthOf(0);
    });
  });

  suite('for people', () => {
    test('announces the end of a job that it has followed, and quarters if asked', async () => {
      const job = await bench.show(html`<live-progress channel="A" label="Field Notes" announce="quarters"></live-progress>`);
      const said = (): string => document.querySelector('#cablegram-announcements')?.textContent ?? '';
      await bench.say(job, { progress: 10 });
      await bench.say(job, { progress: 30 });
      await waitUntil(() => said().includes('Field Notes: 25%'));
      await bench.say(job, { status: 'failed', message: 'Out of ink' });
      await waitUntil(() => said().includes('Field Notes: Failed · Out of ink'));
    });

    test('shows the slot for the result once the job has succeeded', async () => {
      const job = await bench.show(html`<live-progress channel="A"><a slot="complete" href="/x.pdf">Open</a></live-progress>`);
      await bench.say(job, { progress: 40 });
      expect(job.querySelector('a')?.assignedSlot).to.equal(null);
      await bench.say(job, { status: 'done', url: 'javascript:alert(1)' });
      expect(job.querySelector('a')?.assignedSlot?.name).to.equal('complete');
      const other = await bench.show(html`<live-progress channel="B"></live-progress>`);
      await bench.say(other, { status: 'done', url: 'javascript:alert(1)' });
      expect(part(other, 'download')).to.equal(null);
    });

    test('speaks the language of the page, and fills from the right', async () => {
      const job = await bench.show(html`<div lang="de" dir="rtl"><live-progress channel="A" with-eta></live-progress></div>`);
      await bench.say(job, { current: 1, total: 3 });
      expect([text(job, 'value'), text(job, 'note')]).to.deep.equal(['1 von 3', 'Läuft']);
      const [box, bar] = [part(job, 'segment'), part(job, 'indicator')].map((one) => one?.getBoundingClientRect());
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const now = part(job, 'indicator')?.getBoundingClientRect();
      expect(now?.right).to.be.greaterThan(box?.right ?? Infinity);
      expect(bar).not.to.equal(undefined);
    });

    test('has no attribute that a morph would remove', async () => {
      const job = await bench.show(html`<live-progress channel="A"></live-progress>`);
      await bench.say(job, { progress: 40, status: 'running' });
      expect(job.getAttributeNames()).to.deep.equal(['channel']);
    });
  });
});
