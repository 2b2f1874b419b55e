import { LiveChart } from './live-chart/live-chart.js';
import { LiveConnection } from './live-connection/live-connection.js';
import { LiveCounter } from './live-counter/live-counter.js';
import { LiveFeed } from './live-feed/live-feed.js';
import { LivePause } from './live-pause/live-pause.js';
import { LiveStatus } from './live-status/live-status.js';
import { define } from './internal/define.js';

export { LiveChart, LiveConnection, LiveCounter, LiveFeed, LivePause, LiveStatus };
export { connectionContext } from './internal/connection-context.js';
export * from './internal/events.js';

/** Where to register the elements, and under which names. */
export interface DefineAllOptions {
  /** What all tags begin with. @default 'live' */
  readonly prefix?: string;
  /** @default customElements */
  readonly registry?: CustomElementRegistry;
}

/** Registers all elements, as `<live-counter>` or with a prefix of the page's own; once per registry and prefix. */
export function defineAll({ prefix = 'live', registry = customElements }: DefineAllOptions = {}): void {
  // The provider first, so that it is there when the others look for it.
  const elements = {
    connection: LiveConnection,
    chart: LiveChart,
    counter: LiveCounter,
    feed: LiveFeed,
    pause: LivePause,
    status: LiveStatus,
  };
  for (const [name, element] of Object.entries(elements) as [string, CustomElementConstructor][]) {
    const tag = `${prefix}-${name}`;
    if (prefix === 'live') define(tag, element, registry);
    // A class can bear one name in a registry, so that another name needs a class of its own.
    else if (registry.get(tag) === undefined) define(tag, class extends element {}, registry);
  }
}
