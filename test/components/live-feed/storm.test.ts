import '../../../components/define/live-feed.js';
import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { LiveFeed } from '../../../components/live-feed/live-feed.js';
import { type Connection } from '../../../src/index.js';
import { FakeCable } from '../../../src/testing/index.js';
import { steadyConnection } from '../../support/steady-connection.js';

/** 5,000 messages a second, at 60 frames. */
const A_FRAME = 84;

suite('LiveFeed in a storm', () => {
  let connection: Connection;

  teardown(() => connection.close());

  test('makes no more than max items a frame, and holds no more', async function () {
    this.timeout(30_000);
    const fake = new FakeCable();
    connection = steadyConnection(fake);
    const feed = await fixture<LiveFeed>(html`<live-feed label="x" channel="C" .connection=${connection}></live-feed>`);
    await nextFrame();
    let made = 0;
    let most = 0;
    const observer = new MutationObserver((records) => {
      const added = records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0);
      made += added;
      most = Math.max(most, added);
    });
    observer.observe(feed, { childList: true });
    for (let frame = 0; frame < 120; frame += 1) {
      for (let n = 0; n < A_FRAME; n += 1)
        fake.broadcast('C', {}, { id: frame * A_FRAME + n, actor: 'Ana', verb: 'ordered', object: `${n} × Field Notes` });
      await nextFrame();
    }
    await nextFrame();
    observer.disconnect();
    expect(feed.childElementCount).to.equal(50);
    expect(most).to.be.at.most(50);
    expect(made).to.be.at.most(50 * 121);
    expect(feed.querySelectorAll('*').length).to.equal(200);
    expect([...feed.children].map((item) => item.getAttribute('aria-posinset'))).to.deep.equal(
      Array.from({ length: 50 }, (_, n) => String(n + 1)),
    );
    expect(commentsIn(feed)).to.equal(0);
  });
});

function commentsIn(feed: LiveFeed): number {
  return [...feed.childNodes].filter((node) => node.nodeType === Node.COMMENT_NODE && node.nodeValue !== '').length;
}
