/** Colours of the chart, read from the theme's custom properties so that CSS stays their one source. */
import { ColorType, CrosshairMode, LineStyle } from 'lightweight-charts';
import type {
  AreaSeriesPartialOptions,
  BarSeriesPartialOptions,
  CandlestickSeriesPartialOptions,
  ChartOptions,
  DeepPartial,
  LineSeriesPartialOptions,
} from 'lightweight-charts';

/** Colours as CSS text. */
export interface ChartColours {
  readonly surface: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly warn: string;
  /** Of indicators and drawings, in the order in which they are given out. */
  readonly series: readonly string[];
  readonly buy: string;
  readonly sell: string;
  readonly buyStrong: string;
  readonly sellStrong: string;
  /** Text on the strong colours. */
  readonly onStrong: string;
  readonly font: string;
}

/** Reads the colours in force at `element`; custom properties must hold hex or rgb() colours. */
export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string => {
    const value = style.getPropertyValue(name).trim();
    return value === '' ? fallback : value;
  };
  return {
    surface: read('--surface-1', '#14171b'),
    text: read('--text', '#d6d9dc'),
    faint: read('--text-dim', '#8a9096'),
    line: read('--line', '#262a2e'),
    accent: read('--accent', '#5b9bd5'),
    warn: read('--warn', '#e2b04a'),
    series: [1, 2, 3, 4, 5, 6].map((at) => read(`--series-${String(at)}`, '#6aa5f8')),
    buy: read('--buy', '#2bb3a3'),
    sell: read('--sell', '#f0795b'),
    buyStrong: read('--buy-strong', '#1f7f72'),
    sellStrong: read('--sell-strong', '#a34d44'),
    onStrong: read('--on-strong', '#ffffff'),
    font: read('--font-ui', 'sans-serif'),
  };
}

/** `#rrggbb` with an opacity of 0 to 1; other spellings are returned as they are. */
export function faded(colour: string, opacity: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  const alpha = Math.round(opacity * 255);
  return colour + alpha.toString(16).padStart(2, '0');
}

/** The colour of the line that is `at`th, from 0; they come round again. */
export function lineColour(colours: ChartColours, at: number): string {
  return colours.series[at % colours.series.length] ?? colours.accent;
}

/** Share of the pane's height that the volume bars may take, and the gap above them. */
const VOLUME_TOP = 0.84;
const BARS_BOTTOM = 0.2;

/** Where the volume's overlay scale lies in the pane. */
export const VOLUME_MARGINS = { top: VOLUME_TOP, bottom: 0 };

/** Chart options that follow the theme. */
export function chartOptions(colours: ChartColours): DeepPartial<ChartOptions> {
  const crosshairLine = {
    color: faded(colours.faint, 0.7),
    labelBackgroundColor: colours.line,
    style: LineStyle.Dotted,
  };
  return {
    layout: {
      background: { type: ColorType.Solid, color: colours.surface },
      textColor: colours.faint,
      fontFamily: colours.font,
      fontSize: 11,
      // TradingView's licence asks for it; it links to tradingview.com.
      attributionLogo: true,
      panes: { separatorColor: colours.line, separatorHoverColor: faded(colours.accent, 0.3) },
    },
    grid: {
      vertLines: { color: faded(colours.line, 0.5) },
      horzLines: { color: faded(colours.line, 0.5) },
    },
    crosshair: { mode: CrosshairMode.Normal, vertLine: crosshairLine, horzLine: crosshairLine },
    rightPriceScale: {
      borderColor: colours.line,
      scaleMargins: { top: 0.1, bottom: BARS_BOTTOM },
      entireTextOnly: true,
    },
    timeScale: { borderColor: colours.line },
  };
}

/** The chart draws its own last price, see `PriceLines.showLast`. */
const NO_LAST = { lastValueVisible: false, priceLineVisible: false } as const;

/** Candle options that follow the theme. */
export function candleOptions(colours: ChartColours): CandlestickSeriesPartialOptions {
  return {
    upColor: colours.buy,
    downColor: colours.sell,
    wickUpColor: colours.buy,
    wickDownColor: colours.sell,
    borderVisible: false,
    ...NO_LAST,
  };
}

/** Bars with ticks for open and close. */
export function barOptions(colours: ChartColours): BarSeriesPartialOptions {
  return { upColor: colours.buy, downColor: colours.sell, thinBars: true, ...NO_LAST };
}

/** A line through the closes. */
export function lineOptions(colours: ChartColours): LineSeriesPartialOptions {
  return { color: colours.accent, lineWidth: 2, ...NO_LAST };
}

/** The same with its area tinted: one flat tint, as nothing else here has a gradient. */
export function areaOptions(colours: ChartColours): AreaSeriesPartialOptions {
  const tint = faded(colours.accent, 0.12);
  return {
    lineColor: colours.accent,
    topColor: tint,
    bottomColor: tint,
    lineWidth: 2,
    ...NO_LAST,
  };
}
