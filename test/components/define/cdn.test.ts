import { expect, waitUntil } from '@open-wc/testing';
import * as cablegram from '../../../components/define/cdn.js';

suite('cdn', () => {
  test('registers every element but the chart, and brings the core', () => {
    for (const name of ['connection', 'counter', 'feed', 'pause', 'status']) {
      expect(customElements.get(`live-${name}`), name).not.to.equal(undefined);
    }
    expect(cablegram.createConnection).to.be.a('function');
    expect(customElements.get('live-chart')).to.equal(undefined);
  });

  test('loads the chart when one comes on the page', async () => {
    const chart = document.createElement('live-chart');
    document.body.append(chart);
    await waitUntil(() => chart.matches(':defined'), 'the chart is not defined', { timeout: 5000 });
    chart.remove();
  });
});
