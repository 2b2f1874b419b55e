import { expect } from '@open-wc/testing';
import { freshnessOf, isTrustworthy } from '../../../components/internal/freshness.js';
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

suite('freshnessOf', () => {
  test('is idle without a channel', () => {
    expect(freshnessOf(undefined, false, undefined, 0, undefined)).to.equal('idle');
  });

  test('tells confirmed from heard', () => {
    expect(freshnessOf({ ...live, heard: false }, false, undefined, 0, undefined)).to.equal('waiting');
    expect(freshnessOf(live, false, 0, 0, undefined)).to.equal('live');
  });

  test('calls silence stale only where the author says how much', () => {
    expect(freshnessOf(live, false, 0, 1e9, undefined)).to.equal('live');
    expect(freshnessOf(live, false, 0, 1000, 1000)).to.equal('live');
    expect(freshnessOf(live, false, 0, 1001, 1000)).to.equal('stale');
  });

  test('calls a channel stale that says so of itself', () => {
    expect(freshnessOf({ ...live, health: 'deaf' }, false, 0, 0, undefined)).to.equal('stale');
    expect(freshnessOf({ ...live, health: 'stale', paused: true }, false, 0, 0, undefined)).to.equal('stale');
  });

  test('tells the first connection from a lost one', () => {
    expect(freshnessOf({ ...live, state: 'connecting', heard: false }, false, undefined, 0, undefined)).to.equal('connecting');
    expect(freshnessOf({ ...live, subscription: 'waiting', heard: false }, false, undefined, 0, undefined)).to.equal('connecting');
    expect(freshnessOf({ ...live, subscription: 'waiting' }, false, 0, 0, undefined)).to.equal('reconnecting');
    expect(freshnessOf({ ...live, state: 'reconnecting' }, false, 0, 0, undefined)).to.equal('reconnecting');
    expect(freshnessOf({ ...live, state: 'reconnecting', reason: 'offline' }, false, 0, 0, undefined)).to.equal('offline');
  });

  test('never lets a pause hide what is worse', () => {
    const paused: ChannelStatus = { ...live, paused: true };
    expect(freshnessOf(paused, false, 0, 0, undefined)).to.equal('paused');
    expect(freshnessOf({ ...paused, state: 'reconnecting' }, false, 0, 0, undefined)).to.equal('reconnecting');
    expect(freshnessOf({ ...paused, state: 'failed' }, false, 0, 0, undefined)).to.equal('failed');
    expect(freshnessOf({ ...paused, subscription: 'rejected' }, false, 0, 0, undefined)).to.equal('rejected');
    expect(freshnessOf({ ...paused, subscription: 'unconfirmed' }, false, 0, 0, undefined)).to.equal('unconfirmed');
  });

  test('calls what is stopped paused, though nobody asks for it, but never hides a broken connection', () => {
    const stopped: ChannelStatus = { ...live, paused: true, pauseKind: 'stop', subscription: 'waiting', heard: false };
    for (const state of ['idle', 'connecting', 'connected'] as const) {
      expect(freshnessOf({ ...stopped, state }, false, 0, 0, undefined)).to.equal('paused');
    }
    for (const state of ['reconnecting', 'failed'] as const)
      expect(freshnessOf({ ...stopped, state }, false, 0, 0, undefined)).to.equal(state);
  });

  test('tells a channel that is taken up again after a stop from one that never spoke', () => {
    const resumed: ChannelStatus = { ...live, subscription: 'waiting', heard: false };
    expect(freshnessOf(resumed, true, 0, 0, undefined)).to.equal('reconnecting');
    expect(freshnessOf({ ...resumed, state: 'connecting' }, true, 0, 0, undefined)).to.equal('reconnecting');
    expect(freshnessOf({ ...resumed, subscription: 'confirmed' }, true, 0, 0, undefined)).to.equal('live');
  });

  test('trusts what is live or not begun, and nothing else', () => {
    expect(isTrustworthy('live')).to.equal(true);
    expect(isTrustworthy('waiting')).to.equal(true);
    for (const doubtful of ['stale', 'reconnecting', 'offline', 'paused', 'rejected', 'unconfirmed', 'failed'] as const)
      expect(isTrustworthy(doubtful), doubtful).to.equal(false);
  });
});
