import { expect } from '@open-wc/testing';
import type { ChartCursor, ChartEngine, ChartFrame, ChartLook, SeriesLook, ThresholdLook } from '../../../components/live-chart/engine.js';
import { createUplotEngine } from '../../../components/live-chart/uplot-engine.js';

const line: SeriesLook = { color: 'rgb(255, 0, 0)', dash: [], area: undefined, type: 'line', marker: 'circle', axis: 'left', label: '' };
const limit: ThresholdLook = { value: 80, axis: 'left', color: 'rgb(0, 255, 0)' };
const look: ChartLook = {
  series: [line],
  thresholds: [],
  ink: 'rgb(0, 0, 0)',
  grid: 'rgb(240, 240, 240)',
  band: 'rgb(0, 0, 255)',
  font: '12px sans-serif',
  axes: true,
  left: {},
  right: {},
  spansGaps: false,
  isSmooth: false,
  dateOf: (at) => new Date(at),
  timeLabel: () => 'noon',
  valueLabel: String,
  gapLabel: () => 'no data',
  onCursor: () => undefined,
};
const frame: ChartFrame = { since: 0, until: 60_000, at: [0, 20_000, 40_000, 60_000], columns: [[5, 5, 5, 5]], gaps: [] };

suite('createUplotEngine', () => {
  let host: HTMLElement;
  let engine: ChartEngine;
  let cursor: ChartCursor | undefined;

  function begin(changes: Partial<ChartLook> = {}): void {
    host = document.createElement('div');
    document.body.append(host);
    engine = createUplotEngine(host, { ...look, onCursor: (told) => (cursor = told), ...changes }, 400, 200);
  }

  teardown(() => {
    engine.destroy();
    host.remove();
  });

  /** Whether there is ink of a channel (0 red, 1 green, 2 blue) in a column of the canvas at an instant. */
  function hasInk(at: number, channel: number): boolean {
    engine.point(at);
    const left = Math.round(Number(cursor?.left) * devicePixelRatio);
    const pixels = engine.canvas.getContext('2d')?.getImageData(left, 0, 1, engine.canvas.height).data ?? [];
    for (let pixel = 0; pixel < pixels.length; pixel += 4) {
      const [one = 0, other = 0] = [0, 1, 2].filter((index) => index !== channel).map((index) => Number(pixels[pixel + index]));
      if (Number(pixels[pixel + 3]) > 0 && Number(pixels[pixel + channel]) > 150 && one < 100 && other < 100) return true;
    }
    return false;
  }

  /** What is written on canvases meanwhile, and where. */
  function textsOf(deed: () => void): { readonly text: string; readonly x: number; readonly y: number; readonly align: CanvasTextAlign }[] {
    const texts: ReturnType<typeof textsOf> = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
      texts.push({ text, x, y, align: this.textAlign });
      fillText.call(this, text, x, y, ...more);
    };
    deed();
    engine.draw(frame);
    CanvasRenderingContext2D.prototype.fillText = fillText;
    return texts;
  }

  test('draws a line over all points', () => {
    begin();
    engine.draw(frame);
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, true, true]);
  });

  test('interrupts the line where a point is missing', () => {
    begin();
    engine.draw({ ...frame, at: [0, 20_000, 20_001, 40_000, 60_000], columns: [[5, 5, null, 5, 5]] });
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, false, true]);
  });

  test('interrupts it from point to point where other series have rows between', () => {
    begin({ series: [...look.series, { ...line, color: 'rgba(0, 0, 0, 0)' }] });
    engine.draw({
      ...frame,
      at: [0, 10_000, 25_000, 30_000, 35_000, 50_000, 60_000],
      columns: [
        [5, 5, undefined, null, undefined, 5, 5],
        [undefined, undefined, 1, undefined, 1, undefined, undefined],
      ],
    });
    expect([5_000, 18_000, 42_000, 55_000].map((at) => hasInk(at, 0))).to.deep.equal([true, false, false, true]);
  });

  test('draws the line over missing values if it is asked to, but not over a gap in which updates were missed', () => {
    begin({ spansGaps: true });
    const missing = { ...frame, at: [0, 20_000, 20_001, 40_000, 60_000], columns: [[5, 5, null, 5, 5]] };
    engine.draw(missing);
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, true, true]);
    engine.draw({ ...missing, gaps: [{ since: 25_000, until: 35_000 }] });
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, false, true]);
  });

  test('keeps the bounds of each axis', () => {
    begin({ series: [line, { ...line, axis: 'right' }], left: { lowest: 0, highest: 10 }, right: { lowest: -50, highest: 200 } });
    engine.draw({
      ...frame,
      columns: [
        [5, 5, 5, 5],
        [90, 90, 90, 90],
      ],
    });
    expect(engine.scale.left).to.include({ low: 0, high: 10 });
    expect(engine.scale.right).to.include({ low: -50, high: 200 });
  });

  test('marks a point that no line reaches', () => {
    begin();
    engine.draw({ ...frame, at: [0, 1, 30_000, 30_001, 60_000], columns: [[5, null, 5, null, 5]] });
    expect([15_000, 30_000, 45_000].map((at) => hasInk(at, 0))).to.deep.equal([false, true, false]);
  });

  test('shades a stretch without data', () => {
    begin();
    engine.draw({ ...frame, gaps: [{ since: 20_000, until: 40_000 }] });
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 2))).to.deep.equal([false, true, false]);
  });

  test('keeps thresholds in view', () => {
    begin({ thresholds: [{ ...limit, label: 'MMMMMMMMMMMMMMMMMMMMMMMMMMMM' }] });
    engine.draw(frame);
    expect(hasInk(30_000, 1)).to.equal(true);
  });

  test('keeps the value of a step until the next one', () => {
    begin({ series: [{ ...line, type: 'step' }] });
    engine.draw({ ...frame, at: [0, 30_000, 60_000], columns: [[5, null, 5]] });
    expect([10_000, 20_000, 40_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, true, false, false]);
  });

  test('draws a bar before each point, down to zero', () => {
    begin({ series: [{ ...line, type: 'bar', area: line.color }] });
    engine.draw({ ...frame, columns: [[5, 5, null, 5]] });
    expect([16_000, 30_000, 57_000].map((at) => hasInk(at, 0))).to.deep.equal([true, false, true]);
    expect(engine.scale.left.low).to.equal(0);
  });

  test('draws bars as wide beside a missing value', () => {
    begin({ series: [{ ...line, type: 'bar', area: line.color }] });
    engine.draw({ ...frame, at: [0, 20_000, 20_000.001, 40_000, 60_000], columns: [[5, 5, null, 5, 5]] });
    expect([16_500, 36_500].map((at) => hasInk(at, 0))).to.deep.equal([true, true]);
  });

  test('measures series of the right axis by themselves', () => {
    begin({ series: [line, { ...line, axis: 'right' }] });
    engine.draw({
      ...frame,
      columns: [
        [5, 5, 5, 5],
        [5_000, 6_000, 7_000, 8_000],
      ],
    });
    expect(engine.scale.left.high).to.be.at.most(10);
    expect(engine.scale.right?.high).to.be.at.least(8_000);
  });

  test('keeps a threshold of the right axis in view there', () => {
    begin({ series: [line, { ...line, axis: 'right' }], thresholds: [{ ...limit, value: 900, axis: 'right' }] });
    engine.draw({
      ...frame,
      columns: [
        [5, 5, 5, 5],
        [1, 2, 3, 4],
      ],
    });
    expect(engine.scale.left.high).to.be.at.most(10);
    expect(engine.scale.right?.high).to.be.at.least(900);
  });

  test('places values on a logarithmic axis by their size, and marks those that have no place there', () => {
    begin({ left: { isLog: true } });
    engine.draw({ ...frame, columns: [[1, 10, 0, 1_000]] });
    expect(engine.scale.left).to.deep.include({ low: 1, high: 1_000, isLog: true });
    expect(engine.scale.left.ticks.map(({ at }) => at)).to.include.members([1, 10, 100, 1_000]);
    expect(engine.scale.outliers.map(({ value, isAbove }) => [value, isAbove])).to.deep.equal([[0, false]]);
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 0))).to.deep.equal([true, false, false]);
  });

  test('reaches at least to the soft bounds, and beyond them for values that are', () => {
    begin({ left: { softLowest: 0, softHighest: 100 } });
    engine.draw(frame);
    expect(engine.scale.left).to.deep.include({ low: 0 });
    expect(engine.scale.left.high).to.be.at.least(100);
    engine.draw({ ...frame, columns: [[5, 500, 5, 5]] });
    expect(engine.scale.left.high).to.be.at.least(500);
  });

  test('marks an annotation with its words, and leaves out words that would cover those before', () => {
    begin();
    const annotations = [
      { at: 20_000, label: 'deploy' },
      { at: 20_500, label: 'rollback' },
    ];
    const texts = textsOf(() => engine.draw({ ...frame, annotations })).map(({ text }) => text);
    expect(texts).to.include('deploy');
    expect(texts).not.to.include('rollback');
  });

  test('draws old data paler', () => {
    begin();
    engine.draw({ ...frame, isOld: true });
    const alphaOf = (): number => {
      engine.point(30_000);
      const left = Math.round(Number(cursor?.left) * devicePixelRatio);
      const pixels = engine.canvas.getContext('2d')?.getImageData(left, 0, 1, engine.canvas.height).data ?? [];
      const alphas = [...pixels].filter((_, index) => index % 4 === 3 && Number(pixels[index - 3]) > 150 && Number(pixels[index - 2]) < 50);
      return Math.max(...alphas);
    };
    const pale = alphaOf();
    engine.draw(frame);
    expect(alphaOf()).to.be.above(pale);
  });

  test('names a stretch without data if it has room', () => {
    begin();
    const texts = textsOf(() => engine.draw({ ...frame, gaps: [{ since: 10_000, until: 50_000 }] })).map(({ text }) => text);
    expect(texts).to.include('no data');
    const narrow = textsOf(() => engine.draw({ ...frame, gaps: [{ since: 10_000, until: 11_000 }] })).map(({ text }) => text);
    expect(narrow).not.to.include('no data');
  });

  test('names several lines at their ends, one below the other', () => {
    const named = ['one', 'two', 'three'].map((label) => ({ ...line, label }));
    host = document.createElement('div');
    document.body.append(host);
    engine = createUplotEngine(host, { ...look, series: named }, 600, 200);
    const draws = { ...frame, columns: named.map(() => [5, 5, 5, 5]) };
    const texts = textsOf(() => engine.draw(draws)).filter(({ text }) => named.some(({ label }) => label === text));
    const heights = [...new Set(texts.map(({ y }) => y))].sort((one, other) => one - other);
    expect(heights).to.have.lengthOf(3);
    expect(Math.min(...heights.slice(1).map((y, index) => y - Number(heights[index])))).to.be.at.least(14 * devicePixelRatio);
  });

  test('writes the times in the first drawing already', () => {
    expect(textsOf(() => begin()).map(({ text }) => text)).to.include('noon');
  });

  test('leaves out a time that an edge would cut off', () => {
    const timeLabel = (at: number): string => (at < 5_000 || at > 55_000 ? 'cut by an edge' : 'noon');
    const texts = textsOf(() => begin({ timeLabel })).map(({ text }) => text);
    expect(texts).to.include('noon');
    expect(texts).not.to.include('cut by an edge');
  });

  test('writes the label of a threshold beside the values, away from the newest points', () => {
    const [label] = textsOf(() => begin({ thresholds: [{ ...limit, value: 5, label: 'limit' }] })).filter(({ text }) => text === 'limit');
    expect(label?.x).to.be.lessThan((engine.canvas.width * 2) / 5);
    expect(label?.align).to.equal('left');
  });

  test('reports the point at the cursor for each series, past the rows of others', () => {
    begin({ series: [...look.series, ...look.series] });
    engine.draw({
      ...frame,
      columns: [
        [5, undefined, undefined, 5],
        [undefined, 1, null, undefined],
      ],
    });
    engine.point(20_000);
    expect(cursor?.row).to.equal(1);
    expect(cursor?.rows).to.deep.equal([0, 1]);
    engine.point(undefined);
    expect(cursor).to.equal(undefined);
  });
});
