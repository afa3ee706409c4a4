import { priceDecimalsAt } from '../../engine/domain/instrument.ts';
import type { MarketState } from '../../engine/domain/market.ts';
import { KeyHint, IconButton } from '../components/index.ts';
import {
  NO_VALUE,
  directionOf,
  formatMoney,
  formatPercent,
  formatPrice,
  formatSigned,
} from '../format/index.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { useConnection } from '../stores/connection.ts';
import { useInstrument, useQuote } from '../stores/market.ts';
import { openOverlay } from '../stores/overlay.ts';
import { nextTheme, useTerminal } from '../stores/terminal.ts';
import { useTrading } from '../stores/trading.ts';
import { TEXT } from '../text/en.ts';
import { settingsText } from '../text/settings.ts';
import { GuideOffer } from '../start-guide/GuideOffer.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { useAccount } from './use-account.ts';
import './top-bar.css';

/** The active symbol, the account, and what opens everything else. */
export function TopBar() {
  return (
    <header className="top-bar" aria-label={TEXT.top.label}>
      <SymbolButton />
      <SymbolQuote />
      <div className="top-middle">
        <ConnectionBanner />
        <GuideOffer />
      </div>
      <AccountFigures />
      <Actions />
    </header>
  );
}

function SymbolButton() {
  const symbol = useTerminal((terminal) => terminal.symbol);
  const instrument = useInstrument(symbol);
  if (instrument === null) return <span className="top-symbol dim">{TEXT.product}</span>;
  return (
    <button
      type="button"
      className="top-symbol"
      title={TEXT.top.symbol}
      onClick={() => openOverlay('symbol')}
    >
      <span className="top-symbol-code">{symbol}</span>
      <span className="top-symbol-name">{instrument.name}</span>
    </button>
  );
}

function SymbolQuote() {
  const symbol = useTerminal((terminal) => terminal.symbol);
  const instrument = useInstrument(symbol);
  const quote = useQuote(symbol);
  if (instrument === null || quote === null) return null;
  if (quote.lastTicks === 0) return <StateChip state={quote.state} />;
  const change = quote.lastTicks - quote.prevCloseTicks;
  const known = quote.prevCloseTicks > 0;
  const tick = instrument.tickMantissa / 10 ** instrument.tickDecimals;
  return (
    <span className="top-quote">
      <strong>{formatPrice(instrument, quote.lastTicks)}</strong>
      <StateChip state={quote.state} />
      {known && (
        <span className={directionOf(change)}>
          {formatSigned(change * tick, priceDecimalsAt(instrument, quote.lastTicks))}{' '}
          {formatPercent(change / quote.prevCloseTicks)}
        </span>
      )}
    </span>
  );
}

/** Why the symbol does not trade as usual; nothing while it does. */
function StateChip({ state }: { readonly state: MarketState }) {
  if (state === 'open') return null;
  const isStopped = state === 'halted' || state === 'paused';
  return (
    <span
      className={isStopped ? 'top-state warn' : 'top-state dim'}
      title={TEXT.top.stateTitles[state]}
      data-testid="market-state"
    >
      {TEXT.top.states[state]}
    </span>
  );
}

function AccountFigures() {
  const greeted = useConnection((connection) => connection.welcome !== null);
  const cashMicros = useTrading((trading) => trading.cashMicros);
  const { equityMicros, dayMicros, buyingPowerMicros } = useAccount();
  if (!greeted) return null;
  return (
    <dl className="top-account">
      <Figure name={TEXT.top.equity} title={TEXT.top.equityTitle}>
        {equityMicros === null ? NO_VALUE : formatMoney(equityMicros)}
      </Figure>
      <Figure
        name={TEXT.top.day}
        title={TEXT.top.dayTitle}
        direction={dayMicros === null ? 'flat' : directionOf(dayMicros)}
      >
        {dayMicros === null ? NO_VALUE : formatMoney(dayMicros, { sign: true })}
      </Figure>
      <Figure name={TEXT.top.cash} title="">
        {formatMoney(cashMicros)}
      </Figure>
      <Figure name={TEXT.top.buyingPower} title={TEXT.top.buyingPowerTitle}>
        {buyingPowerMicros === null ? NO_VALUE : formatMoney(buyingPowerMicros)}
      </Figure>
    </dl>
  );
}

function Figure({
  name,
  title,
  direction = 'flat',
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly direction?: 'up' | 'down' | 'flat';
  readonly children: string;
}) {
  return (
    <div className="top-figure" title={title}>
      <dt className="dim">{name}</dt>
      <dd className={direction}>{children}</dd>
    </div>
  );
}

function Actions() {
  const theme = useTerminal((terminal) => terminal.theme);
  const setTheme = useTerminal((terminal) => terminal.setTheme);
  const next = nextTheme(theme);
  return (
    <div className="top-actions">
      <button type="button" className="top-commands" onClick={() => openOverlay('palette')}>
        {TEXT.top.commands} <KeyHint keys={keysOf('palette.open') ?? ''} />
      </button>
      <IconButton
        label={TEXT.top.theme(settingsText.choices.themes[next])}
        onClick={() => setTheme(next)}
      >
        ◐
      </IconButton>
      <IconButton label={TEXT.top.keys} keyHint="?" onClick={() => openOverlay('keys')}>
        ?
      </IconButton>
      <IconButton
        label={settingsText.open}
        keyHint={keysOf('settings.open') ?? ''}
        onClick={() => openOverlay('settings')}
      >
        ⚙
      </IconButton>
      <IconButton label={TEXT.top.about} onClick={() => openOverlay('about')}>
        i
      </IconButton>
    </div>
  );
}
