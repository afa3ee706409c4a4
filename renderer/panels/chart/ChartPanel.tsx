import { useCallback, useEffect, useRef, useState } from 'react';
import { TIMEFRAMES } from '../../../engine/domain/bar.ts';
import type { Timeframe } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { US_PER_DAY } from '../../../engine/domain/time.ts';
import { CHART_TYPES } from '../../chart/chart-look.ts';
import { axisZone } from '../../chart/chart-zone.ts';
import { useEngine } from '../../client/engine-context.ts';
import {
  Button,
  EmptyText,
  IconButton,
  PanelBody,
  Segmented,
  Select,
  Spacer,
  classNames,
} from '../../components/index.ts';
import { zoneLabel } from '../../format/time.ts';
import { keysOf } from '../../keyboard/keymap.ts';
import { useInstrument, useSource } from '../../stores/market.ts';
import { usePanelSymbol } from '../../workspace/links.ts';
import { usePanelTimeframe } from '../../workspace/panel-timeframes.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { chartText } from '../../text/chart.ts';
import { drawingsText } from '../../text/drawings.ts';
import { indicatorsText } from '../../text/indicators.ts';
import { useTradingActions } from '../../trading/wire.ts';
import { StaleBadge, useStale } from '../feed-state/StaleBadge.tsx';
import { BarTable } from './BarTable.tsx';
import { ChartController } from './chart-controller.ts';
import type { ChartStatus } from './chart-controller.ts';
import { useChartCommands } from './chart-commands.ts';
import { listenToChartKeys } from './chart-keys.ts';
import { DrawingTextField, DrawingTools } from './DrawingTools.tsx';
import { LineEditBar } from './LineEditBar.tsx';
import { LookDialog } from './LookDialog.tsx';
import { changeLook, keepLook, useChartLook } from './look-store.ts';
import { useChartMenu } from './use-chart-menu.tsx';
import './chart.css';

const CHOICES = TIMEFRAMES.map((value) => ({
  value,
  text: value,
  title: chartText.timeframeTitle(value),
}));

const TYPE_CHOICES = CHART_TYPES.map((value) => ({ value, text: chartText.types[value] }));

const NO_STATUS: ChartStatus = { state: 'loading', problem: '', empty: true };

/** Candles of the active symbol with own orders, fills and position. */
export function ChartPanel() {
  const symbol = usePanelSymbol();
  const [timeframe, setTimeframe] = usePanelTimeframe();
  const instrument = useInstrument(symbol);
  const stale = useStale();
  const type = useChartLook(({ look }) => look.type);
  const [table, setTable] = useState(false);
  const [tools, setTools] = useState(false);
  const [looking, setLooking] = useState(false);
  const openLook = useCallback(() => {
    setLooking(true);
  }, []);
  const { host, legend, controller, status } = useChart(instrument, timeframe, openLook);
  const { menu, openAtPointer, openByKey } = useChartMenu(controller, openLook);
  const toggleTable = useCallback(() => setTable((shown) => !shown), []);
  const toggleTools = useCallback(() => setTools((shown) => !shown), []);
  const openMenu = openByKey;
  useChartCommands(controller, { openLook, openMenu, toggleTable, toggleTools });

  return (
    <PanelBody
      toolbar={
        <div className="chart-tools">
          <Segmented
            label={chartText.timeframe}
            value={timeframe}
            choices={CHOICES}
            onChange={setTimeframe}
          />
          <Select
            label={chartText.timeframe}
            className="chart-timeframe"
            value={timeframe}
            choices={CHOICES}
            onChange={setTimeframe}
          />
          <Select
            label={chartText.type}
            className="chart-type"
            value={type}
            choices={TYPE_CHOICES}
            onChange={(chosen) => {
              changeLook((look) => ({ ...look, type: chosen }));
            }}
          />
          <IconButton
            label={indicatorsText.open}
            keyHint={keysOf('chart.look') ?? ''}
            onClick={openLook}
          >
            <IndicatorIcon />
          </IconButton>
          <IconButton label={drawingsText.show} pressed={tools} onClick={toggleTools}>
            <PencilIcon />
          </IconButton>
          <Spacer />
          <StaleBadge />
          {instrument !== null && <ZoneName exchange={instrument.zone} timeframe={timeframe} />}
          <IconButton label={chartText.table} pressed={table} onClick={toggleTable}>
            <TableIcon />
          </IconButton>
          <IconButton
            label={chartText.snapshot}
            disabled={instrument === null}
            onClick={() => controller.current?.savePicture()}
          >
            <CameraIcon />
          </IconButton>
          <IconButton label={chartText.newest} onClick={() => controller.current?.showNewest()}>
            <NewestIcon />
          </IconButton>
        </div>
      }
    >
      <div className={classNames('chart', stale && 'chart-stale', tools && 'chart-with-tools')}>
        <div className="chart-head">
          <strong>{symbol}</strong>
          <div ref={legend} className="chart-legend" data-testid="chart-legend" />
        </div>
        <div className="chart-view">
          {tools && <DrawingTools controller={controller} />}
          <div
            ref={host}
            className="chart-canvas"
            role="figure"
            aria-label={chartText.label(symbol, timeframe)}
            data-testid="chart-canvas"
            onContextMenu={openAtPointer}
          />
          <ChartState status={status} symbol={symbol} onRetry={() => controller.current?.retry()} />
          <DrawingTextField controller={controller} />
          {menu}
          {instrument !== null && <LineEditBar instrument={instrument} controller={controller} />}
        </div>
        {table && instrument !== null && (
          <BarTable instrument={instrument} timeframe={timeframe} controller={controller} />
        )}
        {looking && (
          <LookDialog
            onClose={() => {
              setLooking(false);
            }}
          />
        )}
      </div>
    </PanelBody>
  );
}

/** Makes the chart once it is on screen, lets it follow what is selected, and disposes of it. */
function useChart(instrument: Instrument | null, timeframe: Timeframe, onLook: () => void) {
  const engine = useEngine();
  const actions = useTradingActions();
  const theme = useTerminal((terminal) => terminal.theme);
  const host = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLDivElement>(null);
  const controller = useRef<ChartController | null>(null);
  const [status, setStatus] = useState(NO_STATUS);

  useEffect(() => {
    if (host.current === null || legend.current === null) return undefined;
    const made = new ChartController(
      host.current,
      legend.current,
      engine,
      actions,
      setStatus,
      onLook,
    );
    controller.current = made;
    const endKeys = listenToChartKeys(host.current, made);
    return () => {
      endKeys();
      controller.current = null;
      made.dispose();
    };
  }, [engine, actions, onLook]);
  useEffect(() => keepLook(engine), [engine]);
  useEffect(() => {
    if (instrument !== null) controller.current?.show(instrument, timeframe);
  }, [engine, actions, onLook, instrument, timeframe]);
  useEffect(() => {
    controller.current?.applyTheme();
  }, [engine, actions, onLook, theme]);

  return { host, legend, controller, status };
}

function ChartState({
  status,
  symbol,
  onRetry,
}: {
  readonly status: ChartStatus;
  readonly symbol: string;
  readonly onRetry: () => void;
}) {
  if (symbol === '') return <EmptyText>{chartText.noSymbol}</EmptyText>;
  if (status.state === 'failed') {
    return (
      <div className="chart-state" role="alert">
        {chartText.state.failed}: {status.problem}{' '}
        <Button small onClick={onRetry}>
          {chartText.retry}
        </Button>
      </div>
    );
  }
  const text = chartText.state[status.state];
  if (text !== '') return <div className="chart-state">{text}</div>;
  return status.empty ? <div className="chart-state">{chartText.empty(symbol)}</div> : null;
}

/** Name of the axis' zone, with the abbreviation in force at the market's time. */
function ZoneName(props: { readonly exchange: string; readonly timeframe: Timeframe }) {
  const chosen = useChartLook((store) => store.look.zone);
  const zone = axisZone(chosen, props.exchange, props.timeframe);
  // By the day, so that it is not drawn anew with every word of the source.
  const marketDay = useSource(({ status }) =>
    status === null ? null : Math.floor(status.marketUs / US_PER_DAY),
  );
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const label = marketDay === null ? '' : zoneLabel(zone, marketDay * US_PER_DAY);
  return (
    <span className="chart-zone" title={chartText.zoneTitle(zone, zone === props.exchange)}>
      {place !== label && <span className="chart-zone-place">{place} </span>}
      {label}
    </span>
  );
}

function TableIcon() {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M1.5 2.5h11v9h-11zM1.5 5.5h11M1.5 8.5h11M5.5 5.5v6" />
    </svg>
  );
}

function IndicatorIcon() {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M1.5 10.5l3-4 2.5 2 2.5-5 3 2.5M1.5 12.5h11" />
    </svg>
  );
}

function PencilIcon() {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M2 12l.7-3L9.5 2.2l2.3 2.3L5 11.3zM8 3.7L10.3 6" />
    </svg>
  );
}

function CameraIcon() {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M1.5 4.5h3l1-1.5h3l1 1.5h3v7h-11z" />
      <circle cx="7" cy="7.8" r="2" />
    </svg>
  );
}

function NewestIcon() {
  return (
    <svg className="chart-icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d="M2 3l4 4-4 4M6.5 3l4 4-4 4M12.5 3v8" />
    </svg>
  );
}
