import { expect } from '@open-wc/testing';
import { type Freshness, freshnessOf, type FreshnessReading, isTrustworthy } from '../../../components/internal/freshness.js';
import type { ChannelStatus } from '../../../src/index.js';

const live: ChannelStatus = {
  state: 'connected',
  transport: 'cable',
  reason: undefined,
  subscription: 'confirmed',
  health: 'ok',
  heard: true,
  paused: false,
  pauseKind: undefined,
  held: { waiting: 0, dropped: 0 },
};

/** Reads the freshness of an element that was heard, unless a case says otherwise. */
function freshness(reading: Partial<FreshnessReading>): Freshness {
  return freshnessOf({ status: live, isHeard: true, isInDoubt: false, age: undefined, staleAfter: undefined, ...reading });
}

suite('freshnessOf', () => {
  test('is idle without a channel', () => {
    expect(freshness({ status: undefined, isHeard: false })).to.equal('idle');
  });

  test('tells confirmed from heard', () => {
    expect(freshness({ status: { ...live, heard: false }, isHeard: false })).to.equal('waiting');
    expect(freshness({ status: live })).to.equal('live');
  });

  test('calls silence stale only where the author says how much', () => {
    expect(freshness({ status: live, age: 1e9 })).to.equal('live');
    expect(freshness({ status: live, age: 1000, staleAfter: 1000 })).to.equal('live');
    expect(freshness({ status: live, age: 1001, staleAfter: 1000 })).to.equal('stale');
  });

  test('calls a channel stale that says so of itself', () => {
    expect(freshness({ status: { ...live, health: 'deaf' } })).to.equal('stale');
    expect(freshness({ status: { ...live, health: 'stale', paused: true } })).to.equal('stale');
  });

  test('tells the first connection from a lost one', () => {
    expect(freshness({ status: { ...live, state: 'connecting', heard: false }, isHeard: false })).to.equal('connecting');
    expect(freshness({ status: { ...live, subscription: 'waiting', heard: false }, isHeard: false })).to.equal('connecting');
    expect(freshness({ status: { ...live, subscription: 'waiting' } })).to.equal('reconnecting');
    expect(freshness({ status: { ...live, state: 'reconnecting' } })).to.equal('reconnecting');
    expect(freshness({ status: { ...live, state: 'reconnecting', reason: 'offline' } })).to.equal('offline');
  });

  test('never lets a pause hide what is worse', () => {
    const paused: ChannelStatus = { ...live, paused: true };
    expect(freshness({ status: paused })).to.equal('paused');
    expect(freshness({ status: { ...paused, state: 'reconnecting' } })).to.equal('reconnecting');
    expect(freshness({ status: { ...paused, state: 'failed' } })).to.equal('failed');
    expect(freshness({ status: { ...paused, subscription: 'rejected' } })).to.equal('rejected');
    expect(freshness({ status: { ...paused, subscription: 'unconfirmed' } })).to.equal('unconfirmed');
  });

  test('calls what is stopped paused, though nobody asks for it, but never hides a broken connection', () => {
    const stopped: ChannelStatus = { ...live, paused: true, pauseKind: 'stop', subscription: 'waiting', heard: false };
    for (const state of ['idle', 'connecting', 'connected'] as const) {
      expect(freshness({ status: { ...stopped, state } })).to.equal('paused');
    }
    for (const state of ['reconnecting', 'failed'] as const) expect(freshness({ status: { ...stopped, state } })).to.equal(state);
  });

  test('tells a channel that is taken up again after a stop from one that never spoke', () => {
    const resumed: ChannelStatus = { ...live, subscription: 'waiting', heard: false };
    expect(freshness({ status: resumed })).to.equal('reconnecting');
    expect(freshness({ status: { ...resumed, state: 'connecting' } })).to.equal('reconnecting');
    expect(freshness({ status: { ...resumed, subscription: 'confirmed' } })).to.equal('live');
  });

  test('trusts what is live or not begun, and nothing else', () => {
    expect(isTrustworthy('live')).to.equal(true);
    expect(isTrustworthy('waiting')).to.equal(true);
    for (const doubtful of ['stale', 'reconnecting', 'offline', 'paused', 'rejected', 'unconfirmed', 'ended', 'failed'] as const)
      expect(isTrustworthy(doubtful), doubtful).to.equal(false);
  });
});
