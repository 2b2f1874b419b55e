import { useChannel } from 'cablegram/preact';
import { useState } from 'preact/hooks';

const salesChannels = [
  { field: 'web', label: 'Web' },
  { field: 'counter', label: 'Counter' },
];

export function PrintShop() {
  const [orders, setOrders] = useState('none yet');
  // The same channel and snapshot as the progress bar's, so they share the subscription and the requests.
  const health = useChannel<{ cpu: number }>('ServerHealthChannel', {}, { snapshot: '/snapshots/health.json' });

  return (
    <main>
      <header>
        <h1>Print shop</h1>
        <live-pause />
        <live-status />
      </header>

      <section class="figures">
        <live-counter
          channel="AnalyticsChannel"
          params={{ metric: 'orders' }}
          snapshot="/snapshots/orders.json"
          seq="seq"
          label="Orders today"
          withDelta
          onlive-change={(event) => setOrders(String(event.value))}
        />
        <live-counter
          channel="AnalyticsChannel"
          params={{ metric: 'revenue' }}
          snapshot="/snapshots/revenue.json"
          seq="seq"
          label="Revenue today"
          currency="EUR"
        />
      </section>
      <p>
        Orders that Preact knows of: <output>{orders}</output>
      </p>
      <p>
        CPU that Preact knows of: <output>{health.data?.cpu ?? 'none yet'}</output> ({health.freshness})
      </p>

      <live-progress
        variant="meter"
        channel="ServerHealthChannel"
        field="cpu"
        snapshot="/snapshots/health.json"
        label="CPU of the server"
        staleAfter={10_000}
      />

      <live-chart
        channel="AnalyticsChannel"
        params={{ metric: 'orders_per_minute' }}
        snapshot="/snapshots/orders_per_minute.json"
        seq="seq"
        label="Orders per minute"
        series={salesChannels}
        stale-after="10s"
      />

      <live-feed channel="ActivityChannel" snapshot="/snapshots/activity.json" seq="seq" label="Activity" max={20}>
        <template slot="item">
          <article>
            <b>{'{{actor}}'}</b> {'{{verb}}'} {'{{object}}'} <time datetime="{{at}}" />
          </article>
        </template>
      </live-feed>
    </main>
  );
}
