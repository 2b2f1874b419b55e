import type { Page } from 'puppeteer-core';

/** What is mounted, by the name under which a figure is told. */
export const MOUNTED: Readonly<Record<string, string>> = {
  'live-connection': '<live-connection name="inner"><live-connection></live-connection></live-connection>',
  'live-counter': '<live-counter channel="C" label="Orders" with-delta stale-after="1m">1</live-counter>',
  'live-feed':
    '<live-feed channel="C" label="Orders"><article data-key="0">0</article><template slot="item"><p>{{id}} <time datetime="{{at}}"></time></p></template></live-feed>',
  'live-chart': '<live-chart channel="C" label="Orders" stale-after="1m" thresholds="5"></live-chart>',
  'live-progress':
    '<live-progress channel="C" key="job" max="100000" label="Orders" with-eta cancel-action="cancel" stale-after="1m"></live-progress>',
  'live-notice': '<live-notice channel="C" with-title-count with-system><template><p>{{id}}</p></template></live-notice>',
  'live-status': '<live-status with-details variant="banner" stale-after="1m"></live-status>',
  'live-ticker':
    '<live-ticker channel="C" key="id" field="value" label="Orders" layout="table" stale-after="1m" with-sparkline><live-quote symbol="0" price="1"></live-quote></live-ticker>',
  'live-pause': '<live-pause persist="session" hotkey="Alt+P"></live-pause>',
  'live-presence': '<live-presence channel="RoomChannel"></live-presence>',
  'live-rate': '<live-rate rate="1s"></live-rate>',
  'live-controls': '<live-controls></live-controls>',
};

/** A page that mounts elements and takes them away again, on a server driven by hand. */
export const PAGE = {
  body: '<live-connection><div id="here"></div></live-connection>',
  script: `
    import { createConnection } from 'cablegram';
    import { FakeCable } from 'cablegram/testing';
    const fake = new FakeCable();
    const connection = createConnection({ transports: [fake.transport], linger: 0, idleAfter: 1e9 });
    document.querySelector('live-connection').connection = connection;
    connection.keepOpen();
    const here = document.querySelector('#here');
    const nextFrame = () => new Promise(requestAnimationFrame);
    // The page's policy lets no text become markup, but by a policy of its own.
    const own = trustedTypes.createPolicy('page', { createHTML: (html) => html });
    let number = 0;
    let mounted = [];
    /** Mounts so many at once, shows a message in them, and takes them away; so many times. */
    globalThis.mount = async (html, rounds, atOnce) => {
      const template = document.createElement('template');
      template.innerHTML = own.createHTML(html);
      for (let round = 0; round < rounds; round += 1) {
        for (let place = 0; place < atOnce; place += 1) here.append(document.importNode(template.content, true));
        if (round === rounds - 1) mounted.push(...[...here.children].map((element) => new WeakRef(element)));
        await nextFrame();
        fake.broadcast('C', {}, { id: (number += 1), value: number, at: Date.now() });
        await nextFrame();
        await nextFrame();
        here.replaceChildren();
      }
      await nextFrame();
    };
    /** How many of those that were mounted last are held by something still. */
    globalThis.held = () => mounted.filter((one) => one.deref() !== undefined).length;
    globalThis.forget = () => (mounted = []);
    await import('cablegram/define');
  `,
};

/** What is left after a round of collecting: bytes of heap, nodes and listeners of the page. */
export interface Weight {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Mounts and unmounts some markup so many times, `atOnce` of them together. */
export function mount(page: Page, html: string, times: number, atOnce = 20): Promise<void> {
  return page.evaluate(
    (text, rounds, together) => {
      const { mount: mountAll } = globalThis as unknown as { mount: (html: string, rounds: number, atOnce: number) => Promise<void> };
      return mountAll(text, rounds, together);
    },
    html,
    Math.ceil(times / atOnce),
    atOnce,
  );
}

/** How many elements of the last round of each `mount` so far are held by something still, though they were taken away and collected. */
export function heldStill(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { held: () => number }).held());
}

/** How long the browser may take to let go of what was taken away, in ms. */
const PATIENCE = 20_000;

/** How long the figures must stay the same, in ms. The browser lets go of some removed elements two seconds later. */
const STEADY_FOR = 2_500;

/**
 * Weighs a page once all but `kept` of the mounted elements are gone and the figures are steady and satisfy `isFine`, or else after `PATIENCE`.
 *
 * Waiting for what is expected hides no leak, since what is held for good is still there at the end.
 */
export async function weigh(page: Page, kept = 0, isFine: (weight: Weight) => boolean = () => true): Promise<Weight> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const end = performance.now() + PATIENCE;
  let steadySince = performance.now();
  for (let before = ''; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
    const weight: Weight = { heap: read('JSHeapUsedSize'), nodes: read('Nodes'), listeners: read('JSEventListeners') };
    const seen = `${weight.nodes} ${weight.listeners}`;
    const now = performance.now();
    if (seen !== before) steadySince = now;
    if ((now - steadySince >= STEADY_FOR && isFine(weight) && (await heldStill(page)) <= kept) || now > end) {
      await session.detach();
      return weight;
    }
    before = seen;
  }
}
