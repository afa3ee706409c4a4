import { useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button, DataTable, PanelBody, Spacer, TableTools } from '../../components/index.ts';
import type { Quote } from '../../../engine/domain/market.ts';
import { formatMoney } from '../../format/number.ts';
import { useAccountStore } from '../../stores/account.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import type { MarketStore } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { useTrading } from '../../stores/trading.ts';
import { positionsText } from '../../text/positions.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import { ScopeBar } from '../../trading/ScopeBar.tsx';
import { fillFromSize } from '../../trading/fill-ticket.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { totalPositions, valuePosition } from '../../trading/position-value.ts';
import type { PositionTotals, ValuedPosition } from '../../trading/position-value.ts';
import { flattenScope } from '../../trading/scope.ts';
import { useTicket } from '../../trading/ticket-store.ts';
import { useSampled } from '../../trading/use-sampled.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { scopeText } from '../../trading/wording.ts';
import { useOwnListScope } from '../../workspace/list-scope.ts';
import { SymbolScope } from '../../workspace/SymbolScope.tsx';
import { positionColumns } from './columns.tsx';
import { handleRowKey } from './position-actions.tsx';
import './positions.css';

/** Pace of the figures in milliseconds: as fast as they can be read. */
const SAMPLE_MS = 100;

const quotesOf = (market: MarketStore): ReadonlyMap<string, Quote> => market.quotes;
const keyOf = (row: ValuedPosition): string => row.position.symbol;

/** What is held and what it has made; closing names its scope and asks for a second step. */
export function PositionsPanel() {
  const actions = useTradingActions();
  const [showFlat, setShowFlat] = useState(true);
  const [selected, setSelected] = useState<string | null>(null);
  const { symbol: only } = useOwnListScope();
  const positions = useTrading((trading) => trading.positions);
  const working = useTrading((trading) => trading.workingOrders);
  const scope = useTicket((ticket) => ticket.scope);
  const dayStarts = useAccountStore((store) => store.dayStarts);
  const quotes = useSampled(useMarket, quotesOf, SAMPLE_MS);
  const setSymbol = useTerminal((terminal) => terminal.setSymbol);

  const valued = useMemo(() => {
    const nowUs = marketNowUs();
    const rows: ValuedPosition[] = [];
    for (const position of positions.values()) {
      const { symbol } = position;
      const instrument = only === null || symbol === only ? instrumentOf(symbol) : null;
      if (instrument === null) continue;
      rows.push(
        valuePosition(position, instrument, quotes.get(symbol), nowUs, dayStarts.get(symbol)),
      );
    }
    return rows;
  }, [positions, quotes, dayStarts, only]);
  const rows = showFlat ? valued : valued.filter((row) => row.position.qtyLots !== 0);

  const columns = useMemo(() => positionColumns(actions), [actions]);
  const selectedRow = rows.find((row) => row.position.symbol === selected) ?? null;
  const handleKey = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLButtonElement)) handleRowKey(event, selectedRow, actions);
  };
  const fillTicket = (row: ValuedPosition): void => {
    const { symbol, qtyLots } = row.position;
    if (qtyLots === 0) setSymbol(symbol);
    else fillFromSize(row.instrument, qtyLots > 0 ? 'sell' : 'buy', Math.abs(qtyLots));
  };
  const all = flattenScope(working, positions.values(), null);
  const allText = scopeText(all, instrumentOf);

  return (
    <PanelBody
      toolbar={
        scope !== null && scope.kind !== 'cancel' ? (
          <ScopeBar scope={scope} />
        ) : (
          <>
            <SymbolScope />
            <Button
              small
              aria-pressed={showFlat}
              className="toggle"
              onClick={() => setShowFlat(!showFlat)}
            >
              {positionsText.showFlat}
            </Button>
            <Spacer />
            <TableTools table="positions" label={positionsText.label} />
            <Button
              small
              tone="danger"
              keyHint="Alt+F"
              disabled={all.orders === 0 && all.closings.length === 0}
              title={allText}
              onClick={() => actions.prepareFlatten(null)}
            >
              {allText}
            </Button>
          </>
        )
      }
      foot={<Totals totals={totalPositions(valued)} />}
    >
      <div className="positions-box" onKeyDown={handleKey}>
        <DataTable
          tableId="positions"
          label={positionsText.label}
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          emptyText={positionsText.empty}
          onEnter={fillTicket}
          onSelect={(row) => setSelected(row.position.symbol)}
          rowAttributes={(row) => ({ 'data-symbol': row.position.symbol })}
          rowClass={(row) => (row.position.qtyLots === 0 ? 'position-flat' : '')}
        />
      </div>
    </PanelBody>
  );
}

function Totals({ totals }: { readonly totals: PositionTotals }) {
  const words = positionsText.columns;
  return (
    <div className="position-totals" role="group" aria-label={positionsText.total}>
      <strong>{positionsText.total}</strong>
      {totals.unpriced > 0 && (
        <span className="warn">{positionsText.unpriced(totals.unpriced)}</span>
      )}
      <dl className="position-sums">
        <Total name={words.unrealised} title={positionsText.unrealisedTitle}>
          <Pnl micros={totals.unrealisedMicros} />
        </Total>
        <Total name={words.realised} title={positionsText.realisedTitle}>
          <Pnl micros={totals.realisedMicros} />
        </Total>
        <Total name={words.day} title={positionsText.dayTitle}>
          <Pnl micros={totals.dayMicros} />
        </Total>
        <Total name={words.fees}>{formatMoney(totals.feesMicros)}</Total>
        <Total name={words.marketValue}>{formatMoney(totals.marketValueMicros)}</Total>
      </dl>
    </div>
  );
}

function Total(props: {
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="position-total" title={props.title}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
