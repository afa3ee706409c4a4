/** Saving the chart as a picture that says what it shows. */
import type { Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';
import { readColours } from '../../chart/chart-theme.ts';
import { announce } from '../../stores/notices.ts';
import { chartText } from '../../text/chart.ts';

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

/** Hands over the picture of a chart under a name that says what it is, and says what became of it. */
export async function saveSnapshot(
  picture: HTMLCanvasElement,
  instrument: Instrument,
  timeframe: Timeframe,
): Promise<void> {
  const time = isoTimeUtc(Date.now() * 1_000);
  const colours = readColours(document.documentElement);
  const title = `${instrument.symbol}  ${instrument.name}  ${timeframe}  ${time}`;
  const name = snapshotName(instrument.symbol, timeframe, time);
  const titled = titledPicture(picture, title, colours, window.devicePixelRatio);
  const done = await downloadPicture(titled, name);
  if (done) announce('info', chartText.snapshotSaved(name));
  else announce('error', chartText.snapshotFailed);
}
