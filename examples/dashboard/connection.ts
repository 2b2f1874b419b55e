import { anyCable } from 'cablegram/anycable';
import { cable, type ChannelOptions, createConnection, createRecorder, polling } from 'cablegram';

const server = document.documentElement.dataset['server'];

/** Whether a real AnyCable stands in front of our own server. */
export const isAnyCable: boolean = server === 'anycable';

/** Whether the page shows our own server, which offers more than a cable. */
export const isDemo: boolean = server === 'demo' || isAnyCable;

/** Address of the cable. */
export const address: string = document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content ?? '/cable';

/** How often each snapshot is fetched while the cable is down, in ms. */
export const POLLED_EVERY = 5_000;

/** Records what happened to the connection, without bodies. */
export const recorder = createRecorder({ limit: 1_000 });

/** The page's only connection. On our own server it falls back to polling the snapshots while the cable is down. */
export const connection = createConnection({
  transports: [isAnyCable ? anyCable(address, { presence: true }) : cable(address), ...(isDemo ? [polling({ every: POLLED_EVERY })] : [])],
  recorder,
});

/** How a channel of our own server is repaired: by its snapshot, and by the numbers of its bodies. */
export function repairedBy(snapshot: string): Pick<ChannelOptions, 'snapshot' | 'seq'> {
  return isDemo ? { snapshot: `/snapshots/${snapshot}.json`, seq: 'seq' } : {};
}
