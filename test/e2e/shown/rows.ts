import { isInDoubt, itemsOf, pointsOf, propertyOf, statesOf, textOf, valueOf } from './seen.js';
import type { Stage } from './stage.js';

/** One way in which a page could be wrong and silent: its kind, the case, and what has to be so. Runs inside a page. */
export interface Row {
  readonly kind: string;
  readonly name: string;
  /** Returns what was seen, which must deeply equal `is`. */
  readonly see: (stage: Stage) => Promise<unknown>;
  readonly is: unknown;
}

const BIG = 9007199254740993n;

/** Every kind, with at least one case; `docs/reliability.md` lists the kinds under "What is shown". */
export const ROWS: readonly Row[] = [
  {
    kind: 'digits lost',
    name: 'a value beyond 2^53 in a frame keeps every digit',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C"></live-counter>');
      await stage.say(`{"value":${BIG}}`);
      return valueOf(counter);
    },
    is: '9,007,199,254,740,993',
  },
  {
    kind: 'digits lost',
    name: 'a value beyond 2^53 in a snapshot keeps every digit',
    async see(stage) {
      stage.routes['/s.json'] = `{"value":${BIG}}`;
      return valueOf(await stage.put('<live-counter channel="C" snapshot="/s.json"></live-counter>'));
    },
    is: '9,007,199,254,740,993',
  },
  {
    kind: 'digits lost',
    name: 'a value beyond 2^53 in the attribute keeps every digit',
    see: async (stage) => valueOf(await stage.put(`<live-counter value="${BIG}"></live-counter>`)),
    is: '9,007,199,254,740,993',
  },
  {
    kind: 'digits lost',
    name: 'a parameter beyond 2^53 subscribes to no other room',
    async see(stage) {
      await stage.put(`<live-counter channel="C" params='{"room":${BIG}}'></live-counter>`);
      return stage.sent[0]?.includes(String(BIG));
    },
    is: true,
  },
  {
    kind: 'digits lost',
    name: 'an entity beyond 2^53 is not its neighbour',
    async see(stage) {
      const counter = await stage.put(`<live-counter channel="C" entity="${BIG}" field="v"></live-counter>`);
      for (const [id, v] of [
        [BIG - 1n, 1],
        [BIG, 2],
        [BIG + 1n, 3],
      ])
        await stage.say(`{"id":${id},"v":${v}}`);
      return valueOf(counter);
    },
    is: '2',
  },
  {
    kind: 'digits lost',
    name: 'three orders with ids beyond 2^53 stay three rows',
    async see(stage) {
      const feed = await stage.put('<live-feed channel="C"></live-feed>');
      for (const id of [BIG - 1n, BIG, BIG + 1n]) await stage.say(`{"id":${id},"title":"an order"}`);
      return itemsOf(feed).length;
    },
    is: 3,
  },
  {
    kind: 'digits lost',
    name: 'a sum is exact in decimals',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" effect="none"></live-counter>');
      await stage.say('{"value":"12345678901234567.25"}');
      await stage.say('{"increment":1}');
      await stage.wait(1_000);
      return valueOf(counter);
    },
    is: '12,345,678,901,234,568.25',
  },
  {
    kind: 'a number written for people',
    name: 'content of 1,204 and an increment make 1,205',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C">1,204</live-counter>');
      await stage.say('{"increment":1}');
      await stage.wait(1_000);
      return valueOf(counter);
    },
    is: '1,205',
  },
  {
    kind: 'a number written for people',
    name: 'German content of 1.204 and an increment make 1.205',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" lang="de">1.204</live-counter>');
      await stage.say('{"increment":1}');
      await stage.wait(1_000);
      return valueOf(counter);
    },
    is: '1.205',
  },
  {
    kind: 'a body that says nothing',
    name: 'a counter grows stale while only other fields come, and reports what came once',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" field="total" stale-after="3s"></live-counter>');
      await stage.say('{"total":10}');
      for (let second = 0; second < 12; second += 1) {
        await stage.say('{"sum":20}');
        await stage.wait(900);
      }
      const [error = ''] = stage.errors;
      return [valueOf(counter), statesOf(counter), stage.errors.length <= 1, stage.errors.length === 0 || error.includes('total')];
    },
    is: ['10', ['stale'], true, true],
  },
  {
    kind: 'a body that says nothing',
    name: 'a counter that nothing fits is not live, and reports what came and what it looked for, once',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" field="total"></live-counter>');
      for (let time = 0; time < 20; time += 1) await stage.say('{"sum":20}');
      return [isInDoubt(counter), stage.errors.length, stage.errors[0]?.includes('sum'), stage.errors[0]?.includes('total')];
    },
    is: [true, 1, true, true],
  },
  {
    kind: 'shapes that Rails sends',
    name: 'an increment may be decimal text',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C">10</live-counter>');
      await stage.say('{"increment":"12.50"}');
      await stage.wait(1_000);
      return Number(valueOf(counter));
    },
    is: 22.5,
  },
  ...['{"event":"orders","value":42}', '[{"value":42}]', '{"data":{"value":42}}'].map((body) => ({
    kind: 'shapes that Rails sends',
    name: `${body} is read, or reported`,
    async see(stage: Stage) {
      const counter = await stage.put('<live-counter channel="C"></live-counter>');
      for (let time = 0; time < 12; time += 1) await stage.say(body);
      return valueOf(counter) === '42' || (isInDoubt(counter) && stage.errors.length === 1);
    },
    is: true,
  })),
  ...[{ error: 'gone' }, {}, { value: { cents: 4200 } }].map((body) => ({
    kind: 'answers that are none',
    name: `a snapshot of ${JSON.stringify(body)} keeps the last value, and is reported`,
    async see(stage: Stage) {
      stage.routes['/s.json'] = body;
      const counter = await stage.put('<live-counter channel="C" snapshot="/s.json">5</live-counter>');
      await stage.wait(3_000);
      return [valueOf(counter), isInDoubt(counter), stage.errors.length > 0];
    },
    is: ['5', true, true],
  })),
  ...['{"value":NaN}', '{"value":Infinity}', '{"value":2,}'].map((body) => ({
    kind: 'bad JSON on the wire',
    name: `a frame with ${body} is a gap`,
    async see(stage: Stage) {
      const counter = await stage.put('<live-counter channel="C"></live-counter>');
      await stage.say('{"value":1}');
      stage.frame(`{"identifier":"whose","message":${body}}`);
      await stage.wait(500);
      return [valueOf(counter), isInDoubt(counter), stage.gaps];
    },
    is: ['1', true, 1],
  })),
  {
    kind: 'bad JSON on the wire',
    name: 'a snapshot repairs it',
    async see(stage) {
      let value = 1;
      stage.routes['/s.json'] = () => ({ value });
      const counter = await stage.put('<live-counter channel="C" snapshot="/s.json"></live-counter>');
      value = 2;
      stage.frame('{"identifier":"whose","message":{"value":2,}}');
      await stage.wait(4_000);
      return [valueOf(counter), statesOf(counter)];
    },
    is: ['2', ['live']],
  },
  ...[
    ['params', '{"a":2}'],
    ['entity', '2'],
    ['field', 'w'],
    ['event', 'other'],
    ['key', 'other_id'],
    ['channel', 'D'],
  ].map(([name = '', value = '']) => ({
    kind: 'kept what belonged to something else',
    name: `a counter begins again when its ${name} changes`,
    async see(stage: Stage) {
      const counter = await stage.put(`<live-counter channel="C" params='{"a":1}' entity="1" field="v" event="e" key="id"></live-counter>`);
      await stage.say('{"event":"e","id":1,"v":111}');
      const before = valueOf(counter);
      counter.setAttribute(name, value);
      await stage.wait(200);
      return [before, valueOf(counter) === '111', isInDoubt(counter)];
    },
    is: ['111', false, true],
  })),
  {
    kind: 'kept what belonged to something else',
    name: 'a feed lets go of the rows of another room',
    async see(stage) {
      const feed = await stage.put(`<live-feed channel="C" params='{"room":1}'></live-feed>`);
      await stage.say('{"id":1,"title":"of room one"}');
      feed.setAttribute('params', '{"room":2}');
      await stage.wait(500);
      return itemsOf(feed);
    },
    is: [],
  },
  {
    kind: 'text in a property',
    name: 'params, window and series are read from text',
    async see(stage) {
      const chart = Object.assign(document.createElement('live-chart'), {
        channel: 'C',
        params: '{"shop":1}',
        window: '5m',
        series: '[{"field":"cpu"}]',
      }) as HTMLElement;
      await stage.add(chart);
      await stage.say('{"cpu":5}');
      await stage.wait(1_000);
      return [stage.sent[0]?.includes('\\"shop\\":1'), pointsOf(chart).length, textOf(chart).includes('now 5')];
    },
    is: [true, 1, true],
  },
  {
    kind: 'false written out',
    name: 'with-delta="false" is off',
    see: async (stage) => propertyOf(await stage.put('<live-counter with-delta="false" label="x">5</live-counter>'), 'withDelta'),
    is: false,
  },
  {
    kind: 'a view that comes late',
    name: 'a second counter shows what the first shows',
    async see(stage) {
      stage.transmits = ['{"value":42}'];
      const first = await stage.put('<live-counter channel="C"></live-counter>');
      const second = await stage.put('<live-counter channel="C"></live-counter>');
      return [valueOf(first), valueOf(second)];
    },
    is: ['42', '42'],
  },
  {
    kind: 'a view that comes late',
    name: 'a counter mounted after the first left is not live with nothing',
    async see(stage) {
      stage.transmits = ['{"value":42}'];
      const first = await stage.put('<live-counter channel="C"></live-counter>');
      first.remove();
      await stage.wait(300);
      const second = await stage.put('<live-counter channel="C"></live-counter>');
      return valueOf(second) === '42' || isInDoubt(second);
    },
    is: true,
  },
  {
    kind: 'a view that comes late',
    name: 'a second feed never says "Nothing yet" beside three items',
    async see(stage) {
      await stage.put('<live-feed channel="C"></live-feed>');
      for (const id of [1, 2, 3]) await stage.say(`{"id":${id},"title":"item ${id}"}`);
      const second = await stage.put('<live-feed channel="C"></live-feed>');
      await stage.wait(300);
      return itemsOf(second).length === 3 || !textOf(second).includes('Nothing yet');
    },
    is: true,
  },
  {
    kind: 'a template that a framework made',
    name: 'children of a template count as its content',
    async see(stage) {
      const feed = document.createElement('live-feed');
      feed.setAttribute('channel', 'C');
      const template = feed.appendChild(document.createElement('template'));
      template.slot = 'item';
      template.appendChild(document.createElement('article')).textContent = '{{title}}';
      await stage.add(feed);
      await stage.say('{"id":1,"title":"hello"}');
      await stage.wait(300);
      return itemsOf(feed);
    },
    is: ['hello'],
  },
  {
    kind: 'a template that a framework made',
    name: 'an empty template is reported',
    async see(stage) {
      await stage.put('<live-feed channel="C"><template slot="item"></template></live-feed>');
      await stage.say('{"id":1,"title":"hello"}');
      return stage.errors.length > 0;
    },
    is: true,
  },
  {
    kind: 'children that somebody else owns',
    name: 'a framework removes its own rows, also those past the limit',
    async see(stage) {
      const feed = Object.assign(document.createElement('live-feed'), { max: 3 }) as HTMLElement;
      await stage.add(feed);
      const rows = [1, 2, 3, 4, 5].map((number) => {
        const row = document.createElement('article');
        row.textContent = `row ${number}`;
        return feed.appendChild(row);
      });
      await stage.wait(100);
      const shown = itemsOf(feed).length;
      for (const row of rows.slice(2)) feed.removeChild(row);
      await stage.wait(100);
      return [shown, itemsOf(feed).length];
    },
    is: [3, 2],
  },
  {
    kind: 'a sum over a snapshot of unknown place',
    name: 'an increment on its way with the snapshot is not counted twice for good',
    async see(stage) {
      let isFirst = true;
      stage.routes['/s.json'] = async () => {
        if (isFirst) {
          isFirst = false;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return { value: 6 };
      };
      const counter = await stage.put('<live-counter channel="C" snapshot="/s.json" effect="none"></live-counter>');
      await stage.say('{"increment":1}');
      await stage.wait(300);
      const isDoubtful = isInDoubt(counter);
      await stage.wait(8_000);
      return [isDoubtful, valueOf(counter), statesOf(counter), stage.errors.filter((error) => error.includes('seq')).length];
    },
    is: [true, '6', ['live'], 1],
  },
  {
    kind: 'none taken for no news',
    name: 'an empty snapshot of counted events is 0',
    async see(stage) {
      let events = [1, 2, 3].map((id) => ({ event: 'paid', id }));
      stage.routes['/s.json'] = () => events;
      const counter = await stage.put('<live-counter channel="C" event="paid" snapshot="/s.json"></live-counter>');
      const before = valueOf(counter);
      events = [];
      await stage.drop();
      return [before, valueOf(counter)];
    },
    is: ['3', '0'],
  },
  {
    kind: 'arrival taken for time',
    name: 'an older body never replaces a later one',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" effect="none"></live-counter>');
      await stage.say(JSON.stringify({ value: 42, timestamp: secondsAgo(0) }));
      await stage.say(JSON.stringify({ value: 41, timestamp: secondsAgo(4) }));
      return valueOf(counter);
    },
    is: '42',
  },
  {
    kind: 'arrival taken for time',
    name: "a snapshot's list may stand in any order",
    async see(stage) {
      stage.routes['/s.json'] = [
        { value: 42, timestamp: secondsAgo(0) },
        { value: 41, timestamp: secondsAgo(4) },
      ];
      return valueOf(await stage.put('<live-counter channel="C" snapshot="/s.json"></live-counter>'));
    },
    is: '42',
  },
  ...['"Gate 5"', '"rack-12"', '350', '"2025-12-31"'].map((word) => ({
    kind: 'instants',
    name: `${word} is no instant`,
    async see(stage: Stage) {
      const chart = await stage.put('<live-chart channel="C" field="value"></live-chart>');
      await stage.say(`{"value":7,"time":${word}}`);
      return pointsOf(chart).map((point) => Math.abs(Date.parse(point.split(',')[0] ?? '') - Date.now()) < 1_000);
    },
    is: [true],
  })),
  {
    kind: "a neighbour's snapshot",
    name: 'a counter keeps its total beside a feed with a list',
    async see(stage) {
      stage.routes['/recent'] = [1, 2].map((id) => ({ event: 'book_created', data: { id, title: `book ${id}` } }));
      const counter = await stage.put('<live-counter channel="C" event="book_created" value="15"></live-counter>');
      const feed = await stage.put('<live-feed channel="C" snapshot="/recent"></live-feed>');
      await stage.wait(300);
      return [valueOf(counter), itemsOf(feed).length, stage.sent.filter((command) => command.includes('"subscribe"')).length];
    },
    is: ['15', 2, 1],
  },
  {
    kind: "a neighbour's snapshot",
    name: 'a counter takes its total by field and adds by event, beside a feed with another snapshot',
    async see(stage) {
      stage.routes['/totals'] = { totals: { books: 16 } };
      stage.routes['/recent'] = [{ event: 'book_created', data: { id: 1, title: 'book 1' } }];
      const counter = await stage.put(
        '<live-counter channel="C" event="book_created" field="totals.books" snapshot="/totals" effect="none"></live-counter>',
      );
      const feed = await stage.put('<live-feed channel="C" snapshot="/recent"></live-feed>');
      const before = valueOf(counter);
      await stage.say('{"event":"book_created","data":{"id":2,"title":"book 2"}}');
      await stage.wait(1_000);
      return [before, valueOf(counter), itemsOf(feed).length, stage.errors];
    },
    is: ['16', '17', 2, []],
  },
  {
    kind: 'a snapshot that does not speak to an element',
    name: '{seq, items} is a list of items',
    async see(stage) {
      stage.routes['/s'] = {
        seq: 5,
        items: [
          { id: 1, title: 'one' },
          { id: 2, title: 'two' },
        ],
      };
      const feed = await stage.put('<live-feed channel="C" snapshot="/s" seq="seq"></live-feed>');
      await stage.wait(500);
      return itemsOf(feed).map((item) => item.includes('{'));
    },
    is: [false, false],
  },
  {
    kind: 'one body is no history',
    name: 'a snapshot of one value is appended to a chart',
    async see(stage) {
      stage.routes['/s'] = { cpu_percent: 12 };
      const chart = await stage.put('<live-chart channel="C" field="cpu_percent" snapshot="/s"></live-chart>');
      for (const value of [1, 2, 3]) await stage.say(`{"cpu_percent":${value}}`);
      await stage.drop();
      return pointsOf(chart).length >= 4;
    },
    is: true,
  },
  {
    kind: 'a point replaced by its neighbour',
    name: 'five datapoints of one second stay five, and the peak is theirs',
    async see(stage) {
      const chart = await stage.put('<live-chart channel="C" field="value"></live-chart>');
      const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
      for (const value of [1, 99, 3, 4, 5]) await stage.say(JSON.stringify({ value, timestamp }));
      await stage.wait(1_000);
      return [pointsOf(chart).length, textOf(chart).includes('peak 99')];
    },
    is: [5, true],
  },
  {
    kind: 'a gap hidden by the way it is drawn',
    name: 'a chart with max-points is stale after a gap',
    async see(stage) {
      const chart = await stage.put('<live-chart channel="C" field="value" max-points="50"></live-chart>');
      for (const value of [1, 2, 3]) await stage.say(`{"value":${value}}`);
      await stage.drop();
      return [statesOf(chart), stage.gaps];
    },
    is: [['stale'], 1],
  },
  ...['<article id="activity_3">three</article>', '<article data-id="3">three</article>', '<article data-key="3">three</article>'].map(
    (item) => ({
      kind: 'server items that double',
      name: `${item} and a message with id 3 are one row`,
      async see(stage: Stage) {
        const feed = await stage.put(`<live-feed channel="C">${item}</live-feed>`);
        await stage.say('{"id":3,"title":"three"}');
        await stage.wait(300);
        return itemsOf(feed).length;
      },
      is: 1,
    }),
  ),
  {
    kind: 'a clock that is ahead',
    name: 'as-of an hour ahead does not keep a silent value fresh',
    async see(stage) {
      const asOf = secondsAgo(-3_600);
      const counter = await stage.put(`<live-counter channel="C" stale-after="2s" as-of="${asOf}">5</live-counter>`);
      await stage.wait(4_000);
      return isInDoubt(counter);
    },
    is: true,
  },
  {
    kind: 'below the fold',
    name: 'first values, losses and lists are rendered out of sight',
    async see(stage) {
      await stage.put('<div class="tall"></div>');
      Object.assign(document.body.querySelector<HTMLElement>('.tall')?.style ?? {}, { blockSize: '5000px' });
      stage.routes['/s'] = [{ id: 1, title: 'one' }];
      const counter = await stage.put('<live-counter channel="C"></live-counter>');
      const feed = await stage.put('<live-feed channel="D" snapshot="/s"></live-feed>');
      await stage.say('{"value":42}');
      const first = [valueOf(counter), itemsOf(feed).length];
      stage.refuses = true;
      await stage.drop();
      return [...first, statesOf(counter), statesOf(feed)];
    },
    is: ['42', 1, ['reconnecting'], ['reconnecting']],
  },
  {
    kind: 'badge and elements speak with one voice',
    name: 'a blip of 300 ms changes nothing on the screen',
    async see(stage) {
      stage.routes['/s'] = { value: 42 };
      const counter = await stage.put('<live-counter channel="C" label="Orders" snapshot="/s"></live-counter>');
      const badge = await stage.put('<live-status></live-status>');
      await stage.say('{"value":42}');
      const seen = new Set<string>();
      stage.connection.reconnect();
      for (let time = 0; time < 60; time += 1) {
        await stage.wait(10);
        seen.add(`${statesOf(counter).join()} ${String(propertyOf(badge, 'kind'))}`);
      }
      return [...seen];
    },
    is: ['live live'],
  },
  {
    kind: 'rounded to nothing',
    name: 'counters keep significant digits, and no -0',
    async see(stage) {
      const shown: string[] = [];
      for (const attributes of [
        'value="0.0004"',
        'value="0.5" format="duration"',
        'value="-0.0000"',
        'value="90" format="duration" unit="second"',
      ])
        shown.push(valueOf(await stage.put(`<live-counter ${attributes}></live-counter>`)));
      return [shown[0], shown[1]?.startsWith('0ms'), shown[2]?.startsWith('-'), shown[3]];
    },
    is: ['0.0004', false, false, '1m 30s'],
  },
  {
    kind: 'rounded to nothing',
    name: 'the summary of a chart follows the size of its values',
    async see(stage) {
      const chart = await stage.put('<live-chart channel="C" field="value"></live-chart>');
      for (const value of [0.001, 0.0038, 0.002]) await stage.say(`{"value":${value}}`);
      await stage.wait(1_000);
      return textOf(chart).includes('peak 0.0038');
    },
    is: true,
  },
  {
    kind: 'a format that Intl refuses',
    name: 'a unit of its own is a suffix, and a wrong currency is reported',
    async see(stage) {
      const unit = await stage.put('<live-counter value="5" unit="req/s"></live-counter>');
      await stage.put('<live-counter value="5" currency="US$"></live-counter>');
      return [valueOf(unit).includes('req/s'), stage.errors.length + stage.warnings.length > 0];
    },
    is: [true, true],
  },
  {
    kind: 'wrong options',
    name: 'connection="typo" and max-points="x" are reported',
    async see(stage) {
      await stage.put('<live-counter channel="C" connection="typo">5</live-counter>');
      await stage.put('<live-chart channel="C" max-points="x"></live-chart>');
      await stage.wait(5_000);
      const words = [...stage.errors, ...stage.warnings].join();
      return [words.includes('typo'), words.includes('max-points')];
    },
    is: [true, true],
  },
  {
    kind: 'a remount within the linger',
    name: 'what was said meanwhile is not lost in silence',
    async see(stage) {
      const counter = await stage.put('<live-counter channel="C" effect="none">10</live-counter>');
      await stage.say('{"increment":1}');
      await stage.say('{"increment":1}');
      const parent = counter.parentElement;
      counter.remove();
      await stage.wait(200);
      await stage.say('{"increment":1}');
      parent?.append(counter);
      await stage.wait(500);
      return valueOf(counter) === '13' || isInDoubt(counter);
    },
    is: true,
  },
  {
    kind: 'the pill counts what is shown',
    name: 'one new item in a snapshot of six is one',
    async see(stage) {
      let items = [1, 2, 3, 4, 5].map((id) => ({ id, title: `item ${id}` }));
      stage.routes['/s'] = () => items;
      const feed = await stage.put('<live-feed channel="C" snapshot="/s" insert="pill"></live-feed>');
      await stage.wait(300);
      (feed as HTMLElement & { showPending(): void }).showPending();
      items = [...items, { id: 9, title: 'item 9' }];
      await stage.drop();
      return propertyOf(feed, 'waiting');
    },
    is: 1,
  },
  {
    kind: 'a snapshot that changes',
    name: 'another snapshot is fetched, without an error',
    async see(stage) {
      Object.assign(stage.routes, { '/a': { value: 1 }, '/b': { value: 2 } });
      const counter = await stage.put('<live-counter channel="C" snapshot="/a" effect="none"></live-counter>');
      counter.setAttribute('snapshot', '/b');
      await stage.wait(3_000);
      return [valueOf(counter), statesOf(counter), stage.errors];
    },
    is: ['2', ['live'], []],
  },
  {
    kind: 'the frames of other servers',
    name: 'a type of null, and an identifier with its keys in another order, are read',
    async see(stage) {
      const counter = await stage.put(`<live-counter channel="C" params='{"a":1}' effect="none"></live-counter>`);
      stage.frame(JSON.stringify({ type: null, identifier: JSON.stringify({ channel: 'C', a: 1 }), message: { value: 7 } }));
      await stage.wait(100);
      const first = valueOf(counter);
      stage.frame(JSON.stringify({ identifier: JSON.stringify({ a: 1, channel: 'C' }), message: { value: 8 } }));
      await stage.wait(100);
      return [first, valueOf(counter)];
    },
    is: ['7', '8'],
  },
  {
    kind: 'a reader who selects text',
    name: 'a feed holds still',
    async see(stage) {
      const feed = await stage.put('<live-feed channel="C"></live-feed>');
      await stage.say('{"id":1,"title":"first item"}');
      getSelection()?.selectAllChildren(feed.querySelector('article') ?? feed);
      await stage.wait(100);
      await stage.say('{"id":2,"title":"second item"}');
      return [itemsOf(feed).length, propertyOf(feed, 'waiting')];
    },
    is: [1, 1],
  },
];

function secondsAgo(seconds: number): string {
  return new Date(Date.now() - seconds * 1_000).toISOString();
}
