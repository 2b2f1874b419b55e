import { useChannel } from 'cablegram/solid';
import { createSignal } from 'solid-js';

const salesChannels = [
  { field: 'web', label: 'Web' },
  { field: 'counter', label: 'Counter' },
];

export function PrintShop() {
  const [orders, setOrders] = createSignal('none yet');
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
          prop:params={{ metric: 'orders' }}
          snapshot="/snapshots/orders.json"
          seq="seq"
          label="Orders today"
          with-delta
          on:live-change={(event) => setOrders(String(event.value))}
        />
        <live-counter
          channel="AnalyticsChannel"
          prop:params={{ metric: 'revenue' }}
          snapshot="/snapshots/revenue.json"
          seq="seq"
          label="Revenue today"
          currency="EUR"
        />
      </section>
      <p>
        Orders that Solid knows of: <output>{orders()}</output>
      </p>
      <p>
        CPU that Solid knows of: <output>{health().data?.cpu ?? 'none yet'}</output> ({health().freshness})
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
        prop:params={{ metric: 'orders_per_minute' }}
        snapshot="/snapshots/orders_per_minute.json"
        seq="seq"
        label="Orders per minute"
        prop:series={salesChannels}
        stale-after="10s"
      />

      <live-feed channel="ActivityChannel" snapshot="/snapshots/activity.json" seq="seq" label="Activity" max="20">
        <template slot="item">
          <article>
            <b>{'{{actor}}'}</b> {'{{verb}}'} {'{{object}}'} <time datetime="{{at}}" />
          </article>
        </template>
      </live-feed>
    </main>
  );
}
