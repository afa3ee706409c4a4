import type { AssetRow } from '../../engine/contract/assets.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { MarketState } from '../../engine/domain/market.ts';
import { symbolSearchText as words } from '../text/symbol-search.ts';
import './symbol-search.css';

/** What is shown after a symbol: its name, and at the right end what can be done with it. */
export function AssetDetail({
  name,
  asset,
  state,
}: {
  readonly name: string;
  /** null: not told of. */
  readonly asset: AssetRow | null;
  /** null: not followed. */
  readonly state: MarketState | null;
}) {
  const isStopped = state === 'halted' || state === 'paused';
  return (
    <>
      <span className="asset-name">{name}</span>
      {isStopped && <Mark mark={words.marks[state]} isWarning />}
      {asset !== null && (
        <>
          {!asset.isTradable && <Mark mark={words.marks.notTradable} isWarning />}
          {asset.isFractionable && <Mark mark={words.marks.fractionable} />}
          {asset.isShortable && <Mark mark={words.marks.shortable} />}
          <span className="asset-place">
            {asset.exchange === '' ? words.classes[asset.assetClass] : asset.exchange}
          </span>
        </>
      )}
    </>
  );
}

function Mark({
  mark,
  isWarning = false,
}: {
  readonly mark: { readonly text: string; readonly title: string };
  readonly isWarning?: boolean;
}) {
  return (
    <span className={isWarning ? 'asset-mark warn' : 'asset-mark'} title={mark.title}>
      {mark.text}
    </span>
  );
}

/** How well a search finds a symbol of that name, 1 for best, 0 for not at all. */
export function symbolRank(symbol: string, name: string, search: string): number {
  const wanted = search.trim().toUpperCase();
  if (symbol === wanted) return 1;
  // A pair is found without its slash too.
  const plain = symbol.replace('/', '');
  if (symbol.startsWith(wanted) || plain.startsWith(wanted)) return 0.8;
  if (symbol.includes(wanted)) return 0.5;
  return name.toUpperCase().includes(wanted) ? 0.3 : 0;
}

/** Rows that are not followed yet, in the order of the answer. */
export function notFollowed(
  rows: readonly AssetRow[],
  instruments: readonly Instrument[],
): readonly AssetRow[] {
  const known = new Set(instruments.map(({ symbol }) => symbol));
  return rows.filter(({ symbol }) => !known.has(symbol));
}
