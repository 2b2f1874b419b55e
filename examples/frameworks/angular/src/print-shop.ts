import { ChangeDetectionStrategy, Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { injectChannel } from 'cablegram/angular';
import type { LiveChangeEvent } from 'cablegram/components';

@Component({
  selector: 'print-shop',
  // The elements are no components of Angular.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <main>
      <header>
        <h1>Print shop</h1>
        <live-pause />
        <live-status />
      </header>

      <section class="figures">
        <live-counter
          channel="AnalyticsChannel"
          [params]="{ metric: 'orders' }"
          snapshot="/snapshots/orders.json"
          seq="seq"
          label="Orders today"
          with-delta
          (live-change)="note($event)"
        />
        <live-counter
          channel="AnalyticsChannel"
          [params]="{ metric: 'revenue' }"
          snapshot="/snapshots/revenue.json"
          seq="seq"
          label="Revenue today"
          currency="EUR"
        />
      </section>
      <p>
        Orders that Angular knows of: <output>{{ orders() }}</output>
      </p>
      <p>
        CPU that Angular knows of: <output>{{ health().data?.cpu ?? 'none yet' }}</output> ({{ health().freshness }})
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
        [params]="{ metric: 'orders_per_minute' }"
        snapshot="/snapshots/orders_per_minute.json"
        seq="seq"
        label="Orders per minute"
        [series]="salesChannels"
        stale-after="10s"
      />

      <live-feed channel="ActivityChannel" snapshot="/snapshots/activity.json" seq="seq" label="Activity" [max]="20">
        <!-- The braces inside belong to the feed. -->
        <template slot="item" ngNonBindable>
          <article><b>{{actor}}</b> {{verb}} {{object}} <time datetime="{{ at }}"></time></article>
        </template>
      </live-feed>
    </main>
  `,
})
export class PrintShop {
  readonly orders = signal('none yet');
  // The same channel and snapshot as the progress bar's, so they share the subscription and the requests.
  readonly health = injectChannel<{ cpu: number }>('ServerHealthChannel', {}, { snapshot: '/snapshots/health.json' });

  readonly salesChannels = [
    { field: 'web', label: 'Web' },
    { field: 'counter', label: 'Counter' },
  ];

  note(event: LiveChangeEvent): void {
    this.orders.set(String(event.value));
  }
}
