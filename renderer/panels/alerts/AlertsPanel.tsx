import { useMemo } from 'react';
import type { Alert } from '../../../engine/contract/alerts.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { DataTable, IconButton, PanelBody } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { NO_VALUE, formatTime } from '../../format/index.ts';
import { useAlerts } from '../../stores/alerts.ts';
import { instrumentOf, useExchangeZone } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { alertsText } from '../../text/alerts.ts';
import { AlertEntry } from './AlertEntry.tsx';
import { conditionText } from './alert-words.ts';
import './alerts.css';

const words = alertsText.columns;

interface Actions {
  readonly toggle: (alert: Alert) => void;
  readonly remove: (alert: Alert) => void;
}

/** The alerts of the trader: set, switched off and on, deleted; the engine watches them. */
export function AlertsPanel() {
  const alerts = useAlerts((store) => store.alerts);
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  const actions = useActions();
  const rows = useMemo(
    () => [...(alerts?.values() ?? [])].sort((a, b) => b.alertId - a.alertId),
    [alerts],
  );
  const columns = useMemo(() => alertColumns(zone, actions), [zone, actions]);
  const showSymbol = (alert: Alert): void => {
    const { condition } = alert.spec;
    const symbol = 'symbol' in condition ? condition.symbol : null;
    if (symbol !== null) useTerminal.getState().setSymbol(symbol);
  };
  return (
    <PanelBody toolbar={<AlertEntry />}>
      <DataTable
        label={alertsText.label}
        columns={columns}
        rows={rows}
        rowKey={(alert) => alert.alertId}
        emptyText={alerts === null ? alertsText.loading : alertsText.empty}
        onEnter={showSymbol}
        onDelete={actions.remove}
        rowAttributes={(alert) => ({ 'data-alert-id': String(alert.alertId) })}
        rowClass={(alert) => (alert.state === 'active' ? '' : 'alert-quiet')}
      />
    </PanelBody>
  );
}

function useActions(): Actions {
  const client = useEngine();
  return useMemo(() => {
    const failed = (problem: unknown): void => {
      announce('error', alertsText.failed(problemText(problem)), 'terminal.alerts');
    };
    return {
      toggle: ({ alertId, state }) => {
        const isActive = state !== 'active';
        client.send({ type: 'alert.change', alertId, spec: null, isActive }).catch(failed);
      },
      remove: ({ alertId, spec }) => {
        client
          .send({ type: 'alert.delete', alertId })
          .then(() => {
            announce('info', alertsText.removed(conditionText(spec.condition, instrumentOf)));
          })
          .catch(failed);
      },
    };
  }, [client]);
}

type ShownState = keyof typeof alertsText.states;

function stateOf(alert: Alert): ShownState {
  if (alert.state !== 'active') return alert.state;
  return alert.isArmed ? 'waiting' : 'beyond';
}

function alertColumns(zone: string, actions: Actions): readonly Column<Alert>[] {
  return [
    {
      id: 'watches',
      header: words.watches,
      width: 170,
      grow: 3,
      cell: ({ spec }) => conditionText(spec.condition, instrumentOf),
      sortValue: ({ spec }) => conditionText(spec.condition, instrumentOf),
    },
    {
      id: 'state',
      header: words.state,
      width: 64,
      cell: (alert) => (
        <span title={alertsText.stateTitles[stateOf(alert)]}>
          {alertsText.states[stateOf(alert)]}
        </span>
      ),
      sortValue: stateOf,
    },
    {
      id: 'note',
      header: words.note,
      width: 90,
      grow: 2,
      yields: 1,
      cell: ({ spec }) => <span title={spec.note}>{spec.note}</span>,
      sortValue: ({ spec }) => spec.note,
    },
    {
      id: 'repeat',
      header: words.repeat,
      width: 66,
      yields: 2,
      cell: ({ spec }) => alertsText.repeats[spec.repeat],
    },
    {
      id: 'fired',
      header: words.fired,
      width: 48,
      align: 'right',
      cell: ({ firedCount }) => String(firedCount),
      sortValue: ({ firedCount }) => firedCount,
    },
    {
      id: 'last',
      header: words.last,
      width: 66,
      align: 'right',
      yields: 3,
      cell: ({ lastFiredUs }) =>
        lastFiredUs === null ? NO_VALUE : formatTime(lastFiredUs, { zone }),
      sortValue: ({ lastFiredUs }) => lastFiredUs ?? 0,
    },
    {
      id: 'actions',
      header: words.actions,
      width: 56,
      pinned: true,
      cell: (alert) => <RowActions alert={alert} {...actions} />,
    },
  ];
}

function RowActions({ alert, toggle, remove }: Actions & { readonly alert: Alert }) {
  const isOn = alert.state === 'active';
  return (
    <span className="alert-actions">
      <IconButton
        label={isOn ? alertsText.switchOff : alertsText.switchOn}
        tabIndex={-1}
        onClick={() => toggle(alert)}
      >
        {isOn ? '❚❚' : '▶'}
      </IconButton>
      <IconButton
        label={alertsText.remove}
        keyHint="Del"
        tabIndex={-1}
        onClick={() => remove(alert)}
      >
        ✕
      </IconButton>
    </span>
  );
}
