/** What elements make of one shape of a body; the tests and docs/messages.md are held to it. */
export interface Shape {
  /** The body, as JSON on the wire. */
  readonly sent: string;
  /** The kind of message that it becomes; of a batch or a list, those of its members. */
  readonly becomes: string;
  /** `<live-counter>` without `field` and `event`. */
  readonly counter: string;
  /** `<live-counter event="orders">`. */
  readonly events: string;
  readonly feed: string;
  /** `<live-chart>` without `field` and `series`. */
  readonly chart: string;
  /** `<live-progress>` without `field` and `max`. */
  readonly progress: string;
  /** `<live-notice>`. */
  readonly notice: string;
}

/** A table of shapes under a heading. */
export interface ShapeTable {
  readonly title: string;
  readonly isSnapshot?: boolean;
  readonly shapes: readonly Shape[];
}

function shape(sent: string, becomes: string, counter: string, events: string, feed: string, chart: string, progress: string): Shape {
  return { sent, becomes, counter, events, feed, chart, progress, notice: notices[sent] ?? '`live-error`' };
}

/** What becomes a notice. Everything else is reported. */
const notices: Readonly<Record<string, string>> = {
  '"busy"': '“busy”',
  '{"event":"orders","data":{"id":9007199254740993}}': '“Orders”',
  '[{"id":9007199254740993,"title":"A"},{"id":9007199254740992,"title":"B"},{"id":9007199254740994,"title":"C"}]': '“C”, “B”, “A”',
  '{"event":"orders","data":{"id":7,"title":"A book"}}': '“Orders A book”',
  '{"event":"orders","value":42}': '“Orders 42”',
  '{"event":"visits","value":42}': '“Visits 42”',
  '{"type":"orders","id":7,"title":"A book"}': '“A book”',
  '{"progress":40,"status":"running","message":"Row 40"}': '“running”',
  '{"progress":"45%","status":"running"}': '“running”',
  '{"progress":0.4,"status":"running"}': '“running”',
  '{"progress":null,"status":"running"}': '“running”',
  '{"progress":130,"status":"running"}': '“running”',
  '{"progress":40,"status":"failed","message":"No paper"}': '“failed”',
  '{"progress":40,"status":"resizing"}': '“resizing”',
  '{"current":196,"total":330,"status":"running"}': '“running”',
  '{"event":"export_started","data":{"id":7}}': '“Export started”',
  '{"event":"export_failed","data":{"id":7,"message":"No paper"}}': '“Export failed”',
  '[{"event":"orders","id":1,"title":"A"},{"event":"orders","id":2,"title":"B"}]': '“Orders B”, “Orders A”',
};

export const shapeTables: readonly ShapeTable[] = [
  {
    title: 'Values',
    shapes: [
      shape('42', 'value', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape('"12.50"', 'value', 'shows 12.5', 'ignored', '“12.5”', 'draws Chart 12.50', 'running 12%'),
      shape('"busy"', 'value', 'shows busy', 'ignored', '“busy”', '`live-error`', 'running'),
      shape('false', 'value', 'shows false', 'ignored', '“false”', '`live-error`', '`live-error`'),
      shape('null', 'value', 'shows –', 'ignored', '“–”', 'draws Chart missing', '`live-error`'),
      shape('{"value":42}', 'datapoint', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape('{"value":0}', 'datapoint', 'shows 0', 'ignored', '“0”', 'draws Chart 0', 'running 0%'),
      shape('{"value":null}', 'datapoint', 'shows –', 'ignored', '“–”', 'draws Chart missing', '`live-error`'),
      shape('{"value":"12.50"}', 'datapoint', 'shows 12.5', 'ignored', '“12.5”', 'draws Chart 12.50', 'running 12%'),
      shape(
        '{"value":42,"timestamp":"2026-11-29 05:00:00 UTC"}',
        'datapoint',
        'shows 42',
        'ignored',
        '“42”',
        'draws Chart 42',
        'running 42%',
      ),
      shape('{"value":42,"timestamp":1795928400}', 'datapoint', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape('{"value":42,"timestamp":"Gate 5"}', 'datapoint', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape(
        '{"type":"datapoint","metric":"cpu","value":42}',
        'datapoint',
        'shows 42',
        'ignored',
        '“cpu 42”',
        'draws Cpu 42',
        'running 42%',
      ),
      shape('{"data":{"value":42}}', 'datapoint', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape('[{"value":42}]', 'datapoint', 'shows 42', 'ignored', '“42”', 'draws Chart 42', 'running 42%'),
      shape(
        '[{"value":1},{"value":2}]',
        'datapoint, datapoint',
        'shows 2',
        'ignored',
        '2 items: “2”, “1”',
        'draws Chart 1, 2',
        'running 2%',
      ),
      shape(
        '{"type":"batch","data":[{"value":1},{"value":2}]}',
        'datapoint, datapoint',
        'shows 2',
        'ignored',
        '2 items: “2”, “1”',
        'draws Chart 1, 2',
        'running 2%',
      ),
    ],
  },
  {
    title: 'Numbers that JavaScript cannot hold',
    shapes: [
      shape(
        '{"value":9007199254740993}',
        'datapoint',
        'shows 9,007,199,254,740,993',
        'ignored',
        '“9,007,199,254,740,993”',
        'draws Chart 9007199254740993',
        'running 100%, `live-error`',
      ),
      shape(
        '{"value":12345678901234567.25}',
        'datapoint',
        'shows 12,345,678,901,234,567.25',
        'ignored',
        '“12,345,678,901,234,567.25”',
        'draws Chart 12345678901234567.25',
        'running 100%, `live-error`',
      ),
      shape(
        '{"value":0.1234567890123456789}',
        'datapoint',
        'shows 0.123',
        'ignored',
        '“0.123”',
        'draws Chart 0.1234567890123456789',
        'running 0%',
      ),
      shape('{"value":1e400}', 'unknown', '`live-error`', '`live-error`', '`live-error`', '`live-error`', '`live-error`'),
      shape(
        '{"event":"orders","data":{"id":9007199254740993}}',
        'event',
        '`live-error`',
        'shows 1',
        '“Orders”',
        '`live-error`',
        '`live-error`',
      ),
    ],
  },
  {
    title: 'Several bodies of one second or one id',
    shapes: [
      shape(
        '{"type":"batch","data":[{"value":1,"at":"2026-11-29T05:00:00Z"},{"value":99,"at":"2026-11-29T05:00:00Z"},{"value":3,"at":"2026-11-29T05:00:00Z"}]}',
        'datapoint, datapoint, datapoint',
        'shows 3',
        'ignored',
        '3 items: “3”, “99”, “1”',
        'draws Chart 1, 99, 3',
        'running 99%',
      ),
      shape(
        '[{"id":9007199254740993,"title":"A"},{"id":9007199254740992,"title":"B"},{"id":9007199254740994,"title":"C"}]',
        'unknown, unknown, unknown',
        '`live-error`',
        'ignored',
        '3 items: “C”, “B”, “A”',
        '`live-error`',
        '`live-error`',
      ),
    ],
  },
  {
    title: 'Changes',
    shapes: [
      shape('{"increment":1}', 'delta', 'shows 1', 'ignored', '“{"increment":1}”', 'draws Increment 1', '`live-error`'),
      shape('{"increment":"12.50"}', 'delta', 'shows 12.5', 'ignored', '“{"increment":"12.50"}”', 'draws Increment 12.50', '`live-error`'),
      shape(
        '{"increment":9007199254740993}',
        'delta',
        'shows 9,007,199,254,740,993',
        'ignored',
        '“{"increment":"9007199254740993"}”',
        'draws Increment 9007199254740993',
        '`live-error`',
      ),
      shape('{"increment":"two"}', 'unknown', '`live-error`', 'ignored', '“{"increment":"two"}”', '`live-error`', '`live-error`'),
    ],
  },
  {
    title: 'Several numbers at once',
    shapes: [
      shape(
        '{"cpu":12.5,"memory":48}',
        'metrics',
        '`live-error`',
        'ignored',
        '“{"cpu":12.5,"memory":48}”',
        'draws Cpu 12.5; Memory 48',
        '`live-error`',
      ),
      shape(
        '{"subtotal":"12.50","total":"14.90"}',
        'metrics',
        '`live-error`',
        'ignored',
        '“{"subtotal":"12.50","total":"14.90"}”',
        'draws Subtotal 12.50; Total 14.90',
        '`live-error`',
      ),
      shape(
        '{"cpu":12.5,"timestamp":"2026-11-29T05:00:00Z"}',
        'metrics',
        '`live-error`',
        'ignored',
        '“{"cpu":12.5,"timestamp":"2026-11-29T05:00:00Z"}”',
        'draws Cpu 12.5',
        '`live-error`',
      ),
      shape(
        '{"cpu":12.5,"host":"web-1"}',
        'unknown',
        '`live-error`',
        'ignored',
        '“{"cpu":12.5,"host":"web-1"}”',
        'draws Cpu 12.5',
        '`live-error`',
      ),
    ],
  },
  {
    title: 'Events, progress and HTML',
    shapes: [
      shape(
        '{"event":"orders","data":{"id":7,"title":"A book"}}',
        'event',
        '`live-error`',
        'shows 1',
        '“Orders A book”',
        '`live-error`',
        '`live-error`',
      ),
      shape('{"event":"orders","value":42}', 'event', 'shows 42', 'shows 1', '“Orders 42”', '`live-error`', 'running 42%'),
      shape('{"event":"visits","value":42}', 'event', 'shows 42', 'ignored', '“Visits 42”', '`live-error`', 'running 42%'),
      shape('{"type":"orders","id":7,"title":"A book"}', 'unknown', '`live-error`', 'shows 1', '“A book”', '`live-error`', '`live-error`'),
      shape(
        '{"progress":40,"status":"running","message":"Row 40"}',
        'progress',
        '`live-error`',
        'ignored',
        '“running Row 40”',
        'draws Progress 40',
        'running 40%',
      ),
      shape('{"progress":"45%","status":"running"}', 'progress', '`live-error`', 'ignored', '“running”', '`live-error`', 'running 45%'),
      shape(
        '{"progress":0.4,"status":"running"}',
        'progress',
        '`live-error`',
        'ignored',
        '“running”',
        'draws Progress 0.4',
        'running 0%, `live-error`',
      ),
      shape(
        '{"progress":null,"status":"running"}',
        'progress',
        '`live-error`',
        'ignored',
        '“running”',
        'draws Progress missing',
        'running',
      ),
      shape(
        '{"progress":130,"status":"running"}',
        'progress',
        '`live-error`',
        'ignored',
        '“running”',
        'draws Progress 130',
        'running 100%, `live-error`',
      ),
      shape('{"progress":100}', 'progress', '`live-error`', 'ignored', '“{"progress":100}”', 'draws Progress 100', 'succeeded'),
      shape(
        '{"progress":40,"status":"failed","message":"No paper"}',
        'progress',
        '`live-error`',
        'ignored',
        '“failed No paper”',
        'draws Progress 40',
        'failed 40%',
      ),
      shape(
        '{"progress":40,"status":"resizing"}',
        'progress',
        '`live-error`',
        'ignored',
        '“resizing”',
        'draws Progress 40',
        'running 40%, `live-error`',
      ),
      shape(
        '{"current":196,"total":330,"status":"running"}',
        'unknown',
        '`live-error`',
        'ignored',
        '“running”',
        'draws Current 196; Total 330',
        'running 196 of 330',
      ),
      shape(
        '{"event":"export_started","data":{"id":7}}',
        'event',
        '`live-error`',
        'ignored',
        '“Export started”',
        '`live-error`',
        'running',
      ),
      shape(
        '{"event":"export_failed","data":{"id":7,"message":"No paper"}}',
        'event',
        '`live-error`',
        'ignored',
        '“Export failed No paper”',
        '`live-error`',
        'failed',
      ),
      shape(
        '"<turbo-stream action=\\"append\\"></turbo-stream>"',
        'html',
        '`live-error`',
        'ignored',
        '`live-error`',
        '`live-error`',
        '`live-error`',
      ),
    ],
  },
  {
    title: 'What says nothing',
    shapes: [
      shape('{}', 'unknown', '`live-error`', 'ignored', '“{}”', '`live-error`', '`live-error`'),
      shape('[]', 'unknown', '`live-error`', 'ignored', '“[]”', '`live-error`', '`live-error`'),
      shape('[1,2]', 'unknown', '`live-error`', 'ignored', '“[1,2]”', 'draws Chart 1, 2', '`live-error`'),
      shape('{"error":"gone"}', 'unknown', '`live-error`', 'ignored', '`live-error`', '`live-error`', '`live-error`'),
      shape('{"value":{"cents":4200}}', 'unknown', '`live-error`', 'ignored', '“{"value":{"cents":4200}}”', '`live-error`', '`live-error`'),
    ],
  },
  {
    title: 'As a snapshot',
    isSnapshot: true,
    shapes: [
      shape('{"value":42}', 'datapoint', 'shows 42', '`live-error`', '“42”', 'draws Chart 42', 'running 42%'),
      shape(
        '[{"event":"orders","id":1,"title":"A"},{"event":"orders","id":2,"title":"B"}]',
        'event, event',
        '`live-error`',
        'shows 2',
        '2 items: “Orders B”, “Orders A”',
        '`live-error`',
        '`live-error`',
      ),
      { ...shape('[]', 'unknown', 'shows –', 'shows 0', 'empty', 'empty', 'empty'), notice: 'empty' },
      shape('{}', 'unknown', '`live-error`', '`live-error`', '`live-error`', '`live-error`', '`live-error`'),
      shape('{"error":"gone"}', 'unknown', '`live-error`', '`live-error`', '`live-error`', '`live-error`', '`live-error`'),
      shape('{"value":{"cents":4200}}', 'unknown', '`live-error`', '`live-error`', '`live-error`', '`live-error`', '`live-error`'),
      shape('{"totals":{"orders":16}}', 'unknown', '`live-error`', '`live-error`', '`live-error`', '`live-error`', '`live-error`'),
    ],
  },
];

/** What `<live-ticker>` shows of a body. It reads quotes only: every other body on the page shows nothing in it. */
export interface QuoteShape {
  readonly sent: string;
  readonly becomes: string;
  readonly ticker: string;
}

/** The table of quotes, which is about one element. */
export const quoteTable: { readonly title: string; readonly columns: readonly string[]; readonly shapes: readonly QuoteShape[] } = {
  title: 'Quotes',
  columns: ['body', 'becomes', '`<live-ticker>`'],
  shapes: [
    { sent: '{"symbol":"ACME","price":"12.50"}', becomes: 'unknown', ticker: 'ACME 12.50 – –' },
    { sent: '{"symbol":"ACME","price":12.5,"previous_close":10}', becomes: 'unknown', ticker: 'ACME 12.5 +2.5 +25.00%' },
    { sent: '{"symbol":"ACME","price":"12.50","change":"-0.10"}', becomes: 'unknown', ticker: 'ACME 12.50 -0.10 -0.79%' },
    { sent: '{"symbol":"ACME","price":"12.50","change_percent":-0.79}', becomes: 'unknown', ticker: 'ACME 12.50 – -0.79%' },
    { sent: '{"symbol":"ACME","price":"12.50","change":"12.50"}', becomes: 'unknown', ticker: 'ACME 12.50 +12.50 –' },
    { sent: '{"event":"quote","data":{"symbol":"ACME","price":"12.50"}}', becomes: 'event', ticker: 'ACME 12.50 – –' },
    { sent: '{"data":{"symbol":"ACME","price":"12.50"}}', becomes: 'unknown', ticker: 'ACME 12.50 – –' },
    { sent: '[{"symbol":"ACME","price":1},{"symbol":"GLBX","price":2}]', becomes: 'unknown, unknown', ticker: 'ACME 1 – –; GLBX 2 – –' },
    { sent: '{"symbol":7203,"price":2500}', becomes: 'metrics', ticker: '7203 2,500 – –' },
    { sent: '{"symbol":"ACME","price":0.30000000000000004}', becomes: 'unknown', ticker: 'ACME 0.3 – –' },
    { sent: '{"symbol":"ACME","price":12345678901234567.25}', becomes: 'unknown', ticker: 'ACME 12,345,678,901,234,567.25 – –' },
    { sent: '{"symbol":"ACME","price":null}', becomes: 'unknown', ticker: 'ACME – – –' },
    { sent: '{"symbol":"ACME","price":{"cents":1250}}', becomes: 'unknown', ticker: '`live-error`' },
    { sent: '{"symbol":"ACME","price":"$12.50"}', becomes: 'unknown', ticker: '`live-error`' },
    { sent: '{"price":"12.50"}', becomes: 'metrics', ticker: '`live-error`' },
  ],
};

/** The columns of the document, in order. */
export const columns: readonly string[] = [
  'body',
  'becomes',
  '`<live-counter>`',
  '`<live-counter event="orders">`',
  '`<live-feed>`',
  '`<live-chart>`',
  '`<live-progress>`',
  '`<live-notice>`',
];

/** The cells of a shape's row in the document. */
export function cellsOf({ sent, becomes, counter, events, feed, chart, progress, notice }: Shape): readonly string[] {
  return [`\`${sent}\``, becomes, counter, events, feed, chart, progress, notice];
}
