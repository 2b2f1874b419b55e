import { expect } from '@open-wc/testing';
import { panned, Viewport, within, zoomed } from '../../../components/live-chart/viewport.js';

const bounds = { since: 0, until: 100_000 };

suite('Viewport', () => {
  function viewport(): { readonly made: Viewport; readonly changes: (number | undefined)[] } {
    const changes: (number | undefined)[] = [];
    const made: Viewport = new Viewport(
      () => ({ since: 10, until: 20 }),
      () => changes.push(made.span?.since),
    );
    return { made, changes };
  }

  test('stands still until the last reason is gone', () => {
    const { made, changes } = viewport();
    made.hold('pointer');
    made.hold('pin');
    made.release('pointer');
    expect(made.span).to.deep.equal({ since: 10, until: 20 });
    made.release('pin');
    expect(made.span).to.equal(undefined);
    expect(changes).to.deep.equal([10, undefined]);
  });

  test('keeps a window that a person chose, until it follows the present', () => {
    const { made } = viewport();
    made.hold('pointer');
    made.show({ since: 5, until: 8 });
    made.release('pointer');
    expect(made.span).to.deep.equal({ since: 5, until: 8 });
    expect(made.isMoved).to.equal(true);
    made.follow();
    expect([made.span, made.isMoved]).to.deep.equal([undefined, false]);
  });
});

suite('zoomed', () => {
  test('keeps the instant under the pointer in its place', () => {
    expect(zoomed({ since: 20_000, until: 60_000 }, 0.5, 30_000, bounds)).to.deep.equal({ since: 25_000, until: 45_000 });
  });

  test('stays within the data, and never gets too short to draw', () => {
    expect(zoomed({ since: 20_000, until: 60_000 }, 10, 30_000, bounds)).to.deep.equal(bounds);
    const { since, until } = zoomed({ since: 20_000, until: 60_000 }, 0, 30_000, bounds);
    expect(until - since).to.equal(50);
  });
});

suite('panned', () => {
  test('keeps the length at both ends', () => {
    expect(panned({ since: 20_000, until: 60_000 }, 90_000, bounds)).to.deep.equal({ since: 60_000, until: 100_000 });
    expect(panned({ since: 20_000, until: 60_000 }, -90_000, bounds)).to.deep.equal({ since: 0, until: 40_000 });
  });
});

suite('within', () => {
  test('survives bounds that are one instant', () => {
    expect(within({ since: 5, until: 9 }, { since: 7, until: 7 })).to.deep.equal({ since: -43, until: 7 });
  });
});
