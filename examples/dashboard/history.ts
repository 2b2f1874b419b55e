/** One point of a snapshot. */
type Point = Readonly<Record<string, unknown>>;

/** How many points are asked for; the server remembers fewer of some. */
const MOST = 450;

/** Gives a chart what the server remembers, as the table that a server would have rendered into the page. */
export async function giveHistory(chart: HTMLElement): Promise<void> {
  const metric = chart.dataset['history'] ?? '';
  const points = await pointsOf(metric);
  const last = points.at(-1);
  if (last === undefined) return;
  const fields = 'value' in last ? [metric] : ['web', 'counter'];
  const table = document.createElement('table');
  addRow(table.createTHead(), 'th', ['Time', ...fields]);
  const body = table.createTBody();
  for (const point of points) {
    const time = document.createElement('time');
    time.dateTime = time.textContent = String(point['timestamp']);
    addRow(body, 'td', [time, ...fields.map((field) => String(point[field] ?? point['value']))]);
  }
  chart.replaceChildren(table);
  chart.setAttribute('as-of', String(last['timestamp']));
}

/** The last points that the server remembers, oldest first; none where it does not answer, for the page lives without. */
async function pointsOf(metric: string): Promise<readonly Point[]> {
  try {
    const response = await fetch(`/snapshots/${metric}.json?last=${MOST}`);
    return response.ok ? ((await response.json()) as readonly Point[]) : [];
  } catch {
    return [];
  }
}

function addRow(section: HTMLTableSectionElement, tag: 'td' | 'th', contents: readonly (string | Node)[]): void {
  const row = section.insertRow();
  for (const content of contents) {
    const cell = document.createElement(tag);
    cell.append(content);
    row.append(cell);
  }
}
