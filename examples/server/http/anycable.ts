import type { Channel } from '../cable/channel.js';
import { answerFrame, encode, messageFrame, parseRecord } from '../cable/frames.js';

/** What AnyCable is answered. `status` is 1 for success and 2 for a refusal; `transmissions` are frames for the client. */
export interface Answer {
  readonly status: 1 | 2;
  readonly identifiers?: string;
  readonly streams?: readonly string[];
  readonly stop_streams?: boolean;
  readonly transmissions?: readonly string[];
  /** What AnyCable keeps for this subscription: `$p` is the stream whose subscribers may be present, and see who is. */
  readonly env?: { readonly istate: { readonly $p: string } };
}

/**
 * Answers AnyCable, which holds the sockets and asks the application over HTTP what a client may do (`--rpc_host`): `connect`, `command` and
 * `disconnect`. Everybody may connect.
 */
export async function answerAnyCable(question: string, asked: unknown, channels: ReadonlyMap<string, Channel>): Promise<Answer> {
  const { command, identifier, data } = Object(asked) as Readonly<Record<string, unknown>>;
  if (question === 'connect') return { status: 1, identifiers: '{}', transmissions: [encode({ type: 'welcome' })] };
  if (question !== 'command' || typeof identifier !== 'string') return { status: 1 };
  const params = parseRecord(identifier) ?? {};
  const channel = channels.get(String(params['channel']));
  if (channel === undefined) return { status: 2 };
  const transmissions: string[] = [];
  const transmit = (body: unknown): void => void transmissions.push(messageFrame(identifier, encode(body)));
  switch (command) {
    case 'subscribe':
      if (channel.rejects?.(params) === true) return { status: 2, transmissions: [answerFrame(identifier, 'reject_subscription')] };
      for (const body of channel.stateOf?.(params) ?? []) transmit(body);
      return {
        status: 1,
        streams: [channel.streamOf(params)],
        transmissions: [...transmissions, answerFrame(identifier, 'confirm_subscription')],
        ...(channel.hasPresence && { env: { istate: { $p: channel.streamOf(params) } } }),
      };
    case 'unsubscribe':
      return { status: 1, stop_streams: true };
    default: {
      const record = parseRecord(data) ?? {};
      await channel.actions?.get(String(record['action']))?.({ params, transmit }, record);
      return { status: 1, transmissions };
    }
  }
}
