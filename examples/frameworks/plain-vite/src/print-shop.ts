/** Makes the shop from its template. */
export function openPrintShop(template: HTMLTemplateElement): DocumentFragment {
  const shop = document.importNode(template.content, true);
  const orders = shop.querySelector('live-counter');
  const output = shop.querySelector('output');
  if (orders === null || output === null) throw new Error('The template has no counter or no output.');

  orders.label = 'Orders today';
  orders.addEventListener('live-change', (event) => (output.textContent = String(event.value)));
  return shop;
}
