import { useContext, useEffect, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { useEngine } from '../../client/engine-context.ts';
import { Button, EmptyText, PanelBody, classNames } from '../../components/index.ts';
import { formatPrice } from '../../format/number.ts';
import { registerCommand } from '../../keyboard/commands.ts';
import { keysOf } from '../../keyboard/keymap.ts';
import { useInstrument, useMarket } from '../../stores/market.ts';
import { PanelContext, useIsTarget, usePanelSymbol } from '../../workspace/links.ts';
import { doInSight } from '../../workspace/workspace-api.ts';
import { depthLadderText } from '../../text/depth-ladder.ts';
import { usePreferences } from '../../trading/preferences.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { StaleBadge, useStale } from '../feed-state/StaleBadge.tsx';
import { LadderController } from './ladder-controller.ts';
import type { LadderStatus } from './ladder-controller.ts';
import { ladderKey } from './ladder-keys.ts';
import { NO_HOVER } from './ladder-words.ts';
import type { HoverWords } from './ladder-words.ts';
import { LadderFoot } from './LadderFoot.tsx';
import './depth-ladder.css';

const NO_STATUS: LadderStatus = { hint: '', hover: NO_HOVER, hasBook: false, cursorCell: '' };

/** The active symbol's book by price, with own orders beside it. */
export function DepthLadderPanel() {
  const symbol = usePanelSymbol();
  const instrument = useInstrument(symbol);
  const stale = useStale();
  const priceChars = usePriceChars(instrument);
  const { host, controller, status } = useLadder(instrument);

  const handleKey = (event: KeyboardEvent): void => {
    if (controller.current === null || !ladderKey(controller.current, event)) return;
    event.preventDefault();
  };

  return (
    <PanelBody
      toolbar={
        <>
          <strong>{symbol}</strong>
          <LadderHintText status={status} symbol={symbol} />
          <StaleBadge />
          <OneClickButton />
          <Button
            small
            title={depthLadderText.recentreTitle(keysOf('ladder.recentre') ?? '')}
            onClick={() => controller.current?.recentre()}
          >
            {depthLadderText.recentre}
          </Button>
        </>
      }
      foot={instrument === null ? undefined : <LadderFoot instrument={instrument} />}
    >
      <div
        className={classNames('ladder', stale && 'ladder-stale')}
        style={widthOf(priceChars)}
        role="grid"
        aria-label={depthLadderText.title(symbol)}
        tabIndex={0}
        aria-activedescendant={status.cursorCell === '' ? undefined : status.cursorCell}
        onKeyDown={handleKey}
        data-testid="ladder"
      >
        <LadderHeads />
        {symbol === '' && <EmptyText>{depthLadderText.idle}</EmptyText>}
        <div ref={host} className="ladder-rows" role="rowgroup" />
        <LadderHover words={status.hover} />
      </div>
    </PanelBody>
  );
}

/** What clicks would do; where there is none, how the ladder is used. */
function LadderHover({ words }: { readonly words: HoverWords }) {
  const isIdle = words.main === '';
  return (
    <div className="ladder-hover" data-testid="ladder-hover">
      <div className={classNames('ladder-hover-main', isIdle && 'faint')}>
        {isIdle ? depthLadderText.idle : words.main}
      </div>
      <div className="ladder-hover-other">{isIdle ? depthLadderText.idleKeys : words.other}</div>
    </div>
  );
}

/** Whether clicks send while armed. */
function OneClickButton() {
  const on = usePreferences((preferences) => preferences.oneClick);
  return (
    <Button
      small
      aria-pressed={on}
      className={classNames(on && 'ladder-one-click')}
      title={depthLadderText.oneClickTitle[on ? 'on' : 'off']}
      onClick={() => usePreferences.setState({ oneClick: !on })}
    >
      {depthLadderText.oneClick}
    </Button>
  );
}

/** Characters that prices have where the instrument trades now; renders only when that changes. */
function usePriceChars(instrument: Instrument | null): number {
  return useMarket(({ quotes }) => {
    const ticks = instrument === null ? 0 : (quotes.get(instrument.symbol)?.lastTicks ?? 0);
    return instrument === null || ticks === 0 ? 0 : formatPrice(instrument, ticks).length;
  });
}

/** Custom properties, which React's style type does not know. */
function widthOf(priceChars: number): CSSProperties {
  const style: Record<`--${string}`, number> = {};
  if (priceChars > 0) style['--ladder-price-chars'] = priceChars;
  return style;
}

/** Makes the ladder once it is on screen, lets it follow the symbol, and disposes of it. */
function useLadder(instrument: Instrument | null) {
  const engine = useEngine();
  const actions = useTradingActions();
  const host = useRef<HTMLDivElement>(null);
  const controller = useRef<LadderController | null>(null);
  const [status, setStatus] = useState(NO_STATUS);

  useEffect(() => {
    if (host.current === null) return undefined;
    const made = new LadderController(host.current, engine, actions, (patch) => {
      setStatus((before) => ({ ...before, ...patch }));
    });
    controller.current = made;
    return () => {
      controller.current = null;
      made.dispose();
    };
  }, [engine, actions]);
  useEffect(() => {
    if (instrument !== null) controller.current?.show(instrument);
  }, [engine, actions, instrument]);

  const isTarget = useIsTarget();
  const key = useContext(PanelContext) ?? 'depth-ladder';
  useEffect(() => {
    if (!isTarget) return undefined;
    return registerCommand({
      id: 'ladder.recentre',
      title: depthLadderText.centre,
      run: () => doInSight(key, () => controller.current?.recentre()),
    });
  }, [isTarget, key]);

  return { host, controller, status };
}

function LadderHeads() {
  const { columns, columnTitles } = depthLadderText;
  return (
    <div className="ladder-heads" role="row">
      <span role="columnheader" title={columnTitles.volume}>
        {columns.volume}
      </span>
      <span role="columnheader" title={columnTitles.ownBuy}>
        {columns.ownBuy}
      </span>
      <span role="columnheader" title={columnTitles.bid}>
        {columns.bid}
      </span>
      <span role="columnheader" title={columnTitles.price}>
        {columns.price}
      </span>
      <span role="columnheader" title={columnTitles.ask}>
        {columns.ask}
      </span>
      <span role="columnheader" title={columnTitles.ownSell}>
        {columns.ownSell}
      </span>
    </div>
  );
}

/** Between which prices the market trades now, where it tells. */
function LadderBands({ symbol }: { readonly symbol: string }) {
  const instrument = useInstrument(symbol);
  // Numbers, since each quote brings an object of its own for the same bands.
  const lowerTicks = useMarket(({ quotes }) => quotes.get(symbol)?.bands?.lowerTicks);
  const upperTicks = useMarket(({ quotes }) => quotes.get(symbol)?.bands?.upperTicks);
  if (instrument === null || lowerTicks === undefined || upperTicks === undefined) {
    return <span className="ladder-hint" />;
  }
  return (
    <span className="ladder-hint num" title={depthLadderText.bandsTitle}>
      {depthLadderText.bands(
        formatPrice(instrument, lowerTicks),
        formatPrice(instrument, upperTicks),
      )}
    </span>
  );
}

function LadderHintText({
  status,
  symbol,
}: {
  readonly status: LadderStatus;
  readonly symbol: string;
}) {
  if (symbol !== '' && !status.hasBook) {
    return <span className="ladder-hint">{depthLadderText.waiting(symbol)}</span>;
  }
  if (symbol === '' || status.hint === '') return <LadderBands symbol={symbol} />;
  const away = status.hint === 'above' || status.hint === 'below';
  return (
    <span
      className={classNames('ladder-hint', away && 'warn')}
      title={depthLadderText.hintTitles[status.hint]}
    >
      {depthLadderText.hints[status.hint]}
    </span>
  );
}
