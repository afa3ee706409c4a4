/** Saving the chart as a picture that says what it shows. */

/** Space above the chart for its title, in CSS pixels. */
const TITLE_HEIGHT = 24;
const TITLE_LEFT = 8;

/** Colours of the title, as CSS text. */
export interface SnapshotColours {
  readonly surface: string;
  readonly text: string;
}

/** The chart's picture with a line of text above it. */
export function titledPicture(
  chart: HTMLCanvasElement,
  title: string,
  colours: SnapshotColours,
  pixelRatio: number,
): HTMLCanvasElement {
  const head = Math.round(TITLE_HEIGHT * pixelRatio);
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + head;
  const context = canvas.getContext('2d');
  if (context === null) return chart;
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colours.text;
  context.font = `${String(Math.round(12 * pixelRatio))}px 'Inter Variable', sans-serif`;
  context.textBaseline = 'middle';
  context.fillText(title, TITLE_LEFT * pixelRatio, head / 2);
  context.drawImage(chart, 0, head);
  return canvas;
}

/** `AAPL-1m-20260304-150211.png`; characters that file systems refuse become `_`. */
export function snapshotName(symbol: string, timeframe: string, isoTime: string): string {
  const stamp = isoTime.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${symbol.replace(/[^A-Z0-9.-]/g, '_')}-${timeframe}-${stamp}.png`;
}

/** Hands the picture to the user as a download; resolves to whether there was one to hand over. */
export async function downloadPicture(canvas: HTMLCanvasElement, name: string): Promise<boolean> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) return false;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
