import { useState } from 'react';
import {
  ALERT_DIRECTIONS,
  ALERT_ORDER_EVENTS,
  ALERT_TIMEFRAMES,
} from '../../../engine/contract/alert-words.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { Button, Select } from '../../components/index.ts';
import { instrumentOf, useInstrument } from '../../stores/market.ts';
import { announce } from '../../stores/notices.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { alertsText } from '../../text/alerts.ts';
import { NEW_ALERT, alertSpecOf } from './alert-form.ts';
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

/** One line that sets an alert on the active symbol. */
export function AlertEntry() {
  const client = useEngine();
  const symbol = useTerminal((terminal) => terminal.symbol);
  const instrument = useInstrument(symbol);
  const [form, setForm] = useState(NEW_ALERT);
  const [problem, setProblem] = useState('');
  const edit = (change: Partial<AlertForm>): void => {
    setForm((before) => ({ ...before, ...change }));
    setProblem('');
  };
  const add = (): void => {
    if (instrument === null) return;
    const made = alertSpecOf(form, instrument);
    if ('problem' in made) {
      setProblem(made.problem);
      return;
    }
    client
      .send({ type: 'alert.create', spec: made.spec })
      .then(({ alert }) => {
        announce('info', alertsText.set(conditionText(alert.spec.condition, instrumentOf)));
        edit({ value: '', note: '' });
      })
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <form
      className="alert-entry"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <span className="alert-symbol">
        {form.kind === 'day_pnl' || form.kind === 'order' ? '' : symbol}
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
      <Button small type="submit" title={alertsText.addTitle} disabled={instrument === null}>
        {alertsText.add}
      </Button>
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
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
