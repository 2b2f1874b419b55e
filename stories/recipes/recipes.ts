import { html } from 'lit';
import '../../components/define/index.js';
import type { Recipe } from './recipe.js';

export const heroNumber: Recipe = {
  name: 'hero',
  title: 'Hero number',
  lead: 'One number that carries a page, and a sentence that goes on with two more.',
  html: html`
<section class="hero">
  <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' snapshot=${'/orders.json'} label="Books ordered today">1,204</live-counter>
  <p>
    worth <live-counter channel="AnalyticsChannel" params='{"metric":"revenue"}' currency="EUR">48,207.50</live-counter>,
    by <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter> people who are here right now
  </p>
  <live-status></live-status>
</section>`,
  css: `
.hero {
  display: grid;
  justify-items: center;
  gap: 1.25rem;
  padding-block: clamp(2rem, 8vw, 5rem);
  text-align: center;
  --live-counter-font-size: clamp(3.5rem, 13vw, 9rem);
  --live-counter-font-weight: 720;
}
.hero p {
  max-inline-size: 32rem;
  font-size: 1.25rem;
  text-wrap: balance;
}`,
};

export const kpiRow: Recipe = {
  name: 'kpi',
  title: 'KPI row',
  lead: 'Four numbers, each with its change and its last minutes, in a row that wraps.',
  html: html`
<div class="kpi-row">
  <article>
    <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' snapshot=${'/orders.json'} label="Orders today" with-delta>1,204</live-counter>
    <live-chart channel="AnalyticsChannel" params='{"metric":"orders_trend"}' label="Orders, last 15 minutes" variant="sparkline" window="15m"></live-chart>
  </article>
  <article>
    <live-counter channel="AnalyticsChannel" params='{"metric":"revenue"}' snapshot=${'/revenue.json'} label="Revenue today" currency="EUR" with-delta>48,207.50</live-counter>
    <live-chart channel="AnalyticsChannel" params='{"metric":"revenue_trend"}' label="Revenue, last 15 minutes" variant="sparkline" window="15m"></live-chart>
  </article>
  <article>
    <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' snapshot=${'/visitors.json'} label="In the shop" with-delta>312</live-counter>
    <live-chart channel="AnalyticsChannel" params='{"metric":"visitors_trend"}' label="Visitors, last 15 minutes" variant="sparkline" window="15m"></live-chart>
  </article>
  <article>
    <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}' snapshot=${'/exports.json'} label="Exports waiting" with-delta>7</live-counter>
    <live-chart channel="AnalyticsChannel" params='{"metric":"exports_trend"}' label="Exports, last 15 minutes" variant="sparkline" window="15m"></live-chart>
  </article>
</div>`,
  css: `
.kpi-row {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
  gap: 1rem;
}
.kpi-row article {
  position: relative;
  padding: 1rem;
  border: 1px solid var(--line);
  border-radius: 0.75rem;
  background: var(--card);
}
.kpi-row live-chart {
  position: absolute;
  inset: 1rem 1rem auto auto;
  inline-size: 5rem;
}`,
};

export const tableOfQuotes: Recipe = {
  name: 'quotes',
  title: 'Table of quotes',
  lead: 'Prices that sort by their headings. What the server rendered is there before the first message.',
  html: html`
<figure class="quotes">
  <live-ticker channel="StockChannel" snapshot=${'/quotes.json'} layout="table" label="Paper and ink" currency="EUR"
               symbols="ACME GLBX INTC PAPR BIND" stale-after="1m" with-sparkline>
    <live-quote symbol="ACME" name="Acme Paper" price="190.03" previous-close="190.03">Acme Paper 190.03</live-quote>
    <live-quote symbol="GLBX" name="Globex Ink" price="48.26" previous-close="48.26">Globex Ink 48.26</live-quote>
  </live-ticker>
  <figcaption>Prices in euros, from the fake exchange. <live-status variant="dot"></live-status></figcaption>
</figure>`,
  css: `
.quotes {
  max-inline-size: 44rem;
  margin: 0 auto;
}
.quotes figcaption {
  margin-block-start: 0.75rem;
  color: var(--ink-2);
  font-size: 0.8125rem;
}`,
};

export const adminSidebar: Recipe = {
  name: 'sidebar',
  title: 'Admin sidebar',
  lead: 'Counts beside the links of a menu, a gauge at its foot, and notices in its head.',
  html: html`
<div class="admin">
  <nav aria-label="Shop">
    <header><strong>Print shop</strong> <live-notice channel="NoticeChannel"></live-notice></header>
    <a href="#orders" aria-current="page">Orders <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}'>1,204</live-counter></a>
    <a href="#visitors">Visitors <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}'>312</live-counter></a>
    <a href="#exports">Exports <live-counter channel="AnalyticsChannel" params='{"metric":"exports"}'>7</live-counter></a>
    <footer>
      <live-progress variant="meter" channel="ServerHealthChannel" field="disk" high="85" label="Disk"></live-progress>
      <div><live-status></live-status> <live-pause></live-pause></div>
    </footer>
  </nav>
  <section>
    <live-feed channel="ActivityChannel" snapshot=${'/activity.json'} label="Activity" max="6"></live-feed>
  </section>
</div>`,
  css: `
.admin {
  display: grid;
  grid-template-columns: minmax(13rem, 16rem) minmax(0, 1fr);
  gap: 1.5rem;
}
.admin nav {
  display: flex;
  flex-direction: column;
  gap: 0.25rem;
  min-block-size: 24rem;
  padding: 1rem;
  border: 1px solid var(--line);
  border-radius: 0.75rem;
  background: var(--card);
}
.admin :is(header, a, footer > div) {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  align-items: center;
  gap: 0.5rem;
}
.admin nav a {
  padding: 0.5rem 0.75rem;
  border-radius: 0.5rem;
  color: var(--ink);
  text-decoration: none;
}
.admin nav a:is(:hover, [aria-current]) {
  background: var(--tint);
  font-weight: 600;
}
.admin nav footer {
  display: grid;
  gap: 1rem;
  margin-block-start: auto;
}
@media (max-width: 40rem) {
  .admin {
    grid-template-columns: minmax(0, 1fr);
  }
}`,
};

export const statusPage: Recipe = {
  name: 'status',
  title: 'Status page',
  lead: 'How the service is, for people who are not signed in. A banner appears when the page itself is cut off.',
  html: html`
<div class="status-page">
  <live-status variant="banner" hide-when="live paused"></live-status>
  <h2>All presses are running</h2>
  <div class="systems">
    <live-progress variant="meter" channel="ServerHealthChannel" field="cpu" high="85" label="Processors"></live-progress>
    <live-progress variant="meter" channel="ServerHealthChannel" field="memory_used" max-field="memory_total" format="bytes" label="Memory"></live-progress>
    <live-progress variant="meter" channel="ServerHealthChannel" field="disk" high="85" label="Disk"></live-progress>
  </div>
  <live-chart channel="AnalyticsChannel" params='{"metric":"rate"}' snapshot=${'/rate.json'} label="Orders per minute" window="15m"
              field="web counter" thresholds='[{"value":20,"label":"capacity"}]'></live-chart>
  <live-feed channel="ActivityChannel" snapshot=${'/incidents.json'} label="What happened" max="4"></live-feed>
</div>`,
  css: `
.status-page {
  display: grid;
  gap: 1.5rem;
  max-inline-size: 48rem;
  margin-inline: auto;
}
.status-page h2 {
  margin: 0;
  padding: 1rem 1.25rem;
  border-radius: 0.75rem;
  background: light-dark(oklch(95% 0.04 155), oklch(27% 0.05 155));
  color: light-dark(oklch(38% 0.11 155), oklch(86% 0.12 157));
  font-size: 1.25rem;
}
.status-page .systems {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
  gap: 1rem 2rem;
}`,
};

export const jobList: Recipe = {
  name: 'jobs',
  title: 'Job list',
  lead: 'Jobs that share one channel. Each row picks its own by `entity`, and goes from queued to its end.',
  html: html`
<ul class="jobs">
  <li><live-progress channel="ExportChannel" entity="running" label="Field Notes" unit="pages" stale-after="1m" with-cancel></live-progress></li>
  <li><live-progress channel="ExportChannel" entity="steps" label="City Map" steps='["collect", "render", "upload"]'></live-progress></li>
  <li><live-progress channel="ExportChannel" entity="queued" label="A Year of Bread"></live-progress></li>
  <li><live-progress channel="ExportChannel" entity="complete" label="Atlas of Rivers"></live-progress></li>
  <li><live-progress channel="ExportChannel" entity="failed" label="Winter Poems" unit="pages" with-retry></live-progress></li>
</ul>`,
  css: `
.jobs {
  display: grid;
  max-inline-size: 40rem;
  margin: 0 auto;
  padding: 0;
  list-style: none;
}
.jobs li {
  padding-block: 1rem;
  border-block-end: 1px solid var(--line);
}
.jobs li:has(live-progress:state(job-failed)) {
  padding-inline-start: 1rem;
  border-inline-start: 3px solid light-dark(oklch(53% 0.2 25), oklch(73% 0.16 22));
}`,
};

export const railsView: Recipe = {
  name: 'rails',
  title: 'Rails view',
  lead: 'The page is right before any JavaScript runs: Rails renders the numbers, and the elements take over.',
  files: {
    'app/views/orders/index.html.erb': `
<%= action_cable_meta_tag %>
<header>
  <h2>Orders</h2>
  <live-status></live-status> <live-pause></live-pause>
</header>

<live-counter channel="AnalyticsChannel" params="<%= { metric: "orders" }.to_json %>" snapshot="<%= orders_path(format: :json) %>"
              label="Orders today" as-of="<%= Time.current.iso8601(3) %>"><%= number_with_delimiter @orders %></live-counter>

<%= tag.live_feed channel: "ActivityChannel", snapshot: activities_path(format: :json), label: "Activity", max: 5 do %>
  <template slot="item"><article><strong>{{actor}}</strong> {{verb}} {{object}}</article></template>
  <%= render @activities %>
<% end %>`,
    'app/views/activities/_activity.html.erb': `
<%= tag.article id: dom_id(activity) do %>
  <strong><%= activity.actor %></strong> <%= activity.verb %> <%= activity.object %>
<% end %>`,
    'app/models/order.rb': `
class Order < ApplicationRecord
  after_create_commit do
    ActionCable.server.broadcast "analytics:orders", { value: Order.today.count, timestamp: Time.current.iso8601(3) }
  end
end`,
  },
  html: html`
<meta name="action-cable-url" content="/cable" />
<header>
  <h2>Orders</h2>
  <live-status></live-status> <live-pause></live-pause>
</header>

<live-counter channel="AnalyticsChannel" params="{&quot;metric&quot;:&quot;orders&quot;}" snapshot=${'/orders.json'}
              label="Orders today">1,204</live-counter>

<live-feed channel="ActivityChannel" snapshot=${'/activities.json'} label="Activity" max="5">
  <template slot="item"><article><strong>{{actor}}</strong> {{verb}} {{object}}</article></template>
  <article id="activity_901"><strong>Ruth Okafor</strong> ordered Winter Poems</article>
  <article id="activity_900"><strong>Omar Haddad</strong> shipped City Map</article>
</live-feed>`,
  css: `
header {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  margin-block-end: 1.5rem;
}
header h2 {
  margin: 0;
  margin-inline-end: auto;
}
live-feed {
  margin-block-start: 1.5rem;
}
live-feed article {
  padding-block: 0.5rem;
  border-block-end: 1px solid var(--line);
}`,
};

export const wallDisplay: Recipe = {
  name: 'wall',
  title: 'Wall display',
  lead: 'To be read from across the room: large figures, always dark, no controls but the badge.',
  html: html`
<div class="wall">
  <header><strong>Print shop</strong> <live-status></live-status></header>
  <live-counter channel="AnalyticsChannel" params='{"metric":"orders"}' label="Orders today" with-delta>1,204</live-counter>
  <live-counter channel="AnalyticsChannel" params='{"metric":"revenue"}' label="Revenue today" currency="EUR" maximum-fraction-digits="0" with-delta>48,207</live-counter>
  <live-counter channel="AnalyticsChannel" params='{"metric":"visitors"}' label="In the shop" with-delta>312</live-counter>
  <live-chart channel="AnalyticsChannel" params='{"metric":"rate"}' label="Orders per minute" window="15m" field="web counter"></live-chart>
  <live-ticker channel="StockChannel" label="Quotes" layout="row" without-label></live-ticker>
</div>`,
  css: `
.wall {
  color-scheme: only dark;
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
  gap: clamp(1rem, 3vw, 2.5rem);
  padding: clamp(1rem, 4vw, 3rem);
  border-radius: 1rem;
  background: oklch(15% 0.015 265);
  color: oklch(97% 0.005 265);
  --live-counter-font-size: clamp(2.25rem, 4.25vw, 5rem);
  --live-text-s: 1.0625rem;
  --live-text-m: 1.25rem;
  --live-text-xs: 0.9375rem;
}
.wall :is(header, live-chart, live-ticker) {
  grid-column: 1 / -1;
}
.wall header {
  display: flex;
  justify-content: space-between;
  font-size: 1.25rem;
}
.wall live-chart {
  --live-chart-aspect-ratio: 4 / 1;
}`,
};
