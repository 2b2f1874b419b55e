import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../../components/define/live-chart.js';
import '../../../components/define/live-connection.js';
// Loaded before the tests, because the first one would otherwise wait for the compiler.
import '../../../components/live-chart/surface.js';
import '../../../components/translations/de.js';
import { elementClock } from '../../../components/internal/element-clock.js';
import type {
  LiveCursorEvent,
  LiveErrorEvent,
  LiveFreezeEvent,
  LiveGapEvent,
  LiveThresholdEvent,
  LiveWindowEvent,
} from '../../../components/internal/events.js';
import type { LiveChart } from '../../../components/live-chart/live-chart.js';
import { type CablegramError, type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { ElementTime } from '../../support/element-time.js';
import { HeldClock } from '../../support/held-clock.js';
import { preferring } from '../../support/media.js';
import { waitUntil } from '../../support/wait-until.js';
import { steadyConnection } from '../../support/steady-connection.js';

function part(chart: LiveChart, name: string): HTMLElement | null {
  return chart.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
}

function textOf(chart: LiveChart, name: string): string {
  return part(chart, name)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}

function canvasOf(chart: LiveChart): HTMLCanvasElement {
  const canvas = chart.shadowRoot?.querySelector('canvas');
  if (!canvas) throw new Error('Nothing is drawn yet.');
  return canvas;
}

function legendOf(chart: LiveChart): readonly string[] {
  return [...(part(chart, 'legend')?.querySelectorAll('li') ?? [])].map((item) => item.textContent.trim());
}

function stateOf(chart: LiveChart, state: string): boolean {
  return chart.matches(`:state(${state})`);
}

async function openTable(chart: LiveChart): Promise<void> {
  part(chart, 'toolbar')?.querySelector('button')?.click();
  await waitUntil(() => part(chart, 'table'), 'the table is open');
}

/** How many pixels are not empty. */
function inked(chart: LiveChart): number {
  const canvas = canvasOf(chart);
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let count = 0;
  for (let index = 3; index < pixels.length; index += 4) if (Number(pixels[index]) > 0) count += 1;
  return count;
}

suite('LiveChart', () => {
  const { warn } = console;
  let stopErrors: (() => void) | undefined;
  teardown(() => stopErrors?.());

  /** Collects what charts report from now on. */
  function errorsOf(): () => readonly string[] {
    const messages: string[] = [];
    const onError = ({ error }: LiveErrorEvent): unknown => messages.push((error as CablegramError).message);
    console.warn = () => undefined;
    document.addEventListener('live-error', onError);
    stopErrors = () => {
      document.removeEventListener('live-error', onError);
      console.warn = warn;
    };
    return () => messages;
  }

  let fake: FakeCable;
  let time: ElementTime;
  let clock: HeldClock | undefined;
  let connection: Connection;

  setup(() => {
    time = new ElementTime();
    fake = new FakeCable();
    connection = steadyConnection(fake, { retry: () => 60_000 });
  });

  teardown(() => {
    time.end();
    clock?.end();
    clock = undefined;
    connection.close();
  });

  async function show(template: TemplateResult): Promise<LiveChart> {
    const host = await fixture(html`<live-connection .connection=${connection}>${template}</live-connection>`);
    const chart = host.querySelector('live-chart');
    if (chart === null) throw new Error('There is no <live-chart>.');
    await waitUntil(() => chart.shadowRoot?.querySelector('canvas'), 'it is drawn');
    return chart;
  }

  async function say(chart: LiveChart, ...bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) fake.broadcast(chart.channel, chart.params ?? {}, body);
    await nextFrame();
    await nextFrame();
    await chart.updateComplete;
  }

  /** Says so many values, one a second, the last one now. */
  function series(count: number, valueAt: (index: number) => number = (index) => index): readonly unknown[] {
    return Array.from({ length: count }, (_, index) => ({ value: valueAt(index), timestamp: Date.now() - (count - 1 - index) * 1000 }));
  }

  suite('before the first message', () => {
    test('draws axes and says that nothing came', async () => {
      const chart = await show(html`<live-chart channel="A" label="CPU"></live-chart>`);
      expect(textOf(chart, 'empty')).to.equal('No data yet');
      expect(stateOf(chart, 'empty')).to.equal(true);
      expect(inked(chart)).to.be.above(100);
    });

    test('R19: begins with its snapshot, and takes each numbered message once', async () => {
      const at = Date.now();
      const points = [1, 2, 3].map((seq) => ({ seq, value: seq * 10, timestamp: at - 5_000 + seq * 1_000 }));
      const snapshot = URL.createObjectURL(new Blob([JSON.stringify(points)], { type: 'application/json' }));
      const chart = await show(html`<live-chart channel="A" snapshot=${snapshot} seq="seq" label="CPU"></live-chart>`);
      fake.broadcast('A', {}, points[2]);
      fake.broadcast('A', {}, { seq: 4, value: 40, timestamp: at });
      await waitUntil(() => chart.toCSV().trim().split('\r\n').length === 5, 'three points and the one after them');
      expect(
        chart
          .toCSV()
          .trim()
          .split('\r\n')
          .slice(1)
          .map((row) => row.split(',')[1]),
      ).to.deep.equal(['10', '20', '30', '40']);
      URL.revokeObjectURL(snapshot);
    });

    test('takes the table of the page as its first data', async () => {
      const chart = await show(
        html`<live-chart channel="A" window="5m" label="CPU">
          <table>
            <thead>
              <tr>
                <th>Time</th>
                <th>CPU</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td><time datetime=${new Date(Date.now() - 2000).toISOString()}>then</time></td>
                <td>41</td>
              </tr>
              <tr>
                <td><time datetime=${new Date(Date.now() - 1000).toISOString()}>later</time></td>
                <td>43</td>
              </tr>
            </tbody>
          </table>
        </live-chart>`,
      );
      await chart.updateComplete;
      expect(stateOf(chart, 'empty')).to.equal(false);
      expect(textOf(chart, 'summary')).to.include('now 43, peak 43');
      expect(part(chart, 'empty')).to.equal(null);
    });

    test('shows what the page brings where it is no table', async () => {
      const chart = await show(html`<live-chart channel="A"><p>The chart of yesterday</p></live-chart>`);
      await chart.updateComplete;
      expect(chart.querySelector('p')?.offsetHeight).to.be.above(0);
    });

    test('keeps its room', async () => {
      const chart = await show(html`<live-chart channel="A" label="CPU"></live-chart>`);
      const before = chart.offsetHeight;
      await say(chart, ...series(20));
      expect(chart.offsetHeight).to.equal(before);
    });
  });

  suite('with messages', () => {
    test('sums up what is in view', async () => {
      const chart = await show(html`<live-chart channel="A" label="Orders" window="15m"></live-chart>`);
      await say(chart, ...series(30, (index) => (index === 10 ? 22 : 14)));
      expect(textOf(chart, 'summary')).to.match(/^last 15m · now 14, peak 22 at /);
      expect(stateOf(chart, 'live')).to.equal(true);
      expect(stateOf(chart, 'empty')).to.equal(false);
    });

    test('finds several series by metric and names them', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { type: 'datapoint', metric: 'web_orders', value: 4 }, { type: 'datapoint', metric: 'counter', value: 5 });
      expect(legendOf(chart)).to.deep.equal(['Web orders', 'Counter']);
      const dashes = [...(part(chart, 'legend')?.querySelectorAll('path') ?? [])].map((path) => path.getAttribute('stroke-dasharray'));
      expect(new Set(dashes).size).to.equal(2);
    });

    test('finds several series in a flat object', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { cpu: 4, memory: 5, timestamp: Date.now() });
      expect(legendOf(chart)).to.deep.equal(['Cpu', 'Memory']);
    });

    test('shows the named series alone', async () => {
      const chart = await show(
        html`<live-chart channel="A" series='[{"field":"cpu","label":"CPU","unit":"%","color":"rgb(1, 2, 3)"},"memory"]'></live-chart>`,
      );
      await say(chart, { cpu: 4, memory: 5, disk: 6 });
      expect(legendOf(chart)).to.deep.equal(['CPU', 'Memory']);
      expect(getComputedStyle(part(chart, 'swatch') as Element).color).to.equal('rgb(1, 2, 3)');
      expect(chart.toCSV().split('\r\n')[0]).to.equal('Time,CPU,Memory');
    });

    test('begins anew when the channel is another one', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { cpu: 4 });
      chart.channel = 'B';
      await chart.updateComplete;
      expect(stateOf(chart, 'empty')).to.equal(true);
      await say(chart, { memory: 4 });
      expect(legendOf(chart)).to.deep.equal(['Memory']);
    });

    test('forgets what is older than the window', async () => {
      const chart = await show(html`<live-chart channel="A" window="10s"></live-chart>`);
      await say(chart, ...series(60));
      expect(chart.toCSV().trim().split('\r\n').length).to.be.below(20);
    });

    test('shows the last points where points are counted', async () => {
      const chart = await show(html`<live-chart channel="A" max-points="5"></live-chart>`);
      await say(chart, ...series(8, (index) => (index === 0 ? 100 : index)));
      expect(textOf(chart, 'summary')).to.match(/^now 7, peak 7 at /);
    });

    test('draws at most once a frame under a flood, and stays bounded', async () => {
      const chart = await show(html`<live-chart channel="A" window="10s"></live-chart>`);
      for (let frame = 0; frame < 5; frame += 1) await say(chart, ...Array.from({ length: 1000 }, (_, index) => ({ value: index % 50 })));
      expect(chart.toCSV().split('\r\n').length).to.be.below(5_200);
      expect(textOf(chart, 'summary')).to.include('peak 49');
    });

    test('writes values and times as the language wants', async () => {
      const chart = await show(html`<live-chart lang="de" channel="A" unit="%" window="5m"></live-chart>`);
      await say(chart, { value: 4.5 });
      expect(textOf(chart, 'summary')).to.match(/^letzte 5 Min\. · jetzt 4,5 %/);
    });
  });

  suite('with children', () => {
    async function children(template: TemplateResult): Promise<LiveChart> {
      const chart = await show(html`<live-chart channel="A" series='["disk"]' thresholds="10">${template}</live-chart>`);
      await say(chart, { cpu: 4, memory: 5, disk: 6 });
      return chart;
    }

    async function settle(chart: LiveChart): Promise<void> {
      await nextFrame();
      await chart.updateComplete;
    }

    test('shows their series, and not those of the attribute', async () => {
      const chart = await children(
        html`<live-series field="cpu" label="CPU" color="rgb(1, 2, 3)"></live-series><live-series field="memory"></live-series>`,
      );
      expect(legendOf(chart)).to.deep.equal(['CPU', 'Memory']);
      expect(getComputedStyle(part(chart, 'swatch') as Element).color).to.equal('rgb(1, 2, 3)');
      expect(chart.querySelector<HTMLElement>('live-series')?.offsetHeight).to.equal(0);
    });

    test('follows a child that is added, changed or removed later, and keeps the points of the others', async () => {
      const chart = await children(html`<live-series field="cpu"></live-series>`);
      const added = document.createElement('live-series');
      added.setAttribute('field', 'memory');
      chart.append(added);
      await settle(chart);
      await say(chart, { cpu: 14, memory: 15 });
      expect(legendOf(chart)).to.deep.equal(['Cpu', 'Memory']);
      expect(chart.toCSV()).to.match(/,4,\r\n.*,14,15\r\n/);
      added.setAttribute('label', 'RAM');
      await settle(chart);
      expect(legendOf(chart)).to.deep.equal(['Cpu', 'RAM']);
      chart.querySelector('live-series')?.remove();
      await settle(chart);
      expect(legendOf(chart)).to.deep.equal(['RAM']);
      expect(chart.toCSV()).to.match(/,15\r\n$/);
      expect(stateOf(chart, 'live')).to.equal(true);
      added.remove();
      await settle(chart);
      await say(chart, { disk: 7 });
      expect(legendOf(chart)).to.deep.equal(['Disk']);
    });

    test('reports a value that it cannot read, and draws the series', async () => {
      const errors = errorsOf();
      const chart = await children(html`<live-series field="cpu" type="pie"></live-series>`);
      expect(legendOf(chart)).to.deep.equal(['Cpu']);
      expect(errors()).to.deep.equal([
        '<live-chart> ignores a value: the series "cpu" needs type to be line, area, step, bar, but got "pie".',
      ]);
    });

    test('are read as they stand in a page that a framework fills later', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      const late = document.createElement('live-series');
      chart.append(late);
      late.setAttribute('field', 'cpu');
      await settle(chart);
      await say(chart, { cpu: 1, memory: 2 });
      expect(legendOf(chart)).to.deep.equal(['Cpu']);
    });
  });

  suite('of more series than it shows', () => {
    test('reports once what arrives without room, and the summary counts it', async () => {
      const errors = errorsOf();
      const chart = await show(html`<live-chart channel="A" window="5m"></live-chart>`);
      for (let index = 1; index <= 12; index += 1) await say(chart, { metric: `m${index}`, value: index });
      expect(textOf(chart, 'summary')).not.to.contain('not shown');
      await say(chart, { metric: 'm13', value: 1 });
      expect(textOf(chart, 'summary')).to.match(/ · 1 more series not shown$/);
      await say(chart, { metric: 'm14', value: 1 }, { metric: 'm13', value: 2 });
      expect(textOf(chart, 'summary')).to.match(/ · 2 more series not shown$/);
      expect(legendOf(chart)).to.have.lengthOf(12);
      expect(errors()).to.deep.equal([
        '<live-chart> shows at most 12 series, and leaves out "m13" and what arrives after it. Name the series to show in series.',
      ]);
    });

    test('counts those that the page names, too', async () => {
      errorsOf();
      const names = Array.from({ length: 13 }, (_, index) => `m${index + 1}`).join();
      const chart = await show(html`<live-chart channel="A" window="5m" field=${names}></live-chart>`);
      expect(textOf(chart, 'summary')).to.match(/1 more series not shown$/);
      chart.field = 'm1';
      await chart.updateComplete;
      expect(textOf(chart, 'summary')).not.to.contain('not shown');
    });
  });

  suite('reports mistakes of the author once', () => {
    const many = JSON.stringify(Array.from({ length: 14 }, (_, index) => `s${index + 1}`));
    const MISTAKES: readonly (readonly [name: string, chart: TemplateResult, message: string])[] = [
      [
        'a series without a field',
        html`<live-chart channel="A" series='["cpu",{"label":"Memory"}]'></live-chart>`,
        '<live-chart> ignores a value: a series needs to be a name or to have a field, but got {"label":"Memory"}.',
      ],
      [
        'more series than a chart shows',
        html`<live-chart channel="A" series=${many}></live-chart>`,
        '<live-chart> ignores a value: a chart shows at most 12 series, and leaves out "s13", "s14".',
      ],
      [
        'a threshold without a value',
        html`<live-chart channel="A" thresholds='["high"]'></live-chart>`,
        '<live-chart> ignores a value: a threshold needs value to be a number.',
      ],
      [
        'bounds that leave no room',
        html`<live-chart channel="A" y-min="100" y-max="10"></live-chart>`,
        '<live-chart> needs y-min to be less than y-max, but got 100 and 10.',
      ],
      [
        'bounds of the right axis that leave no room',
        html`<live-chart channel="A" y2-min="5" y2-max="5"></live-chart>`,
        '<live-chart> needs y2-min to be less than y2-max, but got 5 and 5.',
      ],
      [
        'a logarithmic axis from zero',
        html`<live-chart channel="A" y-scale="log" y-min="0"></live-chart>`,
        '<live-chart> needs y-min to be more than 0 if y-scale is log, but got 0.',
      ],
      [
        'a format that Intl refuses',
        html`<live-chart channel="A" format="currency" unit="euros"></live-chart>`,
        '<live-chart> cannot use its format: currency "euros" is no code such as "USD".',
      ],
      [
        'an unknown variant',
        html`<live-chart channel="A" variant="pie"></live-chart>`,
        '<live-chart> needs variant to be sparkline, bars, heat, but got "pie".',
      ],
      [
        'a cell of its table that it cannot read',
        html`<live-chart channel="A"
          ><table>
            <tr>
              <th>Time</th>
              <th>Cpu</th>
            </tr>
            <tr>
              <td>12:00</td>
              <td>much</td>
            </tr>
          </table></live-chart
        >`,
        'cell',
      ],
    ];

    for (const [name, template, message] of MISTAKES) {
      test(name, async () => {
        const errors = errorsOf();
        const chart = await show(template);
        for (let turn = 0; turn < 3; turn += 1) {
          chart.requestUpdate();
          await chart.updateComplete;
        }
        expect(errors()).to.have.lengthOf(1);
        expect(errors()[0]).to.contain(message);
      });
    }

    test('and again after it was fixed', async () => {
      const errors = errorsOf();
      const chart = await show(html`<live-chart channel="A" y-min="100" y-max="10"></live-chart>`);
      for (const yMax of [200, 10]) {
        chart.yMax = yMax;
        await chart.updateComplete;
      }
      await waitUntil(() => errors().length === 2, 'told again');
    });
  });

  suite('as bars', () => {
    async function bars(): Promise<LiveChart> {
      const host = await fixture(
        html`<live-connection .connection=${connection}>
          <live-chart channel="A" variant="bars" label="Queues" unit="jobs">
            <live-threshold value="60" label="busy" severity="warn"></live-threshold>
          </live-chart>
        </live-connection>`,
      );
      const chart = host.querySelector('live-chart');
      if (chart === null) throw new Error('There is no <live-chart>.');
      await say(chart, { north: 25, south: '100.50' });
      return chart;
    }

    function rows(chart: LiveChart): readonly string[] {
      return [...(part(chart, 'bars')?.querySelectorAll('li') ?? [])].map((item) => item.textContent.replace(/\s+/g, ' ').trim());
    }

    test('shows the latest value of each category, with its threshold', async () => {
      const chart = await bars();
      expect(rows(chart)).to.deep.equal(['North 25 jobs', 'South 100.50 jobs busy']);
      await say(chart, { north: 75 });
      expect(rows(chart)).to.deep.equal(['North 75 jobs busy', 'South 100.50 jobs busy']);
      expect(chart.shadowRoot?.querySelector('canvas')).to.equal(null);
      await expect(chart).to.be.accessible();
    });

    test('are as long as their values', async () => {
      const chart = await bars();
      const widths = [...(chart.shadowRoot?.querySelectorAll<HTMLElement>('[part="bar"] > span') ?? [])].map((bar) => bar.offsetWidth);
      expect(Number(widths[0]) / Number(widths[1])).to.be.closeTo(0.25, 0.02);
    });

    test('become lines when the variant changes, and lines become bars', async () => {
      const chart = await bars();
      Object.assign(chart, { variant: undefined });
      await waitUntil(() => chart.shadowRoot?.querySelector('canvas'), 'it is drawn');
      chart.variant = 'bars';
      await chart.updateComplete;
      expect(chart.shadowRoot?.querySelector('canvas')).to.equal(null);
      expect(rows(chart)).to.have.lengthOf(2);
    });
  });

  suite('as strips of cells', () => {
    async function heat(template: TemplateResult, ...bodies: readonly unknown[]): Promise<LiveChart> {
      const host = await fixture(html`<live-connection .connection=${connection}>${template}</live-connection>`);
      const chart = host.querySelector('live-chart');
      if (chart === null) throw new Error('There is no <live-chart>.');
      await say(chart, ...bodies);
      return chart;
    }

    const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
    const bodies = (): readonly unknown[] => [
      { north: 10, south: 80, at: minutesAgo(2) },
      { north: 30, south: 20, at: minutesAgo(1) },
      { north: 25, south: 100.5, at: minutesAgo(0) },
    ];

    test('has a row for each series, with its latest value and its threshold, and says what the shades mean', async () => {
      const chart = await heat(
        html`<live-chart channel="A" variant="heat" label="Queues" unit="jobs">
          <live-threshold value="60" label="busy" severity="warn"></live-threshold>
        </live-chart>`,
        ...bodies(),
      );
      const rows = [...(part(chart, 'bars')?.querySelectorAll('li:not([part])') ?? [])];
      expect(rows.map((item) => item.textContent.replace(/\s+/g, ' ').trim())).to.deep.equal(['North 25 jobs', 'South 100.5 jobs busy']);
      expect(rows.map((row) => row.querySelectorAll('[part="cells"]').length)).to.deep.equal([2, 3]);
      expect(textOf(chart, 'scale')).to.equal('from 10 jobs, pale, to 100.5 jobs, strong 10 jobs 100.5 jobs');
      expect(textOf(chart, 'summary')).to.contain('peak 30 jobs');
      expect(part(chart, 'toolbar')?.querySelectorAll('button')).to.have.lengthOf(2);
      expect(chart.shadowRoot?.querySelector('canvas')).to.equal(null);
      await expect(chart).to.be.accessible();
    });

    test('says that values are beyond the bounds', async () => {
      const chart = await heat(
        html`<live-chart channel="A" variant="heat" label="Queues" y-min="20" y-max="90"></live-chart>`,
        ...bodies(),
      );
      expect(textOf(chart, 'scale')).to.contain('≤ 20');
      expect(textOf(chart, 'scale')).to.contain('≥ 90');
    });

    test('hatches what was missed', async () => {
      const chart = await heat(html`<live-chart channel="A" variant="heat" label="Queues"></live-chart>`, ...bodies());
      expect(part(chart, 'missed')).to.equal(null);
      fake.drop();
      time.advance(10_000);
      await waitUntil(() => part(chart, 'missed'), 'the band from the loss on');
    });

    test('tells the values at the pointer, and nothing after it has left', async () => {
      const chart = await heat(html`<live-chart channel="A" variant="heat" label="Queues"></live-chart>`, ...bodies());
      time.stop();
      chart.requestUpdate();
      await chart.updateComplete;
      const { left, width, top } = part(chart, 'strip')?.getBoundingClientRect() ?? new DOMRect();
      // The second of three bodies, a minute before the last one, in a view of five minutes that ends now.
      const [, [second = ''] = []] = chart
        .toCSV()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(','));
      const clientX = left + width * (1 - (elementClock.wall() - Date.parse(second)) / 300_000);
      part(chart, 'heat')?.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY: top }));
      await chart.updateComplete;
      expect(textOf(chart, 'tooltip')).to.match(/North 30 South 20$/);
      part(chart, 'heat')?.dispatchEvent(new PointerEvent('pointerleave'));
      await chart.updateComplete;
      expect(part(chart, 'tooltip')).to.equal(null);
    });

    test('shows the empty state without a series', async () => {
      const chart = await heat(html`<live-chart channel="A" variant="heat" label="Queues"></live-chart>`);
      expect(textOf(chart, 'empty')).to.equal('No data yet');
      expect(part(chart, 'heat')).to.equal(null);
    });
  });

  suite('with a gap', () => {
    test('says that it reconnects, and since when, and shows the gap afterwards', async () => {
      const chart = await show(html`<live-chart channel="A" window="1m"></live-chart>`);
      await say(chart, ...series(10));
      fake.drop();
      time.advance(1_000);
      await chart.updateComplete;
      expect(stateOf(chart, 'reconnecting')).to.equal(true);
      expect(textOf(chart, 'note')).to.match(/^Reconnecting… · as of \d/);
      const told = new Promise<LiveGapEvent>((resolve) => chart.addEventListener('live-gap', resolve, { once: true }));
      connection.reconnect();
      const { since, until } = await told;
      expect(until).to.be.at.least(since);
      await say(chart, { value: 5 });
      expect(part(chart, 'note')).to.equal(null);
      expect(chart.toCSV()).to.match(/,\r\n/);
    });

    test('takes the null of the server as missing', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(
        chart,
        { value: 5, timestamp: Date.now() - 2000 },
        { value: null, timestamp: Date.now() - 1000 },
        { value: 7, timestamp: Date.now() },
      );
      await openTable(chart);
      const cells = part(chart, 'table')?.querySelectorAll('td:last-child') ?? [];
      expect([...cells].map((cell) => cell.textContent)).to.deep.equal(['7', 'no data', '5']);
    });

    test('says how old its last point is, if it is old', async () => {
      const chart = await show(html`<live-chart channel="A" window="10m" stale-after="30s"></live-chart>`);
      await say(chart, { value: 1 });
      time.advance(125_000);
      chart.requestUpdate();
      await waitUntil(() => stateOf(chart, 'stale'), 'it is stale');
      await chart.updateComplete;
      expect(textOf(chart, 'note')).to.match(/^as of .+ · last point 2 min\. ago$/);
    });

    test('is stale when nothing came for too long', async () => {
      const chart = await show(html`<live-chart channel="A" stale-after="20ms"></live-chart>`);
      await say(chart, { value: 1 });
      await waitUntil(() => stateOf(chart, 'stale'), 'it is stale');
      await chart.updateComplete;
      expect(textOf(chart, 'note')).to.match(/^as of/);
    });
  });

  suite('that shows what is so', () => {
    function valuesOf(chart: LiveChart): readonly (string | undefined)[] {
      const rows = chart.toCSV().trim().split('\r\n').slice(1);
      return rows.map((row) => row.split(',')[1]);
    }

    test('keeps each point of one second', async () => {
      const chart = await show(html`<live-chart channel="A" window="5m"></live-chart>`);
      const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
      await say(chart, ...[1, 99, 3, 4, 5].map((value) => ({ value, timestamp })));
      expect(valuesOf(chart)).to.deep.equal(['1', '99', '3', '4', '5']);
      expect(textOf(chart, 'summary')).to.include('now 5, peak 99');
    });

    test('is in doubt after a gap until something comes, though it counts points', async () => {
      const chart = await show(html`<live-chart channel="A" max-points="60"></live-chart>`);
      await say(chart, { value: 3 });
      fake.drop();
      await chart.updateComplete;
      const gap = new Promise((resolve) => chart.addEventListener('live-gap', resolve, { once: true }));
      connection.reconnect();
      await gap;
      await waitUntil(() => stateOf(chart, 'stale'), 'it is in doubt');
      expect(textOf(chart, 'note')).to.match(/^as of \d/);
      await waitUntil(() => textOf(chart, 'summary').startsWith('last value 3 at '), 'it does not say now');
      await say(chart, { value: 4 });
      expect(stateOf(chart, 'live')).to.equal(true);
      expect(part(chart, 'note')).to.equal(null);
    });

    test('appends a snapshot of one body, and keeps its points', async () => {
      let answer = 12;
      const { fetch } = window;
      window.fetch = () => Promise.resolve(Response.json({ cpu_percent: answer }));
      const chart = await show(html`<live-chart channel="A" snapshot="/cpu"></live-chart>`);
      await waitUntil(() => valuesOf(chart).length === 1, 'the first value came');
      await say(chart, { cpu_percent: 13 }, { cpu_percent: 14 });
      answer = 15;
      fake.drop();
      connection.reconnect();
      await waitUntil(() => valuesOf(chart).at(-1) === '15', 'the next value came');
      window.fetch = fetch;
      expect(valuesOf(chart).filter((value) => value !== '')).to.deep.equal(['12', '13', '14', '15']);
    });

    test('writes small values with the digits that tell them apart', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, ...series(10, (index) => 0.001 + 0.0003 * index));
      expect(textOf(chart, 'summary')).to.include('now 0.0037, peak 0.0037');
      await openTable(chart);
      expect(part(chart, 'table')?.querySelector('td:last-child')?.textContent).to.equal('0.0037');
    });

    test('keeps the digits of what came as text', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { value: '12345678901234567.250' });
      expect(valuesOf(chart)).to.deep.equal(['12345678901234567.250']);
      expect(textOf(chart, 'summary')).to.include('now 12,345,678,901,234,567.250,');
    });

    test('sums up long decimals with the digits that tell them apart', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { value: '0.0017532421727409886' }, { value: '0.0037998748127434865' });
      expect(textOf(chart, 'summary')).to.include('now 0.0038, peak 0.0038');
      expect(valuesOf(chart)).to.include('0.0017532421727409886');
    });

    test('has dates if several days are in view', async () => {
      const chart = await show(html`<live-chart channel="A" window="3d"></live-chart>`);
      await say(chart, { value: 7, timestamp: Date.now() - 2 * 86_400_000 });
      const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(Date.now() - 2 * 86_400_000);
      expect(textOf(chart, 'summary')).to.include(`peak 7 at ${date}, `);
      await openTable(chart);
      expect(part(chart, 'table')?.querySelector('td')?.textContent).to.include(date);
    });

    test('takes what a framework sets as the text of a property', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      Object.assign(chart, { params: '{"shop":1}', series: '["cpu"]', window: '5m', thresholds: '[80]', maxPoints: '10' });
      await chart.updateComplete;
      fake.broadcast('A', { shop: 1 }, { cpu: 4, memory: 5 });
      await waitUntil(() => valuesOf(chart).length === 1, 'it follows the channel');
      expect(legendOf(chart)).to.deep.equal(['Cpu']);
    });

    for (const [name, change] of Object.entries<(chart: LiveChart, other: Connection) => void>({
      params: (chart) => (chart.params = { shop: 2 }),
      field: (chart) => (chart.field = 'memory'),
      series: (chart) => (chart.series = ['memory']),
      event: (chart) => (chart.event = 'tick'),
      connection: (chart, other) => (chart.connection = other),
    })) {
      test(`begins anew when ${name} changes`, async () => {
        const chart = await show(html`<live-chart channel="A"></live-chart>`);
        await say(chart, { cpu: 4 });
        const other = steadyConnection(new FakeCable());
        change(chart, other);
        await chart.updateComplete;
        await chart.updateComplete;
        expect(valuesOf(chart)).to.deep.equal([]);
        expect(stateOf(chart, 'empty')).to.equal(true);
        expect(stateOf(chart, 'live')).to.equal(false);
        other.close();
      });
    }
  });

  suite('on paper', () => {
    test('is drawn in vectors with its axes, before the browser lays out the page', async () => {
      const chart = await show(html`<live-chart channel="A" window="1m" label="CPU" thresholds="20"></live-chart>`);
      await say(chart, ...series(30, (index) => index));
      expect(part(chart, 'paper')).to.equal(null);
      dispatchEvent(new Event('beforeprint'));
      const paper = part(chart, 'paper');
      expect(paper?.querySelector('[part="line"]')?.getAttribute('d')).to.match(/^M[\d.]+ [\d.]+h0L/);
      expect(paper?.querySelectorAll('[data-axis="y"]').length).to.be.above(2);
      expect(paper?.querySelectorAll('[data-axis="x"]').length).to.be.above(1);
      dispatchEvent(new Event('afterprint'));
      expect(part(chart, 'paper')).to.equal(null);
    });
  });

  suite('for a person who reads', () => {
    test('has its name on the figure and on the plot', async () => {
      const chart = await show(html`<live-chart channel="A"><b slot="label">Load</b></live-chart>`);
      await chart.updateComplete;
      expect(part(chart, 'base')?.getAttribute('aria-label')).to.equal('Load');
      expect(part(chart, 'plot')?.getAttribute('aria-label')).to.equal('Load');
    });

    async function reading(): Promise<LiveChart> {
      const chart = await show(html`<live-chart channel="A" window="1m" label="CPU" unit="%"></live-chart>`);
      await say(chart, ...series(30, (index) => 100 + index));
      part(chart, 'plot')?.focus();
      // The view stands where it is, however long a test takes.
      time.stop();
      return chart;
    }

    async function press(chart: LiveChart, key: string): Promise<string> {
      const isShifted = key.startsWith('Shift+');
      if (isShifted) await sendKeys({ down: 'Shift' });
      await sendKeys({ press: key.replace('Shift+', '') });
      if (isShifted) await sendKeys({ up: 'Shift' });
      await chart.updateComplete;
      return part(chart, 'tooltip')?.querySelector('b')?.textContent ?? '';
    }

    test('goes from point to point', async () => {
      const chart = await reading();
      expect(await press(chart, 'ArrowLeft')).to.equal('129\u00a0%');
      expect(await press(chart, 'ArrowLeft')).to.equal('128\u00a0%');
      expect(await press(chart, 'ArrowRight')).to.equal('129\u00a0%');
      expect(await press(chart, 'Shift+ArrowLeft')).to.equal('119\u00a0%');
      expect(await press(chart, 'Home')).to.equal('100\u00a0%');
      expect(await press(chart, 'End')).to.equal('129\u00a0%');
    });

    test('stays at its point while time goes on', async () => {
      const chart = await reading();
      await press(chart, 'ArrowLeft');
      await say(chart, { value: 500, timestamp: Date.now() + 100 });
      expect(textOf(chart, 'tooltip')).to.include('129');
    });

    test('leaves by Escape, and when the focus goes', async () => {
      const chart = await reading();
      await press(chart, 'ArrowLeft');
      await press(chart, 'Escape');
      expect(part(chart, 'tooltip')).to.equal(null);
      await press(chart, 'ArrowLeft');
      part(chart, 'plot')?.blur();
      await chart.updateComplete;
      expect(part(chart, 'tooltip')).to.equal(null);
    });

    test('announces each point', async () => {
      const chart = await reading();
      await press(chart, 'ArrowLeft');
      await waitUntil(() => document.querySelector('#cablegram-announcements')?.textContent.includes('CPU 129\u00a0%'), 'it is said');
    });

    test('follows the pointer, until it leaves', async () => {
      const chart = await reading();
      const { left, top, width, height } = (part(chart, 'plot') as HTMLElement).getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + width * 0.8), Math.round(top + height / 2)] });
      await chart.updateComplete;
      expect(textOf(chart, 'tooltip')).to.match(/CPU 1\d\d\s%/);
      await sendMouse({ type: 'move', position: [700, 590] });
      await chart.updateComplete;
      expect(part(chart, 'tooltip')).to.equal(null);
    });

    test('keeps what the pointer reads when the plot is created again, and renders once for each body', async () => {
      // Else the chart is also rendered each second.
      clock = new HeldClock();
      const chart = await reading();
      const { left, top, width, height } = (part(chart, 'plot') as HTMLElement).getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + width * 0.8), Math.round(top + height / 2)] });
      await chart.updateComplete;
      const read = textOf(chart, 'tooltip');
      const before = canvasOf(chart);
      chart.thresholds = [120];
      await chart.updateComplete;
      await nextFrame();
      expect(canvasOf(chart)).to.not.equal(before);
      expect(textOf(chart, 'tooltip')).to.equal(read);
      let renders = 0;
      chart.addController({ hostUpdated: () => (renders += 1) });
      await say(chart, { value: 130, timestamp: Date.now() + 2_000 });
      expect(renders).to.equal(1);
      await sendMouse({ type: 'move', position: [700, 590] });
    });

    test('is given a table in pages, which stands still until it is refreshed', async () => {
      const chart = await reading();
      await openTable(chart);
      const cells = (): readonly string[] =>
        [...(part(chart, 'table')?.querySelectorAll('td:last-child') ?? [])].map((cell) => cell.textContent);
      const press = async (name: string): Promise<void> => {
        const buttons = [...(part(chart, 'pages')?.querySelectorAll('button') ?? [])];
        buttons.find((button) => button.textContent === name)?.click();
        await chart.updateComplete;
      };
      expect(cells()).to.have.lengthOf(25);
      expect(cells()[0]).to.equal('129\u00a0%');
      expect(part(chart, 'pages')?.querySelector('[role="status"]')?.textContent).to.equal('1 – 25 of 30');
      await press('Older');
      expect(cells()).to.deep.equal([104, 103, 102, 101, 100].map((value) => `${value}\u00a0%`));
      await say(chart, { value: 500, timestamp: Date.now() + 100 });
      expect(cells()[0]).to.equal('104\u00a0%');
      await press('Refresh');
      expect(cells()[0]).to.equal('500\u00a0%');
      part(chart, 'toolbar')?.querySelector('button')?.click();
      await waitUntil(() => part(chart, 'table') === null, 'it is closed');
    });

    test('is described by the summary, which does not change with each message', async () => {
      const chart = await reading();
      const before = textOf(chart, 'summary');
      expect(part(chart, 'plot')?.getAttribute('aria-describedby')).to.equal(part(chart, 'summary')?.id);
      expect(before).to.match(/^last 1m · now 129 %, peak 129 % at \d/);
      await say(chart, { value: 500, timestamp: Date.now() + 100 });
      expect(textOf(chart, 'summary')).to.equal(before);
    });

    test('is accessible, at rest and while it is read', async () => {
      const chart = await reading();
      await expect(chart).to.be.accessible();
      await press(chart, 'ArrowLeft');
      await openTable(chart);
      await expect(chart).to.be.accessible();
    });
  });

  suite('while a person reads it', () => {
    async function shown(attributes = html`<live-chart channel="A" window="1m" label="CPU"></live-chart>`): Promise<LiveChart> {
      const chart = await show(attributes);
      await say(chart, ...series(60, (index) => 100 + index));
      // The view stands where it is, however long a test takes.
      time.stop();
      return chart;
    }

    /** Where a share of the width of the plot is on the page. */
    function placeOf(chart: LiveChart, share: number): [number, number] {
      const { left, top, width, height } = chart.shadowRoot?.querySelector('.u-over')?.getBoundingClientRect() ?? new DOMRect();
      return [Math.round(left + share * width), Math.round(top + height / 2)];
    }

    async function drag(chart: LiveChart, from: number, to: number): Promise<void> {
      await sendMouse({ type: 'move', position: placeOf(chart, from) });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: placeOf(chart, (from + to) / 2) });
      await sendMouse({ type: 'move', position: placeOf(chart, to) });
      await sendMouse({ type: 'up' });
      await chart.updateComplete;
    }

    function heard<Heard extends Event>(chart: LiveChart, name: string): Heard[] {
      const events: Heard[] = [];
      chart.addEventListener(name, (event) => events.push(event as Heard));
      return events;
    }

    function live(chart: LiveChart): HTMLButtonElement | null {
      return part(chart, 'live-button') as HTMLButtonElement | null;
    }

    teardown(async () => {
      await resetMouse();
    });

    test('zooms to what a mouse selects, records meanwhile, and goes back to the present', async () => {
      const chart = await shown();
      const [windows, freezes] = [heard<LiveWindowEvent>(chart, 'live-window'), heard<LiveFreezeEvent>(chart, 'live-freeze')];
      await drag(chart, 0.25, 0.75);
      expect(stateOf(chart, 'frozen')).to.equal(true);
      const last = windows.at(-1);
      expect(Number(last?.until) - Number(last?.since)).to.be.closeTo(30_000, 1_500);
      expect(last?.isLive).to.equal(false);
      expect(textOf(chart, 'summary')).to.match(/last value 14\d at/);
      await say(chart, { value: 999, timestamp: Date.now() + 50 });
      expect(textOf(chart, 'summary')).to.not.include('999');
      expect(chart.toCSV()).to.match(/,999\r\n$/);
      live(chart)?.click();
      await chart.updateComplete;
      await chart.updateComplete;
      expect(live(chart)).to.equal(null);
      expect(stateOf(chart, 'frozen')).to.equal(false);
      expect(textOf(chart, 'summary')).to.include('now 999');
      expect(freezes.map(({ isFrozen }) => isFrozen)).to.deep.equal([true, false]);
      expect(windows.at(-1)?.isLive).to.equal(true);
    });

    test('moves a zoomed view with Shift, within the data', async () => {
      const chart = await shown();
      await drag(chart, 0.5, 0.75);
      const windows = heard<LiveWindowEvent>(chart, 'live-window');
      await sendKeys({ down: 'Shift' });
      await drag(chart, 0.2, 0.8);
      await sendKeys({ up: 'Shift' });
      const moved = windows.at(-1);
      expect(Number(moved?.until) - Number(moved?.since)).to.be.closeTo(15_000, 1_000);
      expect(Number(moved?.since)).to.be.below(Date.now() - 35_000);
    });

    test('zooms by the wheel only with a modifier', async () => {
      const chart = await shown();
      const plot = part(chart, 'plot') as HTMLElement;
      const [clientX] = placeOf(chart, 0.5);
      const turn = (more: WheelEventInit): boolean =>
        plot.dispatchEvent(new WheelEvent('wheel', { deltaY: -300, clientX, cancelable: true, bubbles: true, ...more }));
      expect(turn({}), 'the page scrolls').to.equal(true);
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
      const windows = heard<LiveWindowEvent>(chart, 'live-window');
      expect(turn({ ctrlKey: true })).to.equal(false);
      await chart.updateComplete;
      expect(Number(windows[0]?.until) - Number(windows[0]?.since)).to.be.closeTo(60_000 * Math.exp(-0.6), 500);
    });

    test('zooms with two fingers, and moves with one', async () => {
      const chart = await shown();
      const plot = part(chart, 'plot') as HTMLElement;
      const touch = (type: string, pointerId: number, share: number): boolean =>
        plot.dispatchEvent(
          new PointerEvent(type, { pointerId, pointerType: 'touch', clientX: placeOf(chart, share)[0], button: 0, bubbles: true }),
        );
      const windows = heard<LiveWindowEvent>(chart, 'live-window');
      touch('pointerdown', 1, 0.4);
      touch('pointerdown', 2, 0.6);
      touch('pointermove', 1, 0.3);
      touch('pointermove', 2, 0.7);
      touch('pointerup', 1, 0.3);
      touch('pointerup', 2, 0.7);
      await chart.updateComplete;
      expect(Number(windows.at(-1)?.until) - Number(windows.at(-1)?.since)).to.be.closeTo(30_000, 1_500);
      const before = Number(windows.at(-1)?.since);
      touch('pointerdown', 1, 0.2);
      touch('pointermove', 1, 0.4);
      touch('pointerup', 1, 0.4);
      await chart.updateComplete;
      expect(Number(windows.at(-1)?.since)).to.be.closeTo(before - 6_000, 1_000);
    });

    test('goes on when the browser takes a touch to scroll', async () => {
      const chart = await shown();
      const plot = part(chart, 'plot') as HTMLElement;
      const touch = { pointerId: 1, pointerType: 'touch', clientX: placeOf(chart, 0.5)[0], bubbles: true };
      plot.dispatchEvent(new PointerEvent('pointerdown', touch));
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(true);
      plot.dispatchEvent(new PointerEvent('pointercancel', touch));
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
    });

    test('pins the tooltip by a press, until it is pressed again', async () => {
      const chart = await shown();
      await sendMouse({ type: 'click', position: placeOf(chart, 0.5) });
      await chart.updateComplete;
      const pinned = textOf(chart, 'tooltip');
      expect(pinned).to.match(/CPU 1[23]\d/);
      expect(stateOf(chart, 'frozen')).to.equal(true);
      await sendMouse({ type: 'move', position: placeOf(chart, 0.9) });
      await say(chart, { value: 500, timestamp: Date.now() + 100 });
      expect(textOf(chart, 'tooltip')).to.equal(pinned);
      await sendMouse({ type: 'click', position: placeOf(chart, 0.5) });
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
    });

    test('moves nothing under a pointer that only hovers, and updates its values', async () => {
      const chart = await show(html`<live-chart channel="A" max-points="3" label="CPU"></live-chart>`);
      await say(chart, ...series(3, (index) => index));
      await sendMouse({ type: 'move', position: placeOf(chart, 0.99) });
      await chart.updateComplete;
      expect(textOf(chart, 'tooltip')).to.match(/CPU 2$/);
      await say(chart, { value: 7, timestamp: Date.now() + 500 });
      expect(textOf(chart, 'tooltip')).to.match(/CPU 7$/);
      expect(stateOf(chart, 'frozen')).to.equal(false);
    });

    test('is moved, zoomed, pinned and released by keys', async () => {
      const chart = await shown();
      const windows = heard<LiveWindowEvent>(chart, 'live-window');
      const length = (): number => Number(windows.at(-1)?.until) - Number(windows.at(-1)?.since);
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'ArrowLeft' });
      expect(stateOf(chart, 'frozen'), 'the cursor holds the view').to.equal(true);
      await sendKeys({ press: '+' });
      await chart.updateComplete;
      expect(length()).to.be.closeTo(30_000, 500);
      const before = Number(windows.at(-1)?.since);
      await sendKeys({ press: 'PageUp' });
      await chart.updateComplete;
      expect(Number(windows.at(-1)?.since)).to.be.below(before - 20_000);
      await sendKeys({ press: 'Enter' });
      part(chart, 'plot')?.blur();
      await chart.updateComplete;
      expect(part(chart, 'tooltip')?.hasAttribute('data-pinned'), 'a pin outlives the focus').to.equal(true);
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'l' });
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
      expect(part(chart, 'tooltip')).to.equal(null);
    });

    test('reads one series alone by the vertical arrows', async () => {
      const chart = await show(html`<live-chart channel="A" window="1m"></live-chart>`);
      await say(chart, { cpu: 1, memory: 2, timestamp: Date.now() - 2000 }, { cpu: 3, timestamp: Date.now() - 1000 });
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'ArrowDown' });
      await chart.updateComplete;
      expect(part(chart, 'tooltip')?.querySelector('[data-read]')?.textContent).to.match(/Memory\s+2/);
    });

    test('goes back to the present when the page asks for it', async () => {
      const chart = await shown();
      part(chart, 'plot')?.focus();
      await sendKeys({ press: '+' });
      expect(stateOf(chart, 'frozen')).to.equal(true);
      document.dispatchEvent(new Event('live-jump-request'));
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
    });

    test('reports the cursor with the values there', async () => {
      const before = Date.now();
      const chart = await shown();
      const after = Date.now();
      const cursors = heard<LiveCursorEvent>(chart, 'live-cursor');
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'ArrowLeft' });
      await chart.updateComplete;
      expect(cursors.at(-1)?.values).to.deep.equal({ value: 159 });
      expect(cursors.at(-1)?.at).to.be.within(before, after);
      await sendKeys({ press: 'Escape' });
      await chart.updateComplete;
      expect(cursors.at(-1)?.at).to.equal(undefined);
    });

    test('keeps what is in view while it stands still, though points are counted', async () => {
      const chart = await show(html`<live-chart channel="A" max-points="5" label="CPU"></live-chart>`);
      await say(chart, ...series(5));
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'Home' });
      const read = textOf(chart, 'tooltip');
      for (let index = 0; index < 20; index += 1) await say(chart, { value: 50 + index, timestamp: Date.now() + index });
      expect(textOf(chart, 'tooltip')).to.equal(read);
      await sendKeys({ press: 'Escape' });
      await say(chart, { value: 99, timestamp: Date.now() + 100 });
      expect(chart.toCSV().trim().split('\r\n')).to.have.lengthOf(6);
    });

    test('shares cursor and view with the charts of its group', async () => {
      const chart = await shown(
        html`<live-chart channel="A" window="1m" group="one" label="CPU"></live-chart>
          <live-chart channel="A" window="1m" group="one" label="Same"></live-chart>
          <live-chart channel="A" window="1m" group="two" label="Other"></live-chart>`,
      );
      const [, same, other] = chart.parentElement?.querySelectorAll('live-chart') ?? [];
      if (!same || !other) throw new Error('There are three charts.');
      await waitUntil(() => [same, other].every((one) => one.shadowRoot?.querySelector('canvas')), 'all are drawn');
      await say(same, { value: 160 });
      const windows = heard<LiveWindowEvent>(same, 'live-window');
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'ArrowLeft' });
      await chart.updateComplete;
      await same.updateComplete;
      await same.updateComplete;
      expect(textOf(same, 'tooltip')).to.equal(textOf(chart, 'tooltip').replace('CPU', 'Same'));
      expect(stateOf(same, 'frozen')).to.equal(true);
      expect(stateOf(other, 'frozen')).to.equal(false);
      await drag(chart, 0.2, 0.4);
      await same.updateComplete;
      expect(textOf(same, 'summary')).to.equal(textOf(chart, 'summary'));
      expect(windows, 'only the chart that a person moved reports it').to.deep.equal([]);
      live(same)?.click();
      await same.updateComplete;
      await chart.updateComplete;
      expect(stateOf(chart, 'frozen')).to.equal(false);
    });
  });

  suite('that scrolls smoothly', () => {
    async function drawings(chart: LiveChart): Promise<{ readonly draws: number; readonly renders: number }> {
      let [draws, renders] = [0, 0];
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        draws += 1;
        clearRect.apply(this, box);
      };
      chart.addController({ hostUpdated: () => (renders += 1) });
      for (let frame = 0; frame < 20; frame += 1) await nextFrame();
      CanvasRenderingContext2D.prototype.clearRect = clearRect;
      return { draws, renders };
    }

    test('draws between two renders, and stands still while a person reads it', async () => {
      // Else the chart is also rendered each second.
      clock = new HeldClock();
      const chart = await show(html`<live-chart channel="A" window="2s" scrolling="smooth" label="CPU"></live-chart>`);
      await say(chart, ...series(2));
      const moving = await drawings(chart);
      expect(moving.draws).to.be.above(10);
      expect(moving.renders).to.equal(0);
      // Points that stay in view, however long a key takes.
      await say(chart, ...series(2));
      time.stop();
      part(chart, 'plot')?.focus();
      await sendKeys({ press: 'ArrowLeft' });
      await waitUntil(() => stateOf(chart, 'frozen'), 'it stands still');
      expect((await drawings(chart)).draws).to.be.below(5);
    });

    test('steps if the person prefers reduced motion', async function () {
      await preferring({ reducedMotion: 'reduce' }, this, async () => {
        const chart = await show(html`<live-chart channel="A" window="2s" scrolling="smooth"></live-chart>`);
        await say(chart, ...series(2));
        expect((await drawings(chart)).draws).to.be.below(5);
      });
    });
  });

  suite('with thresholds', () => {
    test('reports each crossing, with the value that crossed', async () => {
      const chart = await show(html`<live-chart channel="A" thresholds='[{"value":80,"label":"limit","severity":"warn"}]'></live-chart>`);
      const told: LiveThresholdEvent[] = [];
      chart.addEventListener('live-threshold', (event) => told.push(event));
      await say(chart, { value: 50 }, { value: 70 }, { value: '80.0' });
      await say(chart, { value: 90 });
      await say(chart, { value: 60 }, { value: 85 }, { value: 20 }, { value: 95 });
      expect(told.map(({ direction, value }) => `${direction} ${value}`)).to.deep.equal(['up 80', 'down 20', 'up 95']);
      expect(told[0]).to.include({ series: 'value', threshold: 80, label: 'limit', severity: 'warn' });
    });

    test('announces crossings only if the page wants it', async () => {
      const chart = await show(html`<live-chart channel="A" thresholds="80" announce="polite" label="Load"></live-chart>`);
      await say(chart, { value: 50 });
      await say(chart, { value: 91 });
      await waitUntil(() => document.querySelector('#cablegram-announcements')?.textContent.includes('Load 91, above 80'), 'it is said');
    });
  });

  suite('to take away', () => {
    test('is a PNG', async () => {
      const chart = await show(html`<live-chart channel="A" label="CPU"></live-chart>`);
      await say(chart, ...series(10));
      const blob = await chart.toPNG();
      const { width, height } = await createImageBitmap(blob);
      expect(blob.type).to.equal('image/png');
      expect(width).to.be.above(canvasOf(chart).width);
      expect(height).to.be.above(canvasOf(chart).height);
    });

    test('is CSV', async () => {
      const chart = await show(html`<live-chart channel="A" series='[{"field":"value","label":"=CPU"}]'></live-chart>`);
      await say(chart, { value: 5, timestamp: 1_764_000_000_000 });
      expect(chart.toCSV()).to.equal("Time,'=CPU\r\n2025-11-24T16:00:00.000Z,5\r\n");
    });

    test('is a PNG of a chosen size', async () => {
      const chart = await show(html`<live-chart channel="A" label="CPU"></live-chart>`);
      await say(chart, ...series(10));
      const { width, height } = await createImageBitmap(await chart.toPNG({ width: 800, height: 400, scale: 2 }));
      expect([width, height]).to.deep.equal([1600, 800]);
      let error: unknown;
      await chart.toPNG({ width: 20 }).catch((reason: unknown) => (error = reason));
      expect(error).to.be.instanceOf(RangeError);
    });

    test('is refused where nothing is drawn', async () => {
      const chart = document.createElement('live-chart');
      let error: unknown;
      await chart.toPNG().catch((reason: unknown) => (error = reason));
      expect((error as DOMException).name).to.equal('InvalidStateError');
    });
  });

  suite('on its page', () => {
    test('fits the box it is put in, without a loop', async () => {
      const errors: unknown[] = [];
      const hear = (event: ErrorEvent): unknown => errors.push(event.message);
      addEventListener('error', hear);
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      const before = canvasOf(chart).width;
      (chart.parentElement as HTMLElement).style.inlineSize = '300px';
      (chart.parentElement as HTMLElement).style.display = 'block';
      await waitUntil(() => canvasOf(chart).width < before, 'it is narrower');
      await waitUntil(() => Math.abs(canvasOf(chart).width / devicePixelRatio - 300) <= 1, 'it is as wide as its box');
      // The browser reports a loop of sizes within the frame in which it ends it.
      for (let frame = 0; frame < 3; frame += 1) await nextFrame();
      removeEventListener('error', hear);
      expect(errors).to.deep.equal([]);
    });

    test('takes the height of the element', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      chart.style.blockSize = '400px';
      await waitUntil(() => (part(chart, 'stage')?.offsetHeight ?? 0) > 300, 'it is higher');
      expect((part(chart, 'base') as HTMLElement).offsetHeight).to.equal(400);
    });

    test('changes its colours with the page', async function () {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      document.documentElement.style.colorScheme = 'light dark';
      const before = canvasOf(chart);
      await preferring({ colorScheme: 'dark' }, this, () => waitUntil(() => canvasOf(chart) !== before, 'it is drawn anew'));
      document.documentElement.style.colorScheme = '';
    });

    test('mirrors its header on a page from right to left, and keeps the order of the words in its summary', async () => {
      const series = '[{"field":"a","label":"متجر"},{"field":"b","label":"ويب"}]';
      const chart = await show(html`<live-chart dir="rtl" lang="ar" channel="A" window="10m" label="طلبات" series=${series}></live-chart>`);
      await say(chart, { a: 1, b: 2, timestamp: Date.now() });
      const [legend, toolbar] = ['legend', 'toolbar'].map((name) => part(chart, name)?.getBoundingClientRect());
      expect(legend?.left).to.be.above(toolbar?.right ?? NaN);
      expect(toolbar?.left).to.be.closeTo(chart.getBoundingClientRect().left, 1);
      // Engines differ in the digits that they write in Arabic.
      const [one, two] = [1, 2].map((value) => `\u2068?${value.toLocaleString('ar')}\u2069?`);
      expect(textOf(chart, 'summary')).to.match(
        new RegExp(`^last \u2068.+\u2069 · \u2068متجر\u2069 now ${one}, peak ${one} at \u2068.+\u2069 · \u2068ويب\u2069 now ${two}, `),
      );
    });

    test('lays no legend over the label where it is narrow', async () => {
      const page = await fixture(
        html`<div style="inline-size: 13rem">
          <live-chart label="Orders"><b slot="label">Bestellungen</b></live-chart>
        </div>`,
      );
      const chart = page.querySelector('live-chart');
      if (chart === null) throw new Error('There is no <live-chart>.');
      chart.series = ['web', 'counter'];
      await chart.updateComplete;
      // The words themselves, which may be wider than their box.
      const words = document.createRange();
      words.selectNodeContents(page.querySelector('b') ?? page);
      const label = words.getBoundingClientRect();
      const legend = part(chart, 'legend')?.getBoundingClientRect();
      expect(label.right, 'the label fits').to.be.most(page.getBoundingClientRect().right);
      expect(legend?.left, 'the legend begins after the label, or below').to.satisfy(
        (left: number) => left >= label.right || Number(legend?.top) >= label.bottom,
      );
    });

    test('is a line of text as a sparkline', async () => {
      const chart = await show(html`<p>Orders <live-chart channel="A" variant="sparkline" label="Orders"></live-chart></p>`);
      await say(chart, ...series(10));
      expect(chart.offsetHeight).to.be.below(40);
      expect(part(chart, 'plot')?.tabIndex).to.equal(-1);
      await expect(chart).to.be.accessible();
    });

    test('takes no room where it is hidden, as a sparkline either', async () => {
      const chart = await fixture<LiveChart>(html`<live-chart variant="sparkline" hidden></live-chart>`);
      expect(getComputedStyle(chart).display).to.equal('none');
      chart.hidden = false;
      expect(getComputedStyle(chart).display).to.equal('inline-block');
    });

    test('says that it is wrongly set up', async () => {
      const chart = await show(html`<live-chart channel="A" seq="a"></live-chart><live-chart channel="A" seq="b"></live-chart>`);
      const other = chart.nextElementSibling as LiveChart;
      await waitUntil(() => part(other, 'note'), 'the second asks for another order of the same channel');
      expect(textOf(other, 'note')).to.equal('Wrongly set up');
      expect(part(other, 'note')?.title).to.contain('seq');
      expect(part(chart, 'note')).to.equal(null);
    });

    test('stays as it is without a connection', async () => {
      const chart = await fixture<LiveChart>(html`<live-chart label="CPU"></live-chart>`);
      await waitUntil(() => chart.shadowRoot?.querySelector('canvas'));
      expect(textOf(chart, 'empty')).to.equal('No data yet');
      expect(stateOf(chart, 'idle')).to.equal(true);
    });

    test('leaves the channel with the page, and follows it again when it is back', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { value: 5 });
      const home = chart.parentElement as HTMLElement;
      chart.remove();
      expect(chart.shadowRoot?.querySelector('canvas')).to.equal(null);
      home.append(chart);
      await waitUntil(() => chart.shadowRoot?.querySelector('canvas'), 'it is drawn again');
      await say(chart, { value: 7 });
      expect(chart.toCSV()).to.match(/,5\r\n/);
      expect(chart.toCSV()).to.match(/,7\r\n/);
    });

    test('keeps no attribute of its own', async () => {
      const chart = await show(html`<live-chart channel="A"></live-chart>`);
      await say(chart, { value: 5 });
      expect(chart.getAttributeNames()).to.deep.equal(['channel']);
    });
  });
});
