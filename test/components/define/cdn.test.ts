import { expect } from '@open-wc/testing';
import * as cablegram from '../../../components/define/cdn.js';
import { waitUntil } from '../../support/wait-until.js';

suite('cdn', () => {
  test('registers every element but the chart, and brings the core', () => {
    for (const name of ['connection', 'counter', 'feed', 'pause', 'status']) {
      expect(customElements.get(`live-${name}`), name).not.to.equal(undefined);
    }
    expect(cablegram.createConnection).to.be.a('function');
    expect(customElements.get('live-chart')).to.equal(undefined);
  });

  test('loads a language other than English for an element that is in it, and speaks English until then', async () => {
    const pause = document.createElement('live-pause');
    pause.lang = 'es-MX';
    document.body.append(pause);
    const label = (): string => pause.shadowRoot?.querySelector('button')?.getAttribute('aria-label') ?? '';
    await pause.updateComplete;
    expect(label()).to.equal('Pause live updates');
    await waitUntil(() => label() === 'Pausar las actualizaciones en directo', label);
    pause.remove();
  });

  test('loads the chart when one comes on the page', async () => {
    const chart = document.createElement('live-chart');
    document.body.append(chart);
    await waitUntil(() => chart.matches(':defined'), 'the chart is not defined');
    chart.remove();
  });
});
