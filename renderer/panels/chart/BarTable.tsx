import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Bar, Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { INDICATOR_FORMS } from '../../../engine/indicators/catalogue.ts';
import type { IndicatorSpec } from '../../../engine/indicators/catalogue.ts';
import { axisZone } from '../../chart/chart-zone.ts';
import { barTimeText } from '../../chart/exchange-time-scale.ts';
import type { IndicatorReading } from '../../chart/indicator-view.ts';
import { indicatorName } from '../../chart/indicator-words.ts';
import { ZoneClock } from '../../chart/zone-clock.ts';
import { formatCount, formatPrice, formatQty } from '../../format/number.ts';
import { chartText } from '../../text/chart.ts';
import { indicatorsText } from '../../text/indicators.ts';
import type { ChartController } from './chart-controller.ts';
import { useChartLook } from './look-store.ts';

/** Bars listed: what fits a glance, or a minute of listening. */
const BARS_LISTED = 20;
const REFRESH_MS = 1_000;

interface Row {
  readonly bar: Bar;
  readonly readings: readonly IndicatorReading[];
}

function newestRows(chart: ChartController | null): readonly Row[] {
  if (chart === null) return [];
  const { bars } = chart.series;
  const first = Math.max(0, bars.length - BARS_LISTED);
  return bars
    .slice(first)
    .map((bar, at) => ({ bar, readings: chart.readings(first + at) }))
    .reverse();
}

/** `187.25`, of several lines `187.25, upper 188.01, lower 186.49`. */
function readingText(spec: IndicatorSpec, reading: IndicatorReading | undefined): string {
  const names = INDICATOR_FORMS[spec.kind].lines.map((line) => indicatorsText.line[line]);
  const values = reading?.values ?? [];
  return values
    .map(({ text }, at) => (text === '' ? '' : `${names[at] ?? ''} ${text}`.trim()))
    .filter((text) => text !== '')
    .join(', ');
}

/** The newest bars in words, for those who can't see the chart or want the exact figures. */
export function BarTable({
  instrument,
  timeframe,
  controller,
}: {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly controller: RefObject<ChartController | null>;
}) {
  const { indicators, zone: chosen } = useChartLook(({ look }) => look);
  const [rows, setRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    const read = (): void => {
      setRows(newestRows(controller.current));
    };
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }, [controller, instrument, timeframe, indicators]);

  const zone = axisZone(chosen, instrument.zone, timeframe);
  const clock = new ZoneClock(zone);
  const { columns } = chartText;
  return (
    <div className="chart-table" tabIndex={0}>
      <table>
        <caption>{chartText.tableCaption(instrument.symbol, timeframe, zone)}</caption>
        <thead>
          <tr>
            {Object.values(columns).map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
            {indicators.map(({ id, spec }) => (
              <th key={id} scope="col">
                {indicatorName(spec)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bar, readings }) => (
            <tr key={bar.startUs}>
              <th scope="row">{barTimeText(clock.barWallUs(bar.startUs, timeframe), timeframe)}</th>
              <td>{formatPrice(instrument, bar.openTicks)}</td>
              <td>{formatPrice(instrument, bar.highTicks)}</td>
              <td>{formatPrice(instrument, bar.lowTicks)}</td>
              <td>{formatPrice(instrument, bar.closeTicks)}</td>
              <td>{formatQty(instrument, bar.volumeLots)}</td>
              <td>{formatCount(bar.trades)}</td>
              {indicators.map(({ id, spec }) => (
                <td key={id}>
                  {readingText(
                    spec,
                    readings.find((one) => one.id === id),
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
