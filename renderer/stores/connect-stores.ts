import type { RiskState } from '../../engine/contract/messages.ts';
import type { StoreStatus } from '../../engine/contract/store-status.ts';
import { riskText } from '../text/risk.ts';
import { storeText } from '../text/store.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { browserEnvironment } from '../client/environment.ts';
import { applyAccount } from './account.ts';
import { applyConnection, useConnection } from './connection.ts';
import { followGaps } from './gaps.ts';
import { TELEMETRY_HISTORY_MAX, useMarket, useSource, useTelemetry } from './market.ts';
import { announce, logNotice } from './notices.ts';
import { measureWindow } from './measure-window.ts';
import { latencyObserver } from './observe-latency.ts';
import { reloadOnRestore } from './reload-on-restore.ts';
import { useTerminal } from './terminal.ts';
import { knownSymbol, useSettings } from './settings.ts';
import { foldSnapshot } from './trading-fold.ts';
import { takeEvents, useTrading } from './trading.ts';

/** Lets the client's events, and nothing else, change the stores. Returns what undoes it. */
export function connectStores(client: EngineClient): () => void {
  let storeId = '';
  client.observe(latencyObserver(browserEnvironment));
  const stopMeasuring = measureWindow(client);
  const undo = [
    client.onState((connection) => {
      applyConnection(connection);
      const { welcome } = connection;
      if (connection.state !== 'ready' || welcome === null) return;
      useMarket.setState({ instruments: welcome.instruments });
      useSource.setState({ status: welcome.source });
      // When it cannot write, the engine says so next.
      useConnection.setState({ storeProblem: '' });
      if (useSettings.getState().loaded) {
        useTerminal.setState(({ symbol }) => ({ symbol: knownSymbol(symbol) }));
      }
    }),
    client.onSnapshot((snapshot) => {
      const current = useConnection.getState().welcome?.storeId ?? '';
      useTrading.setState((before) => ({
        ...foldSnapshot(before, snapshot, current === storeId),
        limits: snapshot.limits,
      }));
      takeRisk(snapshot.risk);
      storeId = current;
    }),
    client.onOrderEvents(takeEvents),
    client.onInstrument((instrument) => {
      useMarket.setState(({ instruments }) => ({ instruments: [...instruments, instrument] }));
    }),
    client.onLimits((limits) => useTrading.setState({ limits })),
    client.onRisk(takeRisk),
    client.onStore(takeStore),
    client.onNotice(logNotice),
    reloadOnRestore(client),
    client.subscribe({ channel: 'quotes' }, ({ quotes }) => {
      useMarket.setState((before) => {
        const merged = new Map(before.quotes);
        for (const quote of quotes) merged.set(quote.symbol, quote);
        return { quotes: merged, heardMs: performance.now() };
      });
    }),
    client.subscribe({ channel: 'source' }, (status) => {
      useSource.setState({ status });
      useMarket.setState({ heardMs: performance.now() });
    }),
    client.subscribe({ channel: 'account' }, applyAccount),
    client.subscribe({ channel: 'telemetry' }, (latest) => {
      useTelemetry.setState((before) => ({
        latest,
        history: [...before.history, latest.sample].slice(-TELEMETRY_HISTORY_MAX),
      }));
    }),
    followGaps(),
    () => client.observe(null),
    stopMeasuring,
  ];
  return () => {
    for (const dispose of undo) dispose();
  };
}

/** Keeps the state of the risk guard, and says aloud that the account was locked or unlocked. */
function takeRisk(risk: RiskState): void {
  const before = useTrading.getState().risk?.lockedBy ?? null;
  useTrading.setState({ risk });
  if (risk.lockedBy === before) return;
  if (risk.lockedBy === null) announce('info', riskText.unlocked, 'risk.unlocked');
  else announce('warning', riskText.locked[risk.lockedBy](risk.untilDate ?? ''), 'risk.locked');
}

/** Shows whether the engine can write, and says it aloud. */
function takeStore({ canWrite, problem }: StoreStatus): void {
  useConnection.setState({ storeProblem: canWrite ? '' : problem });
  if (canWrite) announce('info', storeText.writesAgain, 'store.writes_again');
  else announce('error', storeText.cannotWrite(problem), 'store.cannot_write');
}
