/** What is written above a chart in its picture. Colours and the font are CSS. */
export interface Caption {
  readonly title: string;
  readonly summary: string;
  readonly series: readonly { readonly label: string; readonly color: string; readonly dash: readonly number[] }[];
  readonly ink: string;
  readonly background: string;
  readonly font: string;
}

/** Paints a chart with its caption into a PNG of its own, as sharp as the screen. */
export async function pictureOf(chart: HTMLCanvasElement, caption: Caption, scale: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const lines = [caption.title, caption.summary].filter(Boolean);
  const named = caption.series.length > 1 ? caption.series : [];
  const margin = 16 * scale;
  const above = margin + (lines.length + (named.length > 0 ? 1 : 0)) * 20 * scale;
  canvas.width = chart.width + 2 * margin;
  canvas.height = chart.height + above + margin;
  const context = canvas.getContext('2d');
  if (!context) throw new DOMException('The browser gave no canvas to paint on.', 'NotSupportedError');
  context.fillStyle = caption.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(chart, margin, above);
  context.scale(scale, scale);
  context.fillStyle = caption.ink;
  lines.forEach((line, index) => {
    context.font = index === 0 && caption.title ? `600 ${caption.font}` : caption.font;
    context.fillText(line, 16, 28 + 20 * index);
  });
  let left = 16;
  const top = 28 + 20 * lines.length;
  for (const { label, color, dash } of named) {
    context.strokeStyle = color;
    context.lineWidth = 2;
    context.setLineDash([...dash]);
    context.stroke(new Path2D(`M${String(left)} ${String(top - 4)}h18`));
    context.fillText(label, left + 24, top);
    left += 40 + context.measureText(label).width;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new DOMException('The picture could not be written.', 'EncodingError'))),
      'image/png',
    );
  });
}
