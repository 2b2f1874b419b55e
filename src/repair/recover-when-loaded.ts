import { after } from '../environment.js';
import { CablegramError } from '../errors.js';
import type { IdentifierEvent, SubscriptionState } from '../hub/subscription.js';
import { createGapReport, orderByTime } from './gap-report.js';
import { HOLD_WITHIN, type Recovery, type RepairedChannel } from './repaired-channel.js';
import type { LazyPart } from '../lazy-part.js';
import { recoveryPart, type RecoveryPart } from './recovery-part.js';

/** How many events are held back at most. */
const MOST_HELD = 1_000;

/**
 * Repairs a channel with code that is loaded first. Until then the channel's events are held back, for up to 2 s.
 *
 * After that, or if the code cannot be loaded, messages are delivered as they come: the channel is `stale`, and what is missed is a gap. A
 * failed load is reported, and tried again with the next confirmation.
 */
export function recoverWhenLoaded(
  channel: RepairedChannel,
  missedSince: number | undefined,
  part: LazyPart<RecoveryPart> = recoveryPart,
): Recovery {
  const { loaded } = part;
  if (loaded) return loaded.createRecovery(channel, missedSince);
  const { identifier, source } = channel;
  let held: IdentifierEvent[] = [];
  let substitute: Recovery | undefined;
  let recovery: Recovery | undefined;
  let isOver = false;
  let subscription: SubscriptionState = 'waiting';
  const overdue = after(HOLD_WITHIN, goOnWithout);

  function release(): void {
    overdue.unsubscribe();
    const events = held;
    held = [];
    for (const event of events) (recovery ?? substitute)?.next(event);
  }

  function goOnWithout(): void {
    if (isOver || recovery || substitute) return;
    channel.onRepair('stale');
    // Without the code, nothing ends the doubt.
    substitute = createGapReport(channel, missedSince, orderByTime, 'stale');
    release();
  }

  function load(): void {
    part.load().then(({ createRecovery }) => {
      if (isOver || recovery) return;
      recovery = createRecovery(channel, substitute ? substitute.end() : missedSince);
      if (substitute) {
        // Without a snapshot, nothing else ends the doubt.
        if (source === undefined) channel.onRepair('ok');
        recovery.next({ type: 'subscription', state: subscription });
      }
      release();
    }, fail);
  }

  function fail(cause: unknown): void {
    if (isOver || recovery) return;
    const message = `The code that repairs ${identifier} could not be loaded, so the state may be old. Reload the page.`;
    channel.onError(new CablegramError('part-not-loaded', message, { cause }));
    goOnWithout();
  }

  function next(event: IdentifierEvent): void {
    if (event.type === 'subscription') subscription = event.state;
    if (recovery) return recovery.next(event);
    if (!substitute) {
      if (held.push(event) >= MOST_HELD) goOnWithout();
      return;
    }
    if (event.type === 'subscription' && event.state === 'confirmed') load();
    substitute.next(event);
  }

  load();
  return {
    next,
    refresh: () => recovery?.refresh(),
    end() {
      isOver = true;
      overdue.unsubscribe();
      if (held.length > 0) channel.onUndelivered(Date.now());
      return (recovery ?? substitute)?.end() ?? missedSince;
    },
  };
}
