import { type Channel, type Connection, diagnose, type Status } from 'cablegram';
import { address, POLLED_EVERY } from './connection.js';

/** Names the way by which the page is live just now. */
export function nameRung({ state, transport }: Status): string {
  if (state !== 'connected') return 'nothing: what is shown may be old';
  return transport === 'polling' ? `polling, every ${POLLED_EVERY / 1000} s; the cable is tried again meanwhile` : (transport ?? '');
}

/** Counts what the cable missed and a snapshot brought, and what nobody could bring, for all channels that elements follow. */
export function countRepairs(connection: Connection, tell: (words: string) => void): void {
  let repairs = 0;
  let gaps = 0;
  function say(): void {
    const lost = gaps === 0 ? 'no gap' : gaps === 1 ? '1 gap' : `${gaps} gaps`;
    tell(`${repairs === 1 ? 'once' : `${repairs} times`} by a snapshot; ${lost}`);
  }
  for (const channel of followedChannels(connection)) {
    let isFirst = true;
    channel.messages$.subscribe(({ type }) => {
      if (type === 'gap') gaps += 1;
      else if (type !== 'snapshot') return;
      // The first one is what the page began with, and on polling each of them is what was asked for.
      else if (!isFirst && connection.status.transport === 'cable') repairs += 1;
      isFirst = false;
      say();
    });
  }
}

/** Says why the page is not live, or not by cable, and what would help; that the cable is deaf, its channels know first. */
export async function explain(connection: Connection): Promise<string> {
  const deaf = followedChannels(connection).find(({ status }) => status.health === 'deaf');
  const { message, remedy } = await diagnose(deaf ?? connection, { url: address });
  return `${message} ${remedy}`;
}

/** One view of each channel that an element follows; how they are repaired was said by the element. */
function followedChannels(connection: Connection): readonly Channel[] {
  const channels = new Map<string, Channel>();
  for (const element of document.querySelectorAll('[channel]')) {
    const params = JSON.parse(element.getAttribute('params') ?? '{}') as Record<string, string>;
    const channel = connection.channel(element.getAttribute('channel') ?? '', params);
    channels.set(channel.identifier, channel);
  }
  return [...channels.values()];
}
