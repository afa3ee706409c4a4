import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
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
import { AlertEntry, focusFirst, symbolOf } from './AlertEntry.tsx';
import { conditionText } from './alert-words.ts';
import './alerts.css';

const words = alertsText.columns;

interface Actions {
  readonly edit: (alert: Alert) => void;
  readonly toggle: (alert: Alert) => void;
  readonly remove: (alert: Alert) => void;
}

/**
 * The alerts of the trader: set, changed, switched off and on, deleted; the engine watches them. In the
 * list N begins a new one, Enter changes, Space switches, Delete deletes.
 */
export function AlertsPanel() {
  const alerts = useAlerts((store) => store.alerts);
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  const box = useRef<HTMLDivElement>(null);
  const [edited, setEdited] = useState<Alert | null>(null);
  const actions = useActions(setEdited);
  const rows = useMemo(
    () => [...(alerts?.values() ?? [])].sort((a, b) => b.alertId - a.alertId),
    [alerts],
  );
  const columns = useMemo(() => alertColumns(zone, actions), [zone, actions]);
  const showSymbol = (alert: Alert): void => {
    const symbol = symbolOf(alert);
    if (symbol !== null) useTerminal.getState().setSymbol(symbol);
  };
  const leave = (): void => {
    setEdited(null);
    box.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
  };
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.key !== 'Insert' && event.key.toLowerCase() !== 'n') return;
    event.preventDefault();
    setEdited(null);
    focusFirst(box.current?.closest<HTMLElement>('[data-panel]') ?? null);
  };
  return (
    <PanelBody
      toolbar={<AlertEntry key={edited?.alertId ?? 'new'} edited={edited} onDone={leave} />}
    >
      <div ref={box} className="alerts-box" onKeyDown={handleKey}>
        <DataTable
          label={alertsText.label}
          columns={columns}
          rows={rows}
          rowKey={(alert) => alert.alertId}
          emptyText={alerts === null ? alertsText.loading : alertsText.empty}
          onEnter={setEdited}
          onFill={showSymbol}
          onSpace={actions.toggle}
          onDelete={actions.remove}
          rowAttributes={(alert) => ({ 'data-alert-id': String(alert.alertId) })}
          rowClass={(alert) => (alert.state === 'active' ? '' : 'alert-quiet')}
        />
      </div>
    </PanelBody>
  );
}

function useActions(edit: (alert: Alert) => void): Actions {
  const client = useEngine();
  return useMemo(() => {
    const failed = (problem: unknown): void => {
      announce('error', alertsText.failed(problemText(problem)), 'terminal.alerts');
    };
    return {
      edit,
      toggle: ({ alertId, state, spec }) => {
        const isActive = state !== 'active';
        client
          .send({ type: 'alert.change', alertId, spec: null, isActive })
          .then(() => {
            const what = conditionText(spec.condition, instrumentOf);
            announce('info', alertsText.switched(what, isActive));
          })
          .catch(failed);
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
  }, [client, edit]);
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
      width: 78,
      pinned: true,
      cell: (alert) => <RowActions alert={alert} {...actions} />,
    },
  ];
}

function RowActions({ alert, edit, toggle, remove }: Actions & { readonly alert: Alert }) {
  const isOn = alert.state === 'active';
  return (
    <span className="alert-actions">
      <IconButton
        label={alertsText.change}
        keyHint="Enter"
        tabIndex={-1}
        onClick={() => edit(alert)}
      >
        ✎
      </IconButton>
      <IconButton
        label={isOn ? alertsText.switchOff : alertsText.switchOn}
        keyHint="Space"
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
