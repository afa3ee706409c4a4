import { useState } from 'react';
import { DEFAULT_LIMITS } from '../../engine/contract/defaults.ts';
import type { RiskLimits } from '../../engine/contract/messages.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, Field, NumberField, Spacer, classNames } from '../components/index.ts';
import type { Restore } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { NO_VALUE, formatMoney } from '../format/number.ts';
import { keysOf } from '../keyboard/keymap.ts';
import { announce } from '../stores/notices.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { useTrading } from '../stores/trading.ts';
import { riskText } from '../text/risk.ts';
import { NUMBER_FIELDS, SYMBOL_FIELDS, parseRiskForm, riskFormOf } from '../trading/risk-form.ts';
import type { RiskField, RiskProblems } from '../trading/risk-form.ts';
import { useDayResult } from '../trading/use-day-result.ts';
import { useTradingActions } from '../trading/wire.ts';
import './risk-limits-dialog.css';

const WORDS = riskText.dialog;
const FIRST = riskFormOf(DEFAULT_LIMITS);

/** The limits of the risk guard to see and change, its lock, and what has been lost today. */
export function RiskLimitsDialog() {
  const limits = useTrading((trading) => trading.limits);
  return (
    <Dialog title={WORDS.title} onClose={closeOverlay}>
      <div className="dialog-content risk-limits" data-testid="risk-limits">
        <LockLine />
        <p className="dim">{WORDS.intro}</p>
        {limits !== null && <LimitsForm limits={limits} />}
      </div>
    </Dialog>
  );
}

function LockLine() {
  const risk = useTrading((trading) => trading.risk);
  const most = useTrading((trading) => trading.limits?.dailyLossMicrosMax ?? null);
  const actions = useTradingActions();
  const day = useDayResult();
  const lost = day === null ? NO_VALUE : formatMoney(Math.max(0, -day));
  const lockedBy = risk?.lockedBy ?? null;
  return (
    <div className="risk-limits-state">
      <span className={classNames(lockedBy !== null && 'warn')} data-testid="risk-lock">
        {lockedBy === null ? WORDS.open : riskText.locked[lockedBy](risk?.untilDate ?? '')}
      </span>
      {lockedBy === 'kill_switch' && (
        <Button small onClick={actions.unlock}>
          {WORDS.unlock}
        </Button>
      )}
      <Button
        small
        tone="danger"
        keyHint={keysOf('risk.kill') ?? ''}
        title={riskText.commands.kill}
        onClick={() => {
          closeOverlay();
          actions.prepareKill();
        }}
      >
        {riskText.killSwitch}
      </Button>
      <Spacer />
      <span className="dim">{WORDS.dayLoss}</span>
      <span data-testid="risk-day-loss">
        {most === null ? WORDS.noLimit(lost) : WORDS.ofLimit(lost, formatMoney(most))}
      </span>
    </div>
  );
}

/** Keeps what is typed while the limits change elsewhere, and says so. */
function LimitsForm({ limits }: { readonly limits: RiskLimits }) {
  const client = useEngine();
  const [start, setStart] = useState(limits);
  const [form, setForm] = useState(() => riskFormOf(limits));
  const [problems, setProblems] = useState<RiskProblems>({});
  const [failure, setFailure] = useState('');
  const edit = (field: RiskField) => (text: string) => {
    setForm((before) => ({ ...before, [field]: text }));
    setProblems((before) => ({ ...before, [field]: undefined }));
  };
  const restoreOf = (field: RiskField): Restore => ({
    isAsAtFirst: form[field] === FIRST[field],
    run: () => edit(field)(FIRST[field]),
  });
  const save = (): void => {
    const parsed = parseRiskForm(form);
    if ('problems' in parsed) {
      setProblems(parsed.problems);
      return;
    }
    setProblems({});
    client
      .send({ type: 'risk.set_limits', limits: parsed.limits })
      .then((done) => {
        setFailure('');
        setStart(done.limits);
        setForm(riskFormOf(done.limits));
        announce('info', WORDS.saved);
      })
      .catch((error: unknown) => {
        setFailure(WORDS.notSaved(problemText(error)));
      });
  };
  const hasMoved = JSON.stringify(limits) !== JSON.stringify(start);
  return (
    <form
      className="risk-limits-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {NUMBER_FIELDS.map((field) => (
        <Field
          key={field}
          label={riskText.fields[field]}
          problem={problems[field] ?? null}
          restore={restoreOf(field)}
        >
          {({ id, describedBy }) => (
            <NumberField
              id={id}
              label={riskText.fields[field]}
              aria-describedby={describedBy}
              placeholder={WORDS.none}
              value={form[field]}
              invalid={problems[field] !== undefined}
              onChange={edit(field)}
              onEnter={save}
              autoFocus={field === NUMBER_FIELDS[0]}
            />
          )}
        </Field>
      ))}
      {SYMBOL_FIELDS.map((field) => (
        <Field
          key={field}
          label={riskText.fields[field]}
          problem={problems[field] ?? null}
          restore={restoreOf(field)}
        >
          {({ id, describedBy }) => (
            <input
              id={id}
              className="input"
              autoComplete="off"
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={problems[field] !== undefined}
              placeholder={field === 'allowSymbols' ? WORDS.all : WORDS.nothing}
              value={form[field]}
              onChange={(event) => {
                edit(field)(event.target.value);
              }}
            />
          )}
        </Field>
      ))}
      <div className="risk-limits-foot">
        <span className={failure === '' ? 'dim' : 'error'} role="status">
          {failure === '' && hasMoved ? WORDS.changedElsewhere : failure}
        </span>
        <Spacer />
        <Button tone="accent" type="submit" keyHint="Enter">
          {WORDS.save}
        </Button>
      </div>
    </form>
  );
}
