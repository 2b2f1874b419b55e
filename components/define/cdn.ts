// What the script tag runs: every element but the chart at once, the chart when the page has one, every language, and the core to write with.
import { elements } from '../elements.js';
import { defineElements } from '../internal/define.js';
import '../translations/de.js';

export * from '../../src/index.js';

defineElements(elements);

/** Loads the chart, which weighs as much as all the rest, once a `<live-chart>` is on the page. */
function awaitChart(): void {
  const charts = document.getElementsByTagName('live-chart');
  if (charts.length > 0) return loadChart();
  const observer = new MutationObserver(() => {
    if (charts.length === 0) return;
    observer.disconnect();
    loadChart();
  });
  observer.observe(document, { childList: true, subtree: true });
}

function loadChart(): void {
  import('./live-chart.js').catch((error: unknown) => {
    console.warn('cablegram: the part with <live-chart> could not be loaded; the page shows what is inside it.', error);
  });
}

if (typeof document !== 'undefined') awaitChart();
