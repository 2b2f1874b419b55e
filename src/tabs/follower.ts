// Over 200 lines: one short function for each report of the leader, and the watch over it.

import { Subscription } from 'rxjs';
import { after } from '../environment.js';
import { CablegramError, type CablegramErrorCode } from '../errors.js';
import type { PlainCommand, Progress, Signal } from '../transport/transport.js';
import { createAsks } from './asks.js';
import { nextPlace, type Place } from './place.js';
import type { Member, Role } from './role.js';
import type { Report, Request, TabReport } from './tab-message.js';

/** After this silence of the leader it is asked whether it still runs, in ms: two ticks. A hidden tab may tick late, but answers at once. */
const ASKED_AFTER = 2_000;

/** How long the leader may take to answer, in ms. A tab that is frozen does not. */
const ANSWERED_WITHIN = 400;

/** What a follower needs besides its membership. */
export interface FollowerOptions extends Member {
  /** Whether the page asks for another link than the one that the leader has. */
  readonly renews: boolean;
  /** Called when the leader does not answer. */
  readonly onSilence: () => void;
  /** Called when a leader speaks. */
  readonly onLeader: (place: Place) => void;
}

/** An action that the leader was asked to send. */
interface Handed {
  readonly resolve: (isSent: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Where a subscription begins. */
const NOTHING: Progress = { positions: [] };

/** The errors that a leader may pass on by name. Any other becomes `link-lost`. */
const CODES: readonly CablegramErrorCode[] = ['link-lost', 'no-welcome', 'silent', 'stream-silent', 'unread'];

/**
 * Makes this tab a follower: it receives the link of the tab that leads, and passes its commands to that tab.
 *
 * With each new leader, and whenever reports are missing, it introduces itself anew and emits `open`, so that its connection subscribes again
 * and repairs what was missed.
 */
export function follow({ id: self, platform, progress, subscriber, post, renews, onSilence, onLeader }: FollowerOptions): Role {
  const { now } = platform;
  const registered = new Set<string>();
  const handed = new Map<string, Handed>();
  let place: Place | undefined;
  let isJoined = false;
  let wantsRenewal = renews;
  let heardAt = now();
  let isAsked = false;
  let count = 0;
  let watch = new Subscription();
  const asks = createAsks(self, {
    ask: request,
    hand: (id, json) => request({ type: 'fetched', id, ...(json !== undefined && { json }) }),
  });

  function request(message: Request): void {
    post({ ...message, from: self, term: place?.term ?? 0 });
  }

  /** Leaves what it was told so far, and asks who leads. */
  function introduce(): void {
    isJoined = false;
    registered.clear();
    disown();
    asks.end();
    request({ type: 'hello' });
  }

  /** Nobody knows whether the last leader has sent these. */
  function disown(): void {
    for (const { reject } of handed.values()) reject(unacknowledged());
    handed.clear();
  }

  function hear(report: TabReport): void {
    const [step, next] = nextPlace(place, report);
    if (step === 'old') return;
    place = next;
    heardAt = now();
    isAsked = false;
    if (step === 'new-leader') onLeader(next);
    const isWelcome = report.type === 'welcome' && report.to === self;
    const isEnd = report.type === 'lost' || report.type === 'over';
    // One that answers a question of the watch brings nothing new.
    if (isWelcome) return isJoined && step === 'next' ? undefined : onWelcome(report);
    if (step !== 'next' && !isEnd) return introduce();
    if (report.to !== undefined && report.to !== self) return;
    if (isJoined || isEnd) onReport(report);
  }

  function onWelcome({ kind, beats }: Report & { readonly type: 'welcome' }): void {
    isJoined = true;
    if (kind !== undefined) emitOpen({ type: 'open', kind });
    if (kind !== undefined && beats) subscriber.next({ type: 'heartbeat' });
    if (wantsRenewal) request({ type: 'renew' });
    wantsRenewal = false;
  }

  function emitOpen(signal: Signal & { readonly type: 'open' }): void {
    registered.clear();
    subscriber.next(signal);
  }

  function onReport(report: Report): void {
    switch (report.type) {
      case 'signal':
        return onSignal(report.signal);
      case 'subscribed':
        return onSubscribed(report as TabReport & typeof report);
      case 'performed':
        handed.get(report.id)?.resolve(report.isSent);
        handed.delete(report.id);
        return;
      case 'fetch':
      case 'snapshot':
        return asks.take(report);
      case 'lost':
        return subscriber.error(new CablegramError(codeOf(report.code), report.message));
      case 'over':
        return subscriber.complete();
      case 'lead':
      case 'tick':
      case 'welcome':
        return;
      default:
        report satisfies never;
    }
  }

  function onSignal(signal: Signal): void {
    if (signal.type === 'open') return emitOpen(signal);
    const isForOne = 'identifier' in signal && signal.identifier !== undefined;
    // The leader passes on what any tab follows. Before it knows that this one does, a body is no part of what this one receives.
    if (!isForOne || registered.has(signal.identifier)) subscriber.next(signal);
  }

  function onSubscribed(report: Report & { readonly type: 'subscribed' } & { readonly to?: string | undefined }): void {
    const { identifier, state, to, base = NOTHING } = report;
    if (to === self) registered.add(identifier);
    if (!registered.has(identifier)) return;
    if (state === 'rejected') registered.delete(identifier);
    const missed = state === 'confirmed' ? progress.confirm(identifier, report.missed, base) : undefined;
    if (state !== 'waiting') subscriber.next({ type: state, identifier, ...(missed && { missed }) });
  }

  function subscribe(command: PlainCommand & { readonly type: 'subscribe' }): void {
    const resumes = progress.begin(command);
    if (isJoined) request({ type: 'subscribe', identifier: command.identifier, ...(resumes && { resumes }) });
  }

  function unsubscribe(identifier: string): void {
    registered.delete(identifier);
    progress.forget(identifier);
    if (isJoined) request({ type: 'unsubscribe', identifier });
  }

  function perform({ identifier, data }: PlainCommand & { readonly type: 'perform' }): void {
    if (!isJoined) return subscriber.next({ type: 'unsent', identifier });
    count += 1;
    const id = `${self} ${count}`;
    const sent = new Promise<boolean>((resolve, reject) => handed.set(id, { resolve, reject }));
    subscriber.next({ type: 'unsent', identifier, sent });
    request({ type: 'perform', identifier, data, id, at: Date.now() });
  }

  function lookIn(delay: number): void {
    watch.unsubscribe();
    watch = after(delay, look);
  }

  function look(): void {
    const silence = now() - heardAt;
    if (silence < ASKED_AFTER) {
      isAsked = false;
      return lookIn(ASKED_AFTER - silence);
    }
    if (isAsked) onSilence();
    else request({ type: 'hello' });
    isAsked = true;
    lookIn(ANSWERED_WITHIN);
  }

  introduce();
  lookIn(ASKED_AFTER);

  return {
    command(command) {
      if (command.type === 'perform') return perform(command);
      if (command.type === 'subscribe') return subscribe(command);
      unsubscribe(command.identifier);
    },
    hear(message) {
      if ('n' in message) hear(message);
    },
    ask: (wish) => (isJoined ? asks.ask(wish) : Promise.resolve(undefined)),
    end() {
      watch.unsubscribe();
      disown();
      asks.end();
    },
  };
}

function codeOf(code: string): CablegramErrorCode {
  return CODES.find((known) => known === code) ?? 'link-lost';
}

function unacknowledged(): CablegramError {
  return new CablegramError(
    'unacknowledged',
    'The tab that holds the socket is gone, and did not say whether it has sent the action. It may have been sent or not.',
  );
}
