// Turbo sends nothing again: what it sent while the page was away is missing. So the page loads itself once more after each reconnection.
import { Turbo } from '@hotwired/turbo-rails';

const connectedBefore = new WeakSet();

new MutationObserver((changes) => {
  const sources = changes.map(({ target }) => target).filter((source) => source.hasAttribute('connected'));
  if (sources.some((source) => connectedBefore.has(source))) Turbo.visit(location.href, { action: 'replace' });
  for (const source of sources) connectedBefore.add(source);
}).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['connected'] });
