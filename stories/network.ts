import { BehaviorSubject } from 'rxjs';
import type { TimedFault } from '../src/testing/index.js';

/** What the toolbar does to the network of every story. With `story`, each story plays its own scene. */
export type Network = 'story' | 'live' | 'slow' | 'flood' | 'drop' | 'half-open' | 'deaf' | 'gap' | 'reject' | 'signed-out' | 'offline';

/** The networks, each with the title and the explanation that the toolbar shows. */
export const networks: Readonly<Record<Network, { readonly title: string; readonly right?: string }>> = {
  story: { title: 'As the story' },
  live: { title: 'Live', right: 'all is well' },
  slow: { title: 'Slow', right: 'everything arrives 2 s late' },
  flood: { title: 'Flood', right: '50 times as many messages' },
  drop: { title: 'Drop', right: 'cut, and it stays down' },
  'half-open': { title: 'Half-open', right: 'silently dead; noticed after 6.5 s' },
  deaf: { title: 'Deaf', right: 'the server pings, but sends no data' },
  gap: { title: 'Gap', right: 'cut for 3 s, then back' },
  reject: { title: 'Reject', right: 'the server refuses every channel' },
  'signed-out': { title: 'Signed out', right: 'the server refuses the person' },
  offline: { title: 'Offline', right: 'the device has no network' },
};

/** The network that the toolbar shows now. */
export const network$: BehaviorSubject<Network> = new BehaviorSubject<Network>('story');

export function isNetwork(name: unknown): name is Network {
  return typeof name === 'string' && Object.hasOwn(networks, name);
}

/** How late everything is on a slow network, in ms. */
const LATE = 2_000;

/** How long the network is away in a gap, in ms. */
const AWAY = 2_000;

/** Returns the faults of a network, all of which start at once. `reject` and `signed-out` are the shop's own doing. */
export function faultsOf(network: Network): readonly TimedFault[] {
  switch (network) {
    case 'slow':
      return [{ at: 0, type: 'delay', by: LATE }];
    case 'drop':
    case 'offline':
      return [
        { at: 0, type: 'refuse' },
        { at: 0, type: 'drop' },
      ];
    case 'half-open':
      return [{ at: 0, type: 'half-open' }];
    case 'deaf':
      return [{ at: 0, type: 'deaf' }];
    case 'gap':
      return [
        { at: 0, type: 'refuse', for: AWAY },
        { at: 0, type: 'drop' },
      ];
    case 'signed-out':
      return [{ at: 0, type: 'goodbye', reason: 'unauthorized', reconnect: false }];
    case 'story':
    case 'live':
    case 'flood':
    case 'reject':
      return [];
    default:
      return network satisfies never;
  }
}
