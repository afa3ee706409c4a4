import type { AlertFiring } from '../../engine/contract/alerts.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { foldAlert, useAlerts } from '../stores/alerts.ts';
import { instrumentOf } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { alertsText } from '../text/alerts.ts';
import { firingText } from '../panels/alerts/alert-words.ts';

/** Keeps the alerts, and tells of each that goes off: log, live region, signals. */
export function followAlerts(client: EngineClient): () => void {
  const undo = [
    client.onState(({ state }) => {
      if (state === 'ready') void load(client);
    }),
    client.onAlert((change) => {
      useAlerts.setState((store) => foldAlert(store, change));
      if (change.firing !== null) tell(change.firing);
    }),
  ];
  return () => {
    for (const stop of undo) stop();
  };
}

async function load(client: EngineClient): Promise<void> {
  try {
    const { alerts, firings } = await client.send({ type: 'alert.list' });
    useAlerts.setState({ alerts: new Map(alerts.map((one) => [one.alertId, one])), firings });
  } catch (problem) {
    announce('warning', alertsText.failed(problemText(problem)), 'terminal.alerts');
  }
}

/** Sound and notification, where they are asked for, are signals/watch-signals.ts. */
function tell(firing: AlertFiring): void {
  announce('warning', alertsText.wentOff(firingText(firing, instrumentOf)), 'alert.fired');
}
