import type { DrillAction } from '../contract/drills.ts';
import type { SourceAction } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { US_PER_SECOND, timeUs } from '../domain/time.ts';
import { TRADING_OPEN } from '../market/trading-state.ts';
import { unknownSymbol } from '../orders/order-checks.ts';
import type { Engine } from './engine.ts';

/** Steers the market or starts a drill; returns why not, or null. */
export function controlSource(engine: Engine, action: SourceAction): Refusal | null {
  const { source, clock } = engine.parts;
  switch (action.kind) {
    case 'pause':
    case 'resume':
    case 'step':
    case 'speed':
      if (source.status(clock.wallUs()).kind === 'alpaca') {
        const rule = 'the real market keeps its own pace';
        return refusal('venue.no_pace', 'action.kind', action.kind, rule);
      }
      source.control(action, clock.wallUs());
      return null;
    case 'seek': {
      const us = clock.wallUs();
      const { eventsTotal } = source.status(us);
      if (source.seek === undefined) {
        const rule = 'only a recording can be gone about in';
        return refusal('venue.no_recording', 'action.kind', action.kind, rule);
      }
      if (action.event > eventsTotal) {
        const rule = `the recording has ${eventsTotal} events`;
        return refusal('venue.no_recording', 'action.event', String(action.event), rule);
      }
      if (!source.seek(action.event, us)) engine.parts.rewind(action.event);
      return null;
    }
    case 'reconnect':
      if (source.reconnect === undefined) {
        const rule = 'only the real market is connected to';
        return refusal('venue.no_feed', 'action.kind', action.kind, rule);
      }
      source.reconnect(false);
      return null;
    case 'stale_orders':
      return engine.staleGuard.override(action.allowed, source.status(clock.wallUs()));
    default:
      return startDrill(engine, action);
  }
}

function startDrill(engine: Engine, action: DrillAction): Refusal | null {
  const { source, clock, core } = engine.parts;
  if (source.drill === undefined) {
    const rule = 'drills are for the simulated market';
    return refusal('venue.no_drills', 'action.kind', action.kind, rule);
  }
  engine.catchUpTime();
  if (action.kind === 'drill_reject') {
    core.rejectDrill.start(action.orders, action.seconds, core.exchange.nowUs);
    return null;
  }
  if (action.kind === 'drill_halt') {
    const untilUs = timeUs(core.exchange.nowUs + action.seconds * US_PER_SECOND);
    return core.setTradingState(action.symbol, { kind: 'paused', untilUs, band: null });
  }
  const { symbol } = { symbol: null, ...action };
  if (symbol !== null && core.exchange.market(symbol) === undefined) return unknownSymbol(symbol);
  if (action.kind === 'drill_end') {
    core.rejectDrill.end();
    // Only a drill halts a simulated market.
    for (const paused of core.pauses()) core.setTradingState(paused.symbol, TRADING_OPEN);
    engine.publishEvents();
  }
  source.drill(action, clock.wallUs());
  return null;
}
