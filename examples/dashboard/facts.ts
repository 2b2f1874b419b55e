import { type Channel, type Connection, diagnose, type Status } from 'cablegram';
import { address, POLLED_EVERY } from './connection.js';

/** Names the transport in use. */
export function nameRung({ state, transport }: Status): string {
  if (state !== 'connected') return 'nothing: what is shown may be old';
  return transport === 'polling' ? `polling, every ${POLLED_EVERY / 1000} s; the cable is tried again meanwhile` : (transport ?? '');
}

/** Callbacks for repairs. */
export interface RepairListener {
  /** The cable missed something, or may have, and a snapshot brought it back. */
  repaired(channel: Channel): void;
  /** Nothing could bring it back. */
  missed(): void;
  /** The cable turned out to be deaf. */
  deaf(): void;
}

/** Watches the repairs of all channels that elements follow. */
export function watchRepairs(connection: Connection, listener: RepairListener): void {
  // Any channel may be the first to notice, and then the connection dials again before another one can.
  let isDeaf = false;
  connection.status$.subscribe(({ channels }) => {
    if (channels.deaf > 0 && !isDeaf) listener.deaf();
    isDeaf = channels.deaf > 0;
  });
  for (const channel of followedChannels(connection)) {
    let isFirst = true;
    channel.messages$.subscribe(({ type }) => {
      if (type === 'gap') listener.missed();
      // The first snapshot is the initial state, and with polling every snapshot is expected.
      else if (type === 'snapshot' && !isFirst && connection.status.transport === 'cable') listener.repaired(channel);
      if (type === 'gap' || type === 'snapshot') isFirst = false;
    });
  }
}

/** Counts what was repaired by a snapshot, and what was lost. */
export function countRepairs(connection: Connection, tell: (words: string) => void): void {
  let repairs = 0;
  let gaps = 0;
  function say(): void {
    const lost = gaps === 0 ? 'no gap' : gaps === 1 ? '1 gap' : `${gaps} gaps`;
    tell(repairs + gaps === 0 ? 'nothing was missed yet' : `${repairs === 1 ? 'once' : `${repairs} times`} by a snapshot; ${lost}`);
  }
  watchRepairs(connection, {
    repaired() {
      repairs += 1;
      say();
    },
    missed() {
      gaps += 1;
      say();
    },
    deaf: () => undefined,
  });
  say();
}

/** Says why the page is not live, or not over the cable, and what would help. The channels are the first to notice a deaf cable. */
export async function explain(connection: Connection): Promise<string> {
  const deaf = followedChannels(connection).find(({ status }) => status.health === 'deaf');
  const { message, remedy } = await diagnose(deaf ?? connection, { url: address });
  return `${message} ${remedy}`;
}

/** One view of each channel that an element follows, with the element's own repair options. */
function followedChannels(connection: Connection): readonly Channel[] {
  const channels = new Map<string, Channel>();
  for (const element of document.querySelectorAll('[channel]')) {
    const params = JSON.parse(element.getAttribute('params') ?? '{}') as Record<string, string>;
    const snapshot = element.getAttribute('snapshot');
    const seq = element.getAttribute('seq');
    const channel = connection.channel(element.getAttribute('channel') ?? '', params, {
      ...(snapshot && { snapshot }),
      ...(seq && { seq }),
    });
    channels.set(channel.identifier, channel);
  }
  return [...channels.values()];
}
