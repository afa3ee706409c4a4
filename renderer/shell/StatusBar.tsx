import { useEngine } from '../client/engine-context.ts';
import { classNames } from '../components/index.ts';
import { openConnections } from '../connections/open-connections.ts';
import { VenueItem } from '../connections/VenueItem.tsx';
import { useNow } from '../components/use-now.ts';
import { formatAge, formatDurationUs, formatTime, zoneLabel } from '../format/index.ts';
import { ARMED_FOR_MS, isFeedStale, toggleArmed } from '../keyboard/arming.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { useConnection } from '../stores/connection.ts';
import { useExchangeZone, useMarket, useSource, useTelemetry } from '../stores/market.ts';
import { useNotices } from '../stores/notices.ts';
import { openOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import { useTrading } from '../stores/trading.ts';
import { riskText } from '../text/risk.ts';
import { TEXT } from '../text/en.ts';
import { feedNote, feedTrouble } from '../panels/feed-state/feed-words.ts';
import { titleOf } from '../workspace/panel-key.ts';
import { focusPanel } from '../workspace/workspace-api.ts';
import { DayLossItem } from './DayLossItem.tsx';
import { AdvisorItem } from './AdvisorItem.tsx';
import { DrillItem } from './DrillItem.tsx';
import { MarketClockItem } from './MarketClockItem.tsx';
import { ProfileItem } from './ProfileItem.tsx';
import { RehearsalItem } from './RehearsalItem.tsx';
import { ReplayControl } from './ReplayControl.tsx';
import './status-bar.css';

const US_PER_MS = 1_000;

/** One line at the foot: where orders go, whether data and engine are well, what keys would do. */
export function StatusBar() {
  return (
    <footer className="status-bar" aria-label={TEXT.status.label}>
      <VenueItem />
      <FeedItem />
      <DrillItem />
      <AdvisorItem />
      <ProfileItem />
      <EngineItem />
      <LockItem />
      <DayLossItem />
      <RehearsalItem />
      <ArmedItem />
      <TargetItem />
      <MessageItem />
      <ReplayControl />
      <MarketClockItem />
      <ClockItem />
    </footer>
  );
}

function FeedItem() {
  const source = useSource((store) => store.status);
  const connected = useConnection((connection) => connection.state === 'ready');
  const now = useNow(1_000);
  if (source === null) return <span className="status-item faint">{TEXT.feed.none}</span>;
  const stale = !connected || isFeedStale(now);
  const bad = stale || source.state === 'failed';
  const silent = source.state === 'disconnected';
  // Not followed, since it changes with every word of the market: its age is told once a second.
  const { heardMs } = useMarket.getState();
  const state =
    stale && !silent
      ? TEXT.feed.stale(formatAge((now - heardMs) * US_PER_MS))
      : source.kind === 'replay' && source.state === 'running'
        ? TEXT.feed.replaying
        : TEXT.feed[source.state];
  const trouble = connected ? feedTrouble(source) : null;
  const note = feedNote(source);
  const isWhole = source.state === 'running' && note === null;
  const mark = bad ? 'error' : isWhole ? 'buy' : 'warn';
  return (
    <button
      type="button"
      className={classNames('status-item', 'status-feed', bad && 'error')}
      data-testid="status-feed"
      onClick={() => openConnections('feed')}
      title={note?.title ?? (source.problem === '' ? source.label : source.problem)}
    >
      <span className={mark} aria-hidden="true">
        ●{' '}
      </span>
      {TEXT.feed[source.kind]} {trouble?.toLowerCase() ?? state}
      {note !== null && <span className="warn">, {note.words}</span>}
    </button>
  );
}

function EngineItem() {
  const { label } = useEngine();
  const state = useConnection((connection) => connection.state);
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const ready = state === 'ready';
  return (
    <span
      className={classNames('status-item', state !== 'ready' && 'error')}
      data-testid="status-engine"
      title={TEXT.status.engineTitle(label, runId)}
    >
      <span className={ready ? 'buy' : 'error'} aria-hidden="true">
        ●{' '}
      </span>
      {ready ? <EngineReady /> : <EngineAway />}
    </span>
  );
}

function EngineReady() {
  const commit = useTelemetry((telemetry) => telemetry.latest?.stages['order.total'] ?? null);
  if (commit === null || commit.count === 0) return TEXT.status.engineReady;
  return `${TEXT.status.engineReady} ${formatDurationUs(commit.p50Us)}`;
}

function EngineAway() {
  const { state, sinceMs, attempts } = useConnection();
  const now = useNow(500);
  if (state === 'refused') return TEXT.status.engineRefused;
  if (state === 'connecting') return TEXT.status.engineConnecting;
  return TEXT.status.engineLost(formatAge((now - sinceMs) * US_PER_MS), attempts);
}

function LockItem() {
  const risk = useTrading((trading) => trading.risk);
  if (risk === null || risk.lockedBy === null) return null;
  return (
    <button
      type="button"
      className={classNames('status-item status-locked', `status-locked-${risk.lockedBy}`)}
      data-testid="status-locked"
      title={riskText.locked[risk.lockedBy](risk.untilDate ?? '')}
      onClick={() => openOverlay('risk')}
    >
      {riskText.chip[risk.lockedBy]}
    </button>
  );
}

function ArmedItem() {
  const armed = useTerminal((terminal) => terminal.armed);
  const untilMs = useTerminal((terminal) => terminal.armedUntilMs);
  const now = useNow(1_000);
  // `now` is up to a second old when the state begins.
  const leftMs = Math.min(ARMED_FOR_MS, Math.max(0, untilMs - now));
  const seconds = Math.ceil(leftMs / 1_000);
  const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <button
      type="button"
      className={classNames('status-item status-armed', armed && 'status-armed-on')}
      data-testid="status-armed"
      aria-pressed={armed}
      title={TEXT.armed.title(keysOf('arm.toggle') ?? '')}
      onClick={toggleArmed}
    >
      {armed ? TEXT.armed.on(left) : TEXT.armed.off}
    </button>
  );
}

function TargetItem() {
  const panel = useTerminal((terminal) => terminal.focusedKey);
  const symbol = useTerminal((terminal) => terminal.symbol);
  if (symbol === '') return null;
  return (
    <span className="status-item" data-testid="status-target" title={TEXT.status.targetTitle}>
      {TEXT.status.target(titleOf(panel), symbol)}
    </span>
  );
}

const LEVEL_CLASS = { info: '', warning: 'warn', error: 'error' } as const;

function MessageItem() {
  const newest = useNotices((store) => store.notices[0] ?? null);
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  if (newest === null) return <span className="status-message" />;
  return (
    <button
      type="button"
      className={classNames('status-message', LEVEL_CLASS[newest.level])}
      data-testid="status-message"
      title={`${newest.text} (${TEXT.status.openLog})`}
      onClick={() => focusPanel('log')}
    >
      <span className="faint">{formatTime(newest.atUs, { zone })} </span>
      {newest.text}
    </button>
  );
}

function ClockItem() {
  const symbol = useTerminal((terminal) => terminal.symbol);
  const zone = useExchangeZone(symbol);
  // The user's own wall clock, which no engine has to confirm.
  const wallUs = (performance.timeOrigin + useNow(1_000)) * US_PER_MS;
  return (
    <span className="status-item status-clock" title={TEXT.status.clockTitle(zone)}>
      {formatTime(wallUs, { zone })} <span className="dim">{zoneLabel(zone, wallUs)}</span>
    </span>
  );
}
