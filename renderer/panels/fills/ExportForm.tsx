import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { Button, Field, Segmented, Select } from '../../components/index.ts';
import { tradeDayAt } from '../../../engine/domain/session.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import { fillsText } from '../../text/fills.ts';
import { isRefusal } from '../../trading/draft.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { spanOf } from './export-period.ts';
import type { Period, PeriodKind } from './export-period.ts';
import type { ExportJob } from './use-export.ts';

const ALL = 'all';
/** Trade dates of an export over all symbols are those of the US equity market. */
const DEFAULT_ZONE = 'America/New_York';

const PERIODS = [
  { value: 'today', text: fillsText.today },
  { value: 'all', text: fillsText.all },
  { value: 'range', text: fillsText.range },
] as const satisfies readonly { value: PeriodKind; text: string }[];

/** What to export. */
export function ExportForm(props: { readonly job: ExportJob; readonly onClose: () => void }) {
  const instruments = useMarket((market) => market.instruments);
  const [symbol, setSymbol] = useState<string>(ALL);
  const [excel, setExcel] = useState(false);
  const [period, setPeriod] = useState(startPeriod);
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const zone = instrumentOf(symbol)?.zone ?? instruments[0]?.zone ?? DEFAULT_ZONE;
    const span = spanOf(period, zone, marketNowUs());
    if (isRefusal(span)) setWrong(span.rule);
    else {
      const rows = { symbol: symbol === ALL ? null : symbol, side: null, tag: null, ...span };
      props.job.start({ ...rows, excel });
    }
  };
  const change = (patch: Partial<Period>): void => {
    setWrong(null);
    setPeriod((before) => ({ ...before, ...patch }));
  };
  const date = (key: 'fromDate' | 'toDate', label: string) => (
    <Field label={label}>
      {({ id }) => (
        <input
          id={id}
          type="date"
          className="input"
          required
          disabled={period.kind !== 'range'}
          value={period[key]}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <form className="export-body" onSubmit={submit}>
      <p className="dim">{fillsText.exportHelp}</p>
      <Select
        label={fillsText.symbol}
        value={symbol}
        choices={[
          { value: ALL, text: fillsText.allSymbols },
          ...instruments.map((instrument) => ({
            value: instrument.symbol,
            text: instrument.symbol,
          })),
        ]}
        onChange={setSymbol}
      />
      <Segmented
        label={fillsText.period}
        value={period.kind}
        choices={PERIODS}
        onChange={(kind) => change({ kind })}
      />
      <div className="export-dates">
        {date('fromDate', fillsText.from)}
        {date('toDate', fillsText.to)}
      </div>
      <label className="export-check">
        <input
          type="checkbox"
          checked={excel}
          onChange={(event) => setExcel(event.target.checked)}
        />
        {fillsText.excel}
      </label>
      <div className="export-problem" role="alert">
        {wrong ?? props.job.problem ?? ''}
      </div>
      <footer className="export-buttons">
        <Button onClick={props.onClose}>{fillsText.close}</Button>
        <Button tone="accent" type="submit">
          {fillsText.start}
        </Button>
      </footer>
    </form>
  );
}

function startPeriod(): Period {
  const { date } = tradeDayAt(DEFAULT_ZONE, timeUs(marketNowUs()));
  return { kind: 'all', fromDate: date, toDate: date };
}
