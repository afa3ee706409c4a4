import { Button, Segmented, Select } from '../components/index.ts';
import type { Side } from '../../engine/domain/side.ts';
import { useMarket } from '../stores/market.ts';
import { historyText } from '../text/history.ts';
import { ALL_SYMBOLS, LINKED_SYMBOL, START_FILTER, isOpenFilter } from './filter.ts';
import { PERIOD_KINDS } from './period-kinds.ts';
import type { Period } from './period.ts';
import { useFilterDraft } from './use-filter.ts';
import './filter-bar.css';

const PERIODS = PERIOD_KINDS.map((value) => ({ value, text: historyText.periods[value] }));

/** Contract's lengths: a tag is at most this long. */
const TAG_CHARS_MAX = 64;

/** Symbol, side, period and tag of what is shown; first panels that look back have the same. */
export function FilterBar({ trips = false }: { readonly trips?: boolean }) {
  const { draft, choice, linked, change: set } = useFilterDraft();
  const instruments = useMarket((market) => market.instruments);
  const words = trips ? historyText.tripSides : historyText.sides;
  const setPeriod = (patch: Partial<Period>): void =>
    set({ period: { ...draft.period, ...patch } });
  const date = (key: 'fromDate' | 'toDate', label: string) => (
    <input
      type="date"
      className="input filter-date"
      aria-label={label}
      title={label}
      value={draft.period[key]}
      onChange={(event) => setPeriod({ [key]: event.target.value })}
    />
  );
  return (
    <div className="filter-bar" role="search">
      <Select
        label={historyText.symbol}
        className="filter-symbol"
        value={choice}
        choices={[
          { value: ALL_SYMBOLS, text: historyText.allSymbols },
          { value: LINKED_SYMBOL, text: historyText.linked(linked) },
          ...instruments.map(({ symbol }) => ({ value: symbol, text: symbol })),
        ]}
        onChange={(symbol) => set({ symbol })}
      />
      <Segmented<Side | 'all'>
        label={historyText.side}
        value={draft.side ?? 'all'}
        choices={(['all', 'buy', 'sell'] as const).map((value) => ({ value, text: words[value] }))}
        onChange={(side) => set({ side: side === 'all' ? null : side })}
      />
      <Select
        label={historyText.period}
        className="filter-period"
        value={draft.period.kind}
        choices={PERIODS}
        onChange={(kind) => setPeriod({ kind })}
      />
      {draft.period.kind === 'range' && (
        <>
          {date('fromDate', historyText.from)}
          {date('toDate', historyText.to)}
        </>
      )}
      <input
        className="input filter-tag"
        aria-label={historyText.tag}
        title={historyText.tagTitle}
        placeholder={historyText.tag}
        autoComplete="off"
        spellCheck={false}
        maxLength={TAG_CHARS_MAX}
        value={draft.tagText}
        onChange={(event) => set({ tagText: event.target.value })}
      />
      <Button
        small
        title={historyText.resetTitle}
        disabled={isOpenFilter(draft)}
        onClick={() => set(START_FILTER)}
      >
        {historyText.reset}
      </Button>
    </div>
  );
}
