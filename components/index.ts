import { elements } from './elements.js';
import { LiveChart } from './live-chart/live-chart.js';
import { defineElements } from './internal/define.js';

export { LiveChart } from './live-chart/live-chart.js';
export { LiveConnection } from './live-connection/live-connection.js';
export { LiveControls } from './live-controls/live-controls.js';
export { LiveCounter } from './live-counter/live-counter.js';
export { LiveFeed } from './live-feed/live-feed.js';
export { LiveNotice } from './live-notice/live-notice.js';
export { LivePause } from './live-pause/live-pause.js';
export { LivePresence } from './live-presence/live-presence.js';
export { LiveProgress } from './live-progress/live-progress.js';
export { LiveRate } from './live-rate/live-rate.js';
export { LiveStatus } from './live-status/live-status.js';
export { LiveTicker } from './live-ticker/live-ticker.js';
export { connectionContext } from './internal/connection-context.js';
export * from './internal/events.js';
export type { LiveSource, SourceObserver, SubscribableSource } from './internal/live-source.js';
export type { Transform } from './internal/transform.js';

/** In which registry and under which names to register the elements. */
export interface DefineAllOptions {
  /** The prefix of all tags. @default 'live' */
  readonly prefix?: string;
  /** @default customElements */
  readonly registry?: CustomElementRegistry;
}

/** Registers all elements, as `<live-counter>` or with the given prefix. Has an effect once per registry and prefix. */
export function defineAll({ prefix, registry }: DefineAllOptions = {}): void {
  defineElements({ ...elements, chart: LiveChart }, prefix, registry);
}
