'use client';

import type { LiveCounter } from 'cablegram/components';
import { useChannel } from 'cablegram/react';
import { useEffect, useRef, useState } from 'react';

// The server writes attributes, so objects are JSON and names are those of HTML.
const salesChannels = JSON.stringify([
  { field: 'web', label: 'Web' },
  { field: 'counter', label: 'Counter' },
]);

// As HTML, because a browser keeps the content of a <template> apart from its children, where React would look for it.
const item = '<article><b>{{actor}}</b> {{verb}} {{object}} <time datetime="{{at}}"></time></article>';

export function PrintShop() {
  const [orders, setOrders] = useState('none yet');
  // The same channel and snapshot as the progress bar's, so they share the subscription and the requests.
  const health = useChannel<{ cpu: number }>('ServerHealthChannel', {}, { snapshot: '/snapshots/health.json' });
  const counter = useRef<LiveCounter>(null);

  // React leaves out the listeners of custom elements that a server has rendered.
  useEffect(() => {
    const left = new AbortController();
    counter.current?.addEventListener('live-change', (event) => setOrders(String(event.value)), { signal: left.signal });
    return () => left.abort();
  }, []);

  return (
    <main>
      <header>
        <h1>Print shop</h1>
        <live-pause />
        <live-status />
      </header>

      <section className="figures">
        <live-counter
          ref={counter}
          channel="AnalyticsChannel"
          params='{"metric":"orders"}'
          snapshot="/snapshots/orders.json"
          seq="seq"
          label="Orders today"
          with-delta
        />
        <live-counter
          channel="AnalyticsChannel"
          params='{"metric":"revenue"}'
          snapshot="/snapshots/revenue.json"
          seq="seq"
          label="Revenue today"
          currency="EUR"
        />
      </section>
      <p>
        Orders that Next knows of: <output>{orders}</output>
      </p>
      <p>
        CPU that Next knows of: <output>{health.data?.cpu ?? 'none yet'}</output> ({health.freshness})
      </p>

      <live-progress
        variant="meter"
        channel="ServerHealthChannel"
        field="cpu"
        snapshot="/snapshots/health.json"
        label="CPU of the server"
        stale-after="10s"
      />

      <live-chart
        channel="AnalyticsChannel"
        params='{"metric":"orders_per_minute"}'
        snapshot="/snapshots/orders_per_minute.json"
        seq="seq"
        label="Orders per minute"
        series={salesChannels}
        stale-after="10s"
      />

      <live-feed channel="ActivityChannel" snapshot="/snapshots/activity.json" seq="seq" label="Activity" max={20}>
        <template slot="item" dangerouslySetInnerHTML={{ __html: item }} />
      </live-feed>
    </main>
  );
}
