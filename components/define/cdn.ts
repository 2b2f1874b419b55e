// The script tag runs this module. It registers every element at once, but the chart only when the page has one, and it includes English and the
// core's exports. Another language is loaded when an element is in it.
import { elements } from '../elements.js';
import { defineElements } from '../internal/define.js';
import { loadLanguages } from './languages.js';

export * from '../../src/index.js';

loadLanguages();
defineElements(elements);

/** Loads the chart once a `<live-chart>` is on the page, because the chart is as large as everything else together. */
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
    console.warn('cablegram: The <live-chart> module could not be loaded, so the page shows the content of the element.', error);
  });
}

if (typeof document !== 'undefined') awaitChart();
