import { html, nothing } from 'lit';
import '../../components/define/index.js';
import type { Guide } from './guide.js';

export const guide: Guide = {
  lead: 'Quotes: the price of each symbol and how it changed, exact in decimals, each with its own age.',
  usage: `
<live-ticker
  channel="StockChannel"
  snapshot="/quotes.json"
  layout="table"
  label="Quotes"
  currency="USD"
  stale-after="1m"
  with-sparkline
>
  <live-quote symbol="AAPL" name="Apple" price="192.31" previous-close="190.03">Apple 192.31</live-quote>
  <live-quote symbol="MSFT" name="Microsoft" price="410.10" previous-close="411.85">Microsoft 410.10</live-quote>
</live-ticker>`,
  server: `
ActionCable.server.broadcast("stock", {
  symbol: "AAPL", price: "192.31", previous_close: "190.03", timestamp: Time.current.iso8601(3)
})`,
  dos: [
    'Send prices as text. Every digit arrives, and prices get as many digits as you send.',
    'Send a time with each quote: an older quote then never replaces a newer one.',
    'Name the symbols with `symbols`, so that each has its row before its first quote.',
  ],
  donts: [
    'Do not use `layout="tape"` for what people must read: it moves.',
    'Do not compute the change in the page. It is exact here, from `previous_close`.',
    'Do not hide that quotes are delayed: set `delay="15m"`.',
  ],
  miniature: ({ staleAfter, params }) => html`
    <live-ticker
      channel="StockChannel"
      params=${params ?? nothing}
      label="Quotes"
      layout="table"
      symbols="ACME GLBX INTC"
      columns="symbol price percent"
      stale-after=${staleAfter ?? nothing}
    ></live-ticker>
  `,
  keys: [
    ['Tab', 'Moves to the headings of a table, which sort it, and to the pause button of a tape.'],
    ['Enter, Space', 'Sort, or sort the other way; pause the tape.'],
    ['Arrow Left, Arrow Right', 'Scroll a tape with reduced motion.'],
  ],
  accessibility: [
    'Each quote is one sentence: "Apple, 192.31 US dollars, up 1.2 percent". A table is a table.',
    'A direction is a glyph, a sign, a colour and a word. Rises are red in Chinese, Japanese and Korean.',
    'Changed digits are marked for a moment, at most three times a second.',
  ],
  theming: `
live-ticker {
  --live-up-color: royalblue;
  --live-down-color: darkorange;
  --live-ticker-gap: 0.75rem;
}
live-ticker::part(symbol) { font-family: ui-monospace, monospace; }`,
};
