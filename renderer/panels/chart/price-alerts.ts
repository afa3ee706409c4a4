/** Price alerts as the chart draws and moves them. */
import { create } from 'zustand';
import type { Alert, AlertSpec } from '../../../engine/contract/alerts.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { LineSpec } from '../../chart/order-lines.ts';
import type { EngineClient } from '../../client/engine-client.ts';
import { problemText } from '../../client/errors.ts';
import { formatPrice } from '../../format/number.ts';
import { useMarket } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { chartLinesText } from '../../text/chart-lines.ts';

/** Seconds for which an alert that repeats is quiet; one set on the chart goes off once. */
const COOLDOWN_S = 60;

/** What the chart needs of the engine's client. */
export type AlertSource = Pick<EngineClient, 'send' | 'onAlert' | 'onState'>;

/** By number, as the engine tells them. */
export const usePriceAlerts = create<{ readonly alerts: ReadonlyMap<number, Alert> }>(() => ({
  alerts: new Map(),
}));

/** Keeps the alerts as they are in the engine. Returns what ends it. */
export function followPriceAlerts(client: AlertSource): () => void {
  const load = (): void => {
    client
      .send({ type: 'alert.list' })
      .then(({ alerts }) => {
        usePriceAlerts.setState({ alerts: new Map(alerts.map((one) => [one.alertId, one])) });
      })
      .catch((problem: unknown) => {
        announce('warning', chartLinesText.alertsNotLoaded(problemText(problem)));
      });
  };
  const undo = [
    client.onState(({ state }) => {
      if (state === 'ready') load();
    }),
    client.onAlert(({ alertId, alert }) => {
      usePriceAlerts.setState((before) => {
        const alerts = new Map(before.alerts);
        if (alert === null) alerts.delete(alertId);
        else alerts.set(alertId, alert);
        return { alerts };
      });
    }),
  ];
  load();
  return () => {
    for (const end of undo) end();
  };
}

/** A line for each alert on a price of the instrument that can still go off. */
export function alertLines(
  instrument: Instrument,
  alerts: ReadonlyMap<number, Alert>,
): readonly LineSpec[] {
  const lines: LineSpec[] = [];
  for (const { alertId, spec, state } of alerts.values()) {
    const { condition } = spec;
    if (state !== 'active' || condition.kind !== 'price') continue;
    if (condition.symbol !== instrument.symbol) continue;
    lines.push({
      key: `alert ${String(alertId)}`,
      priceTicks: condition.priceTicks,
      kind: 'alert',
      title: chartLinesText.alert(condition.direction, spec.note),
      alertId,
    });
  }
  return lines;
}

/** The side from which the market would come to a price. */
function directionTo(symbol: string, ticks: number): 'above' | 'below' {
  const last = useMarket.getState().quotes.get(symbol)?.lastTicks ?? 0;
  return ticks >= last ? 'above' : 'below';
}

/** Sets an alert that goes off once when a trade reaches the price. */
export function addPriceAlert(
  client: Pick<EngineClient, 'send'>,
  instrument: Instrument,
  priceTicks: number,
): void {
  const { symbol } = instrument;
  const direction = directionTo(symbol, priceTicks);
  const spec: AlertSpec = {
    condition: { kind: 'price', symbol, direction, priceTicks },
    repeat: 'once',
    cooldownS: COOLDOWN_S,
    note: '',
  };
  client
    .send({ type: 'alert.create', spec })
    .then(() => {
      announce(
        'info',
        chartLinesText.alertSet(symbol, direction, formatPrice(instrument, priceTicks)),
      );
    })
    .catch((problem: unknown) => {
      announce('error', chartLinesText.alertNotSet(problemText(problem)));
    });
}

/** Moves a price alert; it then waits for the market from where that is now. */
export function movePriceAlert(
  client: Pick<EngineClient, 'send'>,
  instrument: Instrument,
  alertId: number,
  priceTicks: number,
): void {
  const alert = usePriceAlerts.getState().alerts.get(alertId);
  if (alert?.spec.condition.kind !== 'price') return;
  const { symbol } = instrument;
  const direction = directionTo(symbol, priceTicks);
  const condition = { ...alert.spec.condition, direction, priceTicks };
  client
    .send({ type: 'alert.change', alertId, spec: { ...alert.spec, condition }, isActive: true })
    .then(() => {
      announce(
        'info',
        chartLinesText.alertSet(symbol, direction, formatPrice(instrument, priceTicks)),
      );
    })
    .catch((problem: unknown) => {
      announce('error', chartLinesText.alertNotSet(problemText(problem)));
    });
}

/** Takes a price alert away. */
export function deletePriceAlert(client: Pick<EngineClient, 'send'>, alertId: number): void {
  client.send({ type: 'alert.delete', alertId }).catch((problem: unknown) => {
    announce('error', chartLinesText.alertNotSet(problemText(problem)));
  });
}
