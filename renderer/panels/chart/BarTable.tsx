import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Bar, Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { barTimeText } from '../../chart/exchange-time-scale.ts';
import { ZoneClock } from '../../chart/zone-clock.ts';
import { formatCount, formatPrice, formatQty } from '../../format/number.ts';
import { chartText } from '../../text/chart.ts';
import type { ChartController } from './chart-controller.ts';

/** Bars listed: what fits a glance, or a minute of listening. */
const BARS_LISTED = 20;
const REFRESH_MS = 1_000;

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
  const [bars, setBars] = useState<readonly Bar[]>([]);
  useEffect(() => {
    const read = (): void => {
      setBars(controller.current?.series.bars.slice(-BARS_LISTED).reverse() ?? []);
    };
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }, [controller, instrument, timeframe]);

  const clock = new ZoneClock(instrument.zone);
  const { columns } = chartText;
  return (
    <div className="chart-table" tabIndex={0}>
      <table>
        <caption>{chartText.tableCaption(instrument.symbol, timeframe, instrument.zone)}</caption>
        <thead>
          <tr>
            {Object.values(columns).map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.startUs}>
              <th scope="row">{barTimeText(clock.barWallUs(bar.startUs, timeframe), timeframe)}</th>
              <td>{formatPrice(instrument, bar.openTicks)}</td>
              <td>{formatPrice(instrument, bar.highTicks)}</td>
              <td>{formatPrice(instrument, bar.lowTicks)}</td>
              <td>{formatPrice(instrument, bar.closeTicks)}</td>
              <td>{formatQty(instrument, bar.volumeLots)}</td>
              <td>{formatCount(bar.trades)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
