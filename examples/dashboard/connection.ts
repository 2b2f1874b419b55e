import { cable, type ChannelOptions, createConnection, createRecorder, polling } from 'cablegram';

/** Whether the page shows our own server, of which more is known than its cable. */
export const isDemo: boolean = document.documentElement.dataset['server'] === 'demo';

/** Where the cable is. */
export const address: string = document.querySelector<HTMLMetaElement>('meta[name="action-cable-url"]')?.content ?? '/cable';

/** How often each snapshot is asked for while the cable is away, in ms. */
export const POLLED_EVERY = 5_000;

/** Keeps what happened to the connection, without the bodies. */
export const recorder = createRecorder({ limit: 1_000 });

/** The page's one connection: by cable, and where snapshots are known by asking for them while the cable is away. */
export const connection = createConnection({
  transports: isDemo ? [cable(address), polling({ every: POLLED_EVERY })] : [cable(address)],
  recorder,
});

/** How a channel of our own server is repaired: by what `/snapshots` tells of it, and by the numbers of its bodies. */
export function repairedBy(snapshot: string): Pick<ChannelOptions, 'snapshot' | 'seq'> {
  return isDemo ? { snapshot: `/snapshots/${snapshot}.json`, seq: 'seq' } : {};
}
