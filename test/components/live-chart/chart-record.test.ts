import { expect } from '@open-wc/testing';
import { ChartRecord, type ChartRecordOptions } from '../../../components/live-chart/chart-record.js';
import { decode, type Message } from '../../../src/index.js';

const NOW = 1_764_000_000_000;
const everything: ChartRecordOptions = { event: '', window: 60_000 };

function record(messages: readonly Message[], options: Partial<ChartRecordOptions> = {}): ChartRecord {
  const made = new ChartRecord();
  made.begin([]);
  made.take(messages, { ...everything, ...options });
  return made;
}

function said(body: unknown, receivedAt = NOW): Message {
  return decode(body, receivedAt);
}

suite('ChartRecord', () => {
  test('begins a series for each metric that comes', () => {
    const { fields, buffer } = record([said({ metric: 'a', value: 1 }), said({ metric: 'b', value: 2 })]);
    expect(fields).to.deep.equal(['a', 'b']);
    expect(buffer.at).to.deep.equal([NOW]);
  });

  test('shows twelve series', () => {
    const made = record(Array.from({ length: 14 }, (_, index) => said({ metric: `m${index}`, value: 1 })));
    expect(made.fields).to.have.lengthOf(12);
    expect([...made.leftOut]).to.deep.equal(['m12', 'm13']);
  });

  test('counts the series that are left out, up to a bound', () => {
    const made = record(Array.from({ length: 1_100 }, (_, index) => said({ metric: `m${index}`, value: 1 })));
    expect(made.leftOut.size).to.equal(1_000);
    made.begin([]);
    expect(made.leftOut.size).to.equal(0);
  });

  test('knows which of the named series are left out', () => {
    const names = Array.from({ length: 14 }, (_, index) => `m${index}`);
    const made = new ChartRecord();
    made.begin(names);
    expect([...made.leftOut]).to.deep.equal(['m12', 'm13']);
    expect(made.reshape(names.slice(0, 13))).to.equal(true);
    expect([...made.leftOut]).to.deep.equal(['m12']);
  });

  test('keeps the points of series that stay when others come and go', () => {
    const made = new ChartRecord();
    made.begin(['a', 'b']);
    made.take([said({ a: 1, b: 2 })], everything);
    expect(made.reshape(['b', 'c'])).to.equal(true);
    made.take([said({ a: 3, b: 4, c: 5 }, NOW + 1_000)], everything);
    expect(made.fields).to.deep.equal(['b', 'c']);
    expect(made.buffer.columns).to.deep.equal([
      [2, 4],
      [undefined, 5],
    ]);
    expect(made.latest.map((latest) => latest?.value)).to.deep.equal([4, 5]);
    expect(made.reshape(['d'])).to.equal(false);
  });

  test('knows the latest value of a series that is no longer in view', () => {
    const made = record([]);
    made.take([said({ metric: 'a', value: 1, timestamp: NOW }), said({ metric: 'b', value: 2, timestamp: NOW + 600_000 })], {
      ...everything,
      window: 1_000,
    });
    made.take([said({ metric: 'a', value: 9, timestamp: NOW - 1_000 })], everything);
    expect(made.latest.map((latest) => latest?.value)).to.deep.equal([1, 2]);
  });

  test('notes events that are annotations, once, and takes no values from them', () => {
    const options = { ...everything, annotations: 'deploy incident_*' };
    const made = record([]);
    const deploy = said({ event: 'deploy', data: { message: 'v12', created_at: NOW - 5_000 } });
    expect(made.take([deploy, deploy, said({ event: 'incident_opened', data: {} }), said({ event: 'other', data: {} })], options)).to.equal(
      true,
    );
    expect(made.annotations).to.deep.equal([
      { at: NOW - 5_000, label: 'v12' },
      { at: NOW, label: 'incident opened' },
    ]);
    expect(made.buffer.at).to.deep.equal([]);
  });

  test('keeps the newest annotations, at most 64', () => {
    const made = record([]);
    const events = Array.from({ length: 70 }, (_, index) => said({ event: 'deploy', data: { message: `v${index}` } }, NOW + index));
    made.take(events, { ...everything, annotations: 'deploy' });
    expect(made.annotations).to.have.lengthOf(64);
    expect(made.annotations.at(-1)?.label).to.equal('v69');
  });

  test('is behind the present by the delay', () => {
    const made = record([said({ value: 1, timestamp: NOW })]);
    const { since, until } = made.frame(NOW + 1_000, { ...everything, window: 60_000, delay: 5_000 }, undefined);
    expect([since, until]).to.deep.equal([NOW - 64_000, NOW - 4_000]);
  });

  test('retains more than the view', () => {
    const options = { ...everything, window: 10_000, retain: 60_000 };
    const made = record([]);
    for (let second = 0; second < 120; second += 1) made.take([said({ value: second }, NOW + second * 1_000)], options);
    const { at, since } = made.frame(NOW + 119_000, options, undefined);
    expect(Number(at[0])).to.be.within(NOW + 58_000, NOW + 60_000);
    expect(since).to.equal(NOW + 109_000);
  });

  test('keeps what a view that stands still shows, up to a bound, and says what it had to drop', () => {
    const frozen = { since: NOW, until: NOW + 5_000 };
    const options = { ...everything, window: 10_000, frozen };
    const made = record([]);
    for (let second = 0; second < 120; second += 1) made.take([said({ value: second }, NOW + second * 1_000)], options);
    expect(made.frame(NOW + 119_000, options, undefined)).to.deep.include({ ...frozen, gaps: [] });
    expect(made.buffer.at[0]).to.equal(NOW);
    for (let turn = 0; turn < 20; turn += 1) {
      const bodies = Array.from({ length: 1_000 }, (_, index) => said({ value: index }, NOW + 120_000 + turn * 20_000 + index * 20));
      made.take(bodies, options);
    }
    const { at, gaps } = made.frame(NOW + 900_000, options, undefined);
    expect(at.length).to.be.at.most(16_384);
    expect(gaps.length === 0 || gaps[0]?.since === NOW).to.equal(true);
  });

  test('places points by the server, and learns how its clock stands', () => {
    const { buffer, ahead } = record([
      said({ value: 1, timestamp: NOW + 5_000 }, NOW),
      said({ value: 2, timestamp: NOW + 5_900 }, NOW + 1_000),
    ]);
    expect(buffer.at).to.deep.equal([NOW + 5_000, NOW + 5_900]);
    expect(ahead).to.equal(5_000);
  });

  test('leaves out a point of the far future, and says nothing was for the chart', () => {
    const made = record([]);
    expect(made.take([said({ value: 1, timestamp: NOW + 90_000_000 })], everything)).to.equal(false);
    expect(made.buffer.at).to.deep.equal([]);
  });

  test('keeps each point of one second', () => {
    const timestamp = new Date(NOW).toISOString().replace('.000', '');
    const { buffer } = record([1, 99, 3, 4, 5].map((value) => said({ value, timestamp })));
    expect(buffer.columns[0]).to.deep.equal([1, 99, 3, 4, 5]);
  });

  test('takes points that have one identity for one', () => {
    const bodies = [1, 2].map((value) => said({ id: 7, value, timestamp: NOW }));
    expect(record([...bodies, said({ id: 7, value: 3, timestamp: NOW + 1000 })]).buffer.columns[0]).to.deep.equal([2, 3]);
  });

  test('takes a time that is no instant for none', () => {
    for (const timestamp of ['rack-12', 'Gate 5', 350, '2026-11-29']) {
      expect(record([said({ value: 1, timestamp })]).buffer.at, String(timestamp)).to.deep.equal([NOW]);
    }
  });

  test('reads instants as servers write them', () => {
    const at = NOW - 2_500;
    for (const timestamp of [at, String(at), at / 1000, at * 1000, new Date(at).toISOString().replace('T', ' ').replace('Z', ' UTC')]) {
      expect(record([said({ value: 1, timestamp })]).buffer.at, String(timestamp)).to.deep.equal([at]);
    }
  });

  test('takes a list that came as one body', () => {
    const list = [1, 2].map((value) => ({ value, timestamp: NOW + value }));
    expect(record([said(list)]).buffer.columns[0]).to.deep.equal([1, 2]);
  });

  test('keeps what is known when a snapshot says nothing to it', () => {
    const made = record([said({ value: 1 })]);
    expect(made.take([{ type: 'snapshot', messages: [said({ error: 'gone' })] }], everything)).to.equal(false);
    expect(made.buffer.columns[0]).to.deep.equal([1]);
  });

  test('is empty after a snapshot of nothing', () => {
    const made = record([said({ value: 1 })]);
    expect(made.take([{ type: 'snapshot', messages: [] }], everything)).to.equal(true);
    expect(made.buffer.at).to.deep.equal([]);
  });

  test('appends a snapshot of one body, after the time of which nothing is known', () => {
    const made = record([said({ cpu_percent: 8 })]);
    made.frame(NOW + 5_000, everything, NOW + 1_000);
    expect(made.take([{ type: 'snapshot', messages: [said({ cpu_percent: 12 }, NOW + 6_000)] }], everything)).to.equal(true);
    expect(made.buffer.columns[0]).to.deep.equal([8, null, 12]);
    expect(made.buffer.gaps).to.deep.equal([{ since: NOW + 1_000, until: NOW + 6_000 }]);
  });

  test('is in doubt from a gap until a value comes', () => {
    const made = record([said({ value: 1 }), { type: 'gap', since: NOW + 100, until: NOW + 200 }], { maxPoints: 10 });
    const options = { event: '', maxPoints: 10 };
    expect(made.doubtSince).to.equal(NOW + 100);
    expect(made.frame(NOW + 9_000, options, undefined)).to.deep.include({ until: NOW + 9_000 });
    expect(made.frame(NOW + 9_000, options, undefined).gaps.at(-1)).to.deep.equal({ since: NOW + 100, until: NOW + 9_000 });
    made.take([said({ status: 'ok' })], options);
    expect(made.doubtSince).to.equal(NOW + 100);
    made.take([said({ value: 2 }, NOW + 10_000)], options);
    expect(made.doubtSince).to.equal(undefined);
    expect(made.frame(NOW + 11_000, options, undefined).gaps).to.have.lengthOf(1);
  });

  test('replaces by a table what came in its time', () => {
    const made = record([1, 2, 3].map((value) => said({ value, timestamp: NOW + value * 1000 })));
    const rows = [
      { at: NOW + 1000, values: [10] },
      { at: NOW + 2000, values: [20] },
    ];
    made.sow({ fields: ['value'], rows, unread: undefined });
    made.sow({ fields: ['value'], rows, unread: undefined });
    expect(made.buffer.columns[0]).to.deep.equal([10, 20, 3]);
  });

  test('leaves out what the page shows already', () => {
    const { buffer } = record([said({ value: 1, timestamp: NOW - 10 }), said({ value: 2, timestamp: NOW + 10 })], { asOf: NOW });
    expect(buffer.columns[0]).to.deep.equal([2]);
  });

  test('begins anew with a snapshot', () => {
    const { buffer } = record([
      said({ value: 1 }),
      { type: 'snapshot', messages: [said({ value: 8, timestamp: NOW - 20 }), said({ value: 9, timestamp: NOW - 10 })] },
    ]);
    expect(buffer.columns[0]).to.deep.equal([8, 9]);
  });

  test('takes all of a snapshot, also what the page shows already', () => {
    const messages = [said({ value: 8, timestamp: NOW - 20 }), said({ value: 9, timestamp: NOW + 10 })];
    expect(record([{ type: 'snapshot', messages }], { asOf: NOW }).buffer.columns[0]).to.deep.equal([8, 9]);
  });

  test('moves a gap to the clock of the server', () => {
    const { buffer } = record([said({ value: 1, timestamp: NOW + 5_000 }, NOW), { type: 'gap', since: NOW + 100, until: NOW + 200 }]);
    expect(buffer.gaps).to.deep.equal([{ since: NOW + 5_100, until: NOW + 5_200 }]);
  });

  test('stays bounded under a flood', () => {
    const made = record([]);
    for (let second = 0; second < 30; second += 1) {
      made.take(
        Array.from({ length: 5_000 }, (_, index) => said({ value: index }, NOW + second * 1000 + Math.floor(index / 5))),
        { ...everything, window: 10_000 },
      );
      expect(made.buffer.at.length).to.be.at.most(4096);
    }
    expect(Number(made.buffer.at[0])).to.be.within(NOW + 19_000, NOW + 21_000);
  }).timeout(20_000);

  test('keeps as many points as are in view', () => {
    const made = record([]);
    for (let index = 0; index < 100; index += 1) made.take([said({ value: index }, NOW + index)], { event: '', maxPoints: 10 });
    expect(made.buffer.at.length).to.equal(10);
  });

  test('shows the last of a window, up to the present of the server', () => {
    const made = record([said({ value: 1, timestamp: NOW + 5_000 }, NOW)]);
    expect(made.frame(NOW + 1_000, { event: '', window: 10_000 }, undefined)).to.include({ since: NOW - 4_000, until: NOW + 6_000 });
  });

  test('stands still where there is no present', () => {
    const made = record([said({ value: 1 })]);
    made.frame(NOW + 1_000, everything, undefined);
    expect(made.frame(undefined, everything, undefined).until).to.equal(NOW + 1_000);
  });

  test('shows the last points up to the last one, or a running gap up to the present while the link is down', () => {
    const made = record([said({ value: 1 }), said({ value: 2 }, NOW + 5_000)], { maxPoints: 10 });
    const options = { event: '', maxPoints: 10 };
    expect(made.frame(NOW + 9_000, options, undefined)).to.include({ since: NOW, until: NOW + 5_000 });
    expect(made.frame(NOW + 9_000, options, NOW + 6_000)).to.deep.include({
      since: NOW,
      until: NOW + 9_000,
      gaps: [{ since: NOW + 6_000, until: NOW + 9_000 }],
    });
  });

  test('is never without length', () => {
    const { since, until } = record([said({ value: 1 })]).frame(NOW, { event: '', maxPoints: 5 }, undefined);
    expect(until).to.be.above(since);
  });
});
