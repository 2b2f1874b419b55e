// The same file holds the elements and the core. Importing it registers the elements.
import { sharedConnection } from 'cablegram';

/**
 * Shows the shop from its template; returns what removes it.
 *
 * @param {HTMLTemplateElement} template
 * @param {Element} place
 */
export function openPrintShop(template, place) {
  place.replaceChildren(document.importNode(template.content, true));
  const output = place.querySelector('output');
  const feed = place.querySelector('live-feed');
  if (output === null || feed === null) throw new Error('The template has no output or no feed.');

  feed.max = 30;
  // The page's own code shares the subscription of the element.
  const orders = sharedConnection('/cable').channel('AnalyticsChannel', { metric: 'orders' });
  const subscription = orders.messages$.subscribe((message) => {
    if (message.type === 'datapoint') output.textContent = String(message.value);
  });

  return () => {
    subscription.unsubscribe();
    place.replaceChildren();
  };
}
