import { expect } from '@open-wc/testing';
import type { ChartEngine, ChartFrame, ChartLook } from '../../../components/live-chart/engine.js';
import { createUplotEngine } from '../../../components/live-chart/uplot-engine.js';

const look: ChartLook = {
  series: [{ color: 'rgb(255, 0, 0)', dash: [], stepped: false, area: undefined }],
  thresholds: [],
  ink: 'rgb(0, 0, 0)',
  grid: 'rgb(240, 240, 240)',
  band: 'rgb(0, 0, 255)',
  limit: 'rgb(0, 255, 0)',
  font: '12px sans-serif',
  axes: true,
  rtl: false,
  lowest: undefined,
  highest: undefined,
  timeZone: undefined,
  timeLabels: (at) => at.map(() => 'noon'),
  valueLabel: String,
};
const frame: ChartFrame = { since: 0, until: 60_000, at: [0, 20_000, 40_000, 60_000], columns: [[5, 5, 5, 5]], bands: [] };

suite('createUplotEngine', () => {
  let host: HTMLElement;
  let engine: ChartEngine;

  function begin(changes: Partial<ChartLook> = {}): void {
    host = document.createElement('div');
    document.body.append(host);
    engine = createUplotEngine(host, { ...look, ...changes }, 400, 200);
  }

  teardown(() => {
    engine.destroy();
    host.remove();
  });

  /** Whether there is ink of a channel (0 red, 1 green, 2 blue) in a column of the canvas at an instant. */
  function hasInk(at: number, channel: number): boolean {
    const left = Math.round(engine.place(at, 0).left * devicePixelRatio);
    const pixels = engine.canvas.getContext('2d')?.getImageData(left, 0, 1, engine.canvas.height).data ?? [];
    for (let pixel = 0; pixel < pixels.length; pixel += 4) {
      const [one = 0, other = 0] = [0, 1, 2].filter((index) => index !== channel).map((index) => Number(pixels[pixel + index]));
      if (Number(pixels[pixel + 3]) > 0 && Number(pixels[pixel + channel]) > 150 && one < 100 && other < 100) return true;
    }
    return false;
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
    begin({ series: [...look.series, { color: 'rgba(0, 0, 0, 0)', dash: [], stepped: false, area: undefined }] });
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

  test('marks a point that no line reaches', () => {
    begin();
    engine.draw({ ...frame, at: [0, 1, 30_000, 30_001, 60_000], columns: [[5, null, 5, null, 5]] });
    expect([15_000, 30_000, 45_000].map((at) => hasInk(at, 0))).to.deep.equal([false, true, false]);
  });

  test('shades a stretch without data', () => {
    begin();
    engine.draw({ ...frame, bands: [{ since: 20_000, until: 40_000, label: '' }] });
    expect([10_000, 30_000, 50_000].map((at) => hasInk(at, 2))).to.deep.equal([false, true, false]);
  });

  test('keeps thresholds in view', () => {
    begin({ thresholds: [{ value: 80 }] });
    engine.draw(frame);
    expect(engine.place(0, 80).top).to.be.above(engine.box.top);
  });

  test('writes the times in the first drawing already', () => {
    const written: string[] = [];
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...text) {
      written.push(text[0]);
      fillText.apply(this, text);
    };
    begin();
    engine.draw(frame);
    CanvasRenderingContext2D.prototype.fillText = fillText;
    expect(written).to.include('noon');
  });

  test('puts the axis of values on the right where reading starts there', () => {
    begin({ rtl: true });
    engine.draw(frame);
    expect(engine.box.left).to.be.below(engine.canvas.width / devicePixelRatio - engine.box.left - engine.box.width);
  });
});
