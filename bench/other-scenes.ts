// @ts-expect-error It has no types.
import { renderStreamMessage as untypedRender } from '@hotwired/turbo';
import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import 'number-flow';
import type NumberFlow from 'number-flow';
import { addScenes, bodyOf, connection, element, fake, perFrame, run, type Scene, sendItem, sendValue, show } from './scenes.js';

/**
 * The scenes of `bench/scenes.ts` made with what people would pick instead, each as its own documentation advises for speed. They get the same
 * messages over the same core, so that only the display is compared.
 */
export { run, show };

const renderStreamMessage = untypedRender as (message: string) => void;

/** How many points each chart shows. */
const POINTS = 1000;
const firstAt = Date.now() - 3_600_000;

/** A point a ms, so that every chart has the same 1,000 instants in view. */
function sendPoint(count: number): void {
  const value = 50 + 40 * Math.sin(count / 90) + ((count * 37) % 11);
  fake.broadcast('Points', {}, { type: 'datapoint', metric: 'load', value, timestamp: firstAt + count });
}

const chart: Scene = {
  show(here) {
    const attributes = { channel: 'Points', field: 'load', label: 'Load', 'max-points': String(POINTS) };
    here.append(element('live-chart', { className: 'stage' }, attributes));
  },
  send: sendPoint,
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Keeps the newest points, and calls `draw` once a frame. */
function followPoints(points: Point[], draw: () => void): void {
  const write = perFrame(draw);
  connection.channel('Points', {}).messages$.subscribe((message) => {
    const { timestamp, value } = bodyOf(message);
    points.push({ x: Number(timestamp), y: Number(value) });
    if (points.length > POINTS) points.splice(0, points.length - POINTS);
    write();
  });
}

function canvasIn(here: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  here.append(element('div', { className: 'stage' }, {}, canvas));
  return canvas;
}

/** Chart.js without animation, parsing or points, and with numbers for instants: the fastest that its page on performance describes. */
const chartJs: Scene = {
  show(here) {
    Chart.register(LineController, LineElement, PointElement, LinearScale);
    const points: Point[] = [];
    const drawn = new Chart(canvasIn(here), {
      type: 'line',
      data: { datasets: [{ label: 'Load', data: points, pointRadius: 0, borderWidth: 1.5, borderColor: '#2563eb' }] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        events: [],
        scales: { x: { type: 'linear', ticks: { maxRotation: 0 } }, y: { type: 'linear' } },
      },
    });
    followPoints(points, () => drawn.update('none'));
  },
  send: sendPoint,
};

/** A line on a canvas with four numbers at its axes, as one writes it in an afternoon. */
const handChart: Scene = {
  show(here) {
    const canvas = canvasIn(here);
    const { width, height } = { width: 1200, height: 240 };
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    const points: Point[] = [];
    followPoints(points, () => {
      const [first, last] = [points[0], points.at(-1)];
      if (!context || !first || !last) return;
      let [low, high] = [Infinity, -Infinity];
      for (const { y } of points) {
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
      const [across, up] = [width / Math.max(1, last.x - first.x), height / Math.max(1, high - low)];
      context.clearRect(0, 0, width, height);
      context.beginPath();
      for (const { x, y } of points) context.lineTo((x - first.x) * across, height - (y - low) * up);
      context.lineWidth = 1.5;
      context.strokeStyle = '#2563eb';
      context.stroke();
      context.fillText(low.toFixed(0), 0, height);
      context.fillText(high.toFixed(0), 0, 10);
      context.fillText(new Date(first.x).toLocaleTimeString('en'), 40, height);
      context.fillText(new Date(last.x).toLocaleTimeString('en'), width - 80, height);
    });
  },
  send: sendPoint,
};

/** 50 counters of number-flow, each given its newest value once a frame. */
function numberFlow(isAnimated: boolean): Scene {
  return {
    show(here) {
      const news = new Map<NumberFlow, number>();
      const write = perFrame(() => {
        for (const [flow, value] of news) flow.update(value);
        news.clear();
      });
      for (let id = 0; id < 50; id += 1) {
        const flow = document.createElement('number-flow');
        flow.animated = isAnimated;
        flow.className = 'value';
        here.append(element('div', { className: 'counter' }, {}, element('span', { textContent: `Orders ${id}` }), flow));
        flow.update(0);
        connection.channel('Counters', { id }).messages$.subscribe((message) => {
          news.set(flow, Number(bodyOf(message)['value']));
          write();
        });
      }
    },
    send: (count) => sendValue('Counters', count % 50, count),
  };
}

/** A list that Turbo prepends to: what the server would have rendered, and the oldest items removed once a frame, which Turbo leaves to the page. */
const turbo: Scene = {
  show(here) {
    const list = element('div', { id: 'list', className: 'list' }, { role: 'feed', 'aria-label': 'Orders' });
    here.append(list);
    const trim = perFrame(() => {
      while (list.children.length > 50) list.lastElementChild?.remove();
    });
    connection.channel('Feed', {}).messages$.subscribe((message) => {
      const { id, actor, verb, object, at } = bodyOf(message) as Readonly<Record<string, string>>;
      renderStreamMessage(
        `<turbo-stream action="prepend" target="list"><template><article id="${id}" tabindex="-1"><div><strong>${actor}</strong> ${verb} ${object}</div><time datetime="${at}">now</time></article></template></turbo-stream>`,
      );
      trim();
    });
  },
  send: (count) => sendItem('Feed', {}, count),
};

addScenes({
  chart,
  'chart Chart.js': chartJs,
  'chart by hand': handChart,
  'counters number-flow': numberFlow(true),
  'counters number-flow still': numberFlow(false),
  'feed turbo': turbo,
});
