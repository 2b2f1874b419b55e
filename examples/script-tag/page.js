/* global Cablegram, document */
// The page's own code: the core, without any element.
const shop = Cablegram.sharedConnection('/cable').channel('PrintShopChannel');

shop.messages$.subscribe((message) => {
  if (message.type !== 'event' || message.event !== 'job_order_created') return;
  const { quantity, title, customer } = message.data;
  document.querySelector('#last-order').textContent = `${quantity} × ${title} for ${customer}`;
});
