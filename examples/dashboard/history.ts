/** One point of a snapshot. */
type Point = Readonly<Record<string, unknown>>;

/** How often a spark takes a point, in ms, and how many it shows. */
const SPARK_EVERY = 2000;
const SPARK_POINTS = 48;

/** Gives the chart the last quarter of an hour, as the table that a server would have rendered into the page. */
export async function seedChart(): Promise<void> {
  const chart = document.querySelector('#rate');
  const points = await pointsOf('orders_per_minute');
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const name of ['Time', 'web', 'counter']) head.append(cellOf('th', name));
  const body = table.createTBody();
  for (const { timestamp, web, counter } of points) {
    const time = document.createElement('time');
    time.dateTime = time.textContent = String(timestamp);
    body.insertRow().append(cellOf('td', time), cellOf('td', String(web)), cellOf('td', String(counter)));
  }
  chart?.append(table);
}

/** Draws the line beside a total: what the server remembers of it, then what its counter shows, a point every two seconds. */
export async function showHistory(counter: Element): Promise<void> {
  const line = counter.parentElement?.querySelector<SVGElement>('.spark');
  const path = line?.querySelector('path');
  if (line == null || path == null) return;
  const values = (await pointsOf(line.dataset['history'] ?? '')).map(({ value }) => Number(value)).slice(-SPARK_POINTS);
  let latest = values.at(-1);
  let isNew = true;
  counter.addEventListener('live-change', ({ value }) => {
    latest = Number(value);
    isNew = true;
  });
  function draw(): void {
    if (!isNew || latest === undefined || document.hidden) return;
    isNew = false;
    values.push(latest);
    if (values.length > SPARK_POINTS) values.shift();
    path?.setAttribute('d', pathOf(values));
  }
  draw();
  setInterval(draw, SPARK_EVERY);
}

/** The last points that the server remembers, oldest first; none where it does not answer, for the page lives without. */
async function pointsOf(name: string): Promise<readonly Point[]> {
  try {
    const response = await fetch(`/snapshots/${name}.json?last=450`);
    return response.ok ? ((await response.json()) as readonly Point[]) : [];
  } catch {
    return [];
  }
}

function pathOf(values: readonly number[]): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const step = 100 / Math.max(1, values.length - 1);
  return values.map((value, index) => `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(22 - ((value - low) / span) * 20)}`).join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function cellOf(tag: 'td' | 'th', content: string | Node): HTMLTableCellElement {
  const cell = document.createElement(tag);
  cell.append(content);
  return cell;
}
