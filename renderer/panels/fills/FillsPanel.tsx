import { useMemo, useState } from 'react';
import type { UIEvent } from 'react';
import { Button, DataTable, PanelBody, Segmented, Spacer } from '../../components/index.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { formatCount } from '../../format/number.ts';
import { instrumentOf, useMarket } from '../../stores/market.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { fillsText } from '../../text/fills.ts';
import { marketNowUs } from '../../trading/market-time.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { fillColumns } from './columns.tsx';
import { useFillHistory } from './use-fill-history.ts';
import './fills.css';

/** Distance from the end, in px, at which the next page is asked for. */
const AHEAD_PX = 600;

const keyOf = (fill: Fill): number => fill.executionId;

/** Every fill there is: live on top, older pages as one scrolls down; with CSV export. */
export function FillsPanel() {
  const [linked, setLinked] = useState(false);
  const [exporting, setExporting] = useState(false);
  const active = useTerminal((terminal) => terminal.symbol);
  const setSymbol = useTerminal((terminal) => terminal.setSymbol);
  const instruments = useMarket((market) => market.instruments);
  const { history, loading, problem, loadOlder } = useFillHistory(linked ? active : null);

  const columns = useMemo(
    () => fillColumns(instrumentOf, marketNowUs()),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- instrumentOf reads the instruments
    [instruments],
  );
  const handleScroll = (event: UIEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const { scrollTop, scrollHeight, clientHeight } = event.target;
    if (scrollTop + clientHeight > scrollHeight - AHEAD_PX) loadOlder();
  };
  const count = formatCount(history.rows.length);

  return (
    <PanelBody
      toolbar={
        <>
          <Segmented
            label={fillsText.scope}
            value={linked ? 'linked' : 'all'}
            choices={[
              { value: 'all', text: fillsText.allSymbols },
              { value: 'linked', text: active },
            ]}
            onChange={(value) => setLinked(value === 'linked')}
          />
          <span className="dim">
            {history.more ? fillsText.loaded(count) : fillsText.loadedAll(count)}
          </span>
          {loading && <span className="faint">{fillsText.loading}</span>}
          {problem !== null && (
            <>
              <span className="error">{fillsText.loadProblem(problem)}</span>
              <Button small onClick={loadOlder}>
                {fillsText.retry}
              </Button>
            </>
          )}
          <Spacer />
          <Button small onClick={() => setExporting(true)}>
            {fillsText.exportButton}
          </Button>
        </>
      }
    >
      <div className="fills-box" onScrollCapture={handleScroll}>
        <DataTable
          label={fillsText.label}
          columns={columns}
          rows={history.rows}
          rowKey={keyOf}
          emptyText={fillsText.empty}
          onEnter={(fill) => setSymbol(fill.symbol)}
          rowAttributes={(fill) => ({
            'data-execution-id': String(fill.executionId),
            'data-order-id': String(fill.orderId),
          })}
        />
      </div>
      <ExportDialog open={exporting} onClose={() => setExporting(false)} />
    </PanelBody>
  );
}
