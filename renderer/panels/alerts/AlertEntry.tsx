import { useEffect, useRef, useState } from 'react';
import {
  ALERT_DIRECTIONS,
  ALERT_ORDER_EVENTS,
  ALERT_TIMEFRAMES,
} from '../../../engine/contract/alert-words.ts';
import type { Alert, AlertSpec } from '../../../engine/contract/alerts.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { Button, Select } from '../../components/index.ts';
import { instrumentOf, useInstrument } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { alertsText } from '../../text/alerts.ts';
import { NEW_ALERT, alertSpecOf, formOfAlert } from './alert-form.ts';
import type { AlertForm } from './alert-form.ts';
import { conditionText } from './alert-words.ts';

const { fields } = alertsText;

/** Choices whose values say themselves what they are called. */
function choicesOf<Value extends string>(
  values: readonly Value[],
  text: (value: Value) => string,
): readonly { readonly value: Value; readonly text: string }[] {
  return values.map((value) => ({ value, text: text(value) }));
}

// The keys of each map are what it was written with.
const KINDS = choicesOf(
  Object.keys(alertsText.kinds) as (keyof typeof alertsText.kinds)[],
  (kind) => alertsText.kinds[kind],
);
const DIRECTIONS = choicesOf(ALERT_DIRECTIONS, (one) => alertsText.directions[one]);
const TIMES = choicesOf(ALERT_TIMEFRAMES, (one) => one);
const EVENTS = choicesOf(ALERT_ORDER_EVENTS, (one) => alertsText.events[one]);
const AVERAGES = choicesOf(['sma', 'ema'] as const, (one) => alertsText.averages[one]);
const REPEATS = choicesOf(['once', 'repeat'] as const, (one) => alertsText.repeats[one]);

/** What each kind asks its value as; null: it has none. */
const VALUE_FIELD = {
  price: fields.price,
  change: fields.change,
  average: null,
  rsi: fields.level,
  order: null,
  day_pnl: fields.money,
  position_pnl: fields.money,
} as const;

/** The symbol that an alert watches; null of those that watch the account or all orders. */
export function symbolOf({ spec }: Alert): string | null {
  return 'symbol' in spec.condition ? spec.condition.symbol : null;
}

export interface AlertEntryProps {
  /** The alert to be changed; null: a new one on the active symbol. */
  readonly edited: Alert | null;
  /** It was changed, or Esc dropped it: the keyboard goes back to the list. */
  readonly onDone: () => void;
}

/** One line that sets an alert or changes one. */
export function AlertEntry({ edited, onDone }: AlertEntryProps) {
  const client = useEngine();
  const active = useTerminal((terminal) => terminal.symbol);
  const symbol = (edited === null ? null : symbolOf(edited)) ?? active;
  const instrument = useInstrument(symbol);
  const [form, setForm] = useState(() =>
    edited === null ? NEW_ALERT : formOfAlert(edited.spec, instrument),
  );
  const [problem, setProblem] = useState('');
  const line = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (edited === null) return;
    const value = line.current?.querySelector<HTMLInputElement>('.alert-number');
    if (value === null || value === undefined) focusFirst(line.current);
    else {
      value.focus();
      value.select();
    }
  }, [edited]);
  const edit = (change: Partial<AlertForm>): void => {
    setForm((before) => ({ ...before, ...change }));
    setProblem('');
  };
  const save = (spec: AlertSpec): Promise<void> => {
    const what = conditionText(spec.condition, instrumentOf);
    if (edited === null) {
      return client.send({ type: 'alert.create', spec }).then(() => {
        announce('info', alertsText.set(what));
        edit({ value: '', note: '' });
      });
    }
    const { alertId } = edited;
    return client.send({ type: 'alert.change', alertId, spec, isActive: true }).then(() => {
      announce('info', alertsText.changed(what));
      onDone();
    });
  };
  const submit = (): void => {
    if (instrument === null) return;
    const made = alertSpecOf(form, instrument, edited?.spec ?? null);
    if ('problem' in made) setProblem(made.problem);
    else save(made.spec).catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <form
      ref={line}
      className="alert-entry"
      aria-label={edited === null ? alertsText.newOne : alertsText.change}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        // A list would open by Enter: here Enter sets the alert wherever one is in the line.
        const sets = event.key === 'Enter' && event.target instanceof HTMLSelectElement;
        if (sets && !event.repeat) submit();
        else if (event.key === 'Escape') onDone();
        else if (!sets) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <span className="alert-symbol">
        {form.kind === 'day_pnl' || form.kind === 'order' ? alertsText.account : symbol}
      </span>
      <Select
        label={alertsText.kind}
        value={form.kind}
        choices={KINDS}
        onChange={(kind) => edit({ kind, value: '' })}
      />
      <ConditionFields form={form} edit={edit} isWrong={problem !== ''} />
      <Select
        label={fields.repeat}
        value={form.repeat}
        choices={REPEATS}
        onChange={(repeat) => edit({ repeat })}
      />
      <input
        className="input alert-note"
        aria-label={fields.note}
        placeholder={fields.note}
        maxLength={120}
        value={form.note}
        onChange={(event) => edit({ note: event.target.value })}
      />
      <Button
        small
        type="submit"
        title={edited === null ? alertsText.addTitle : alertsText.saveTitle}
        disabled={instrument === null}
      >
        {edited === null ? alertsText.add : alertsText.save}
      </Button>
      {edited !== null && (
        <Button small keyHint="Esc" onClick={onDone}>
          {alertsText.drop}
        </Button>
      )}
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
}

/** Where one begins to set an alert: what is to be watched. */
export function focusFirst(within: HTMLElement | null): void {
  within?.querySelector('select')?.focus();
}

function ConditionFields({
  form,
  edit,
  isWrong,
}: {
  readonly form: AlertForm;
  readonly edit: (change: Partial<AlertForm>) => void;
  readonly isWrong: boolean;
}) {
  const { kind } = form;
  const valueField = VALUE_FIELD[kind];
  const isClose = kind === 'average' || kind === 'rsi';
  const direction = (
    <Select
      label={alertsText.direction}
      value={form.direction}
      choices={DIRECTIONS}
      onChange={(next) => edit({ direction: next })}
    />
  );
  if (kind === 'order') {
    const choose = (event: AlertForm['event']): void => edit({ event });
    return <Select label={fields.event} value={form.event} choices={EVENTS} onChange={choose} />;
  }
  return (
    <>
      {isClose && (
        <Select
          label={fields.timeframe}
          value={form.timeframe}
          choices={TIMES}
          onChange={(timeframe) => edit({ timeframe })}
        />
      )}
      {direction}
      {kind === 'average' && (
        <Select
          label={fields.average}
          value={form.average}
          choices={AVERAGES}
          onChange={(average) => edit({ average })}
        />
      )}
      {isClose && (
        <NumberInput
          label={fields.period}
          value={form.period}
          onChange={(period) => edit({ period })}
        />
      )}
      {valueField !== null && (
        <NumberInput
          label={valueField}
          value={form.value}
          isWrong={isWrong}
          onChange={(value) => edit({ value })}
        />
      )}
    </>
  );
}

/** Takes a sign too, which results need. */
function NumberInput({
  label,
  value,
  isWrong = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly isWrong?: boolean;
  readonly onChange: (text: string) => void;
}) {
  return (
    <input
      className="input input-number alert-number"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      placeholder={label}
      aria-invalid={isWrong}
      value={value}
      onChange={(event) => onChange(event.target.value.replace(',', '.'))}
    />
  );
}
