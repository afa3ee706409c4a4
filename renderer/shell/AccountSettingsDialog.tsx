import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AccountSettings } from '../../engine/contract/account.ts';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../engine/contract/defaults.ts';
import { NO_FEES, US_SELL_FEES_2025 } from '../../engine/domain/fee-model.ts';
import { stopTriggersOf } from '../../engine/domain/venue-capabilities.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Dialog } from '../components/Dialog.tsx';
import type { Restore } from '../components/index.ts';
import {
  Button,
  EmptyText,
  Field,
  NumberField,
  RestoreButton,
  Segmented,
  Spacer,
} from '../components/index.ts';
import { useAccountStore } from '../stores/account.ts';
import { useConnection } from '../stores/connection.ts';
import { announce } from '../stores/notices.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { accountText } from '../text/account.ts';
import { FEE_FIELDS, accountFormOf, feeTexts, parseAccountForm } from '../trading/account-form.ts';
import type { AccountForm, AccountProblems, FeeField } from '../trading/account-form.ts';
import './risk-limits-dialog.css';

const WORDS = accountText.dialog;
const FIRST = accountFormOf(DEFAULT_ACCOUNT_SETTINGS);
const MODES = (['off', 'cash', 'reg_t'] as const).map((value) => ({
  value,
  text: WORDS.marginChoices[value],
  title: WORDS.marginTitles[value],
}));

/** What the account charges and allows, to see and change. */
export function AccountSettingsDialog() {
  const settings = useAccountStore((store) => store.settings);
  return (
    <Dialog title={WORDS.title} onClose={closeOverlay}>
      <div className="dialog-content risk-limits" data-testid="account-settings">
        <p className="dim">{WORDS.intro}</p>
        {settings === null ? (
          <EmptyText>{accountText.waiting}</EmptyText>
        ) : (
          <SettingsForm settings={settings} />
        )}
      </div>
    </Dialog>
  );
}

/** Keeps what is typed while the settings change elsewhere, and says so. */
function SettingsForm({ settings }: { readonly settings: AccountSettings }) {
  const client = useEngine();
  const [start, setStart] = useState(settings);
  const [form, setForm] = useState(() => accountFormOf(settings));
  const [problems, setProblems] = useState<AccountProblems>({});
  const [failure, setFailure] = useState('');
  const venue = useConnection((connection) => connection.welcome?.venue ?? 'local');
  const triggers = stopTriggersOf(venue).map((value) => ({
    value,
    text: WORDS.stopChoices[value],
    title: WORDS.stopTitles[value],
  }));
  // A remote venue may have one way only.
  const firstTrigger = triggers.find(({ value }) => value === FIRST.stopTrigger) ?? triggers[0];
  const edit = (patch: Partial<AccountForm>): void => {
    setForm((before) => ({ ...before, ...patch }));
    setProblems({});
  };
  const save = (): void => {
    const parsed = parseAccountForm(form);
    if ('problems' in parsed) {
      setProblems(parsed.problems);
      return;
    }
    client
      .send({ type: 'account.configure', settings: parsed.settings })
      .then((done) => {
        setFailure('');
        setStart(done.settings);
        setForm(accountFormOf(done.settings));
        announce('info', WORDS.saved);
      })
      .catch((error: unknown) => setFailure(WORDS.notSaved(problemText(error))));
  };
  const hasMoved = JSON.stringify(settings) !== JSON.stringify(start);
  return (
    <form
      className="risk-limits-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Line words={WORDS.margin}>
        <Segmented
          label={WORDS.margin}
          value={form.marginMode}
          choices={MODES}
          onChange={(marginMode) => edit({ marginMode })}
        />
        <span className="dim">{WORDS.marginTitles[form.marginMode]}</span>
        <RestoreButton
          label={WORDS.margin}
          isAsAtFirst={form.marginMode === FIRST.marginMode}
          run={() => edit({ marginMode: FIRST.marginMode })}
        />
      </Line>
      <Line words={WORDS.stops}>
        <Segmented
          label={WORDS.stops}
          value={form.stopTrigger}
          choices={triggers}
          onChange={(stopTrigger) => edit({ stopTrigger })}
        />
        <span className="dim">{WORDS.stopTitles[form.stopTrigger]}</span>
        {firstTrigger !== undefined && (
          <RestoreButton
            label={WORDS.stops}
            isAsAtFirst={form.stopTrigger === firstTrigger.value}
            run={() => edit({ stopTrigger: firstTrigger.value })}
          />
        )}
      </Line>
      <Line words={WORDS.presets}>
        <Button small onClick={() => edit({ fees: feeTexts(NO_FEES) })}>
          {WORDS.presetNone}
        </Button>
        <Button
          small
          title={WORDS.presetUsTitle}
          onClick={() => edit({ fees: feeTexts(US_SELL_FEES_2025) })}
        >
          {WORDS.presetUs}
        </Button>
      </Line>
      {FEE_FIELDS.map((field) => (
        <FeeInput
          key={field}
          field={field}
          value={form.fees[field]}
          problem={problems[field] ?? null}
          restore={{
            isAsAtFirst: form.fees[field] === FIRST.fees[field],
            run: () => edit({ fees: { ...form.fees, [field]: FIRST.fees[field] } }),
          }}
          onChange={(text) => edit({ fees: { ...form.fees, [field]: text } })}
          onEnter={save}
        />
      ))}
      <Field
        label={WORDS.notShortable}
        problem={problems.notShortable ?? null}
        restore={{
          isAsAtFirst: form.notShortable === FIRST.notShortable,
          run: () => edit({ notShortable: FIRST.notShortable }),
        }}
      >
        {({ id, describedBy }) => (
          <input
            id={id}
            className="input"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={describedBy}
            aria-invalid={problems.notShortable !== undefined}
            placeholder={WORDS.none}
            value={form.notShortable}
            onChange={(event) => edit({ notShortable: event.target.value })}
          />
        )}
      </Field>
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

function Line(props: { readonly words: string; readonly children: ReactNode }) {
  return (
    <div className="risk-limits-line">
      <span className="field-label">{props.words}</span>
      {props.children}
    </div>
  );
}

function FeeInput(props: {
  readonly field: FeeField;
  readonly value: string;
  readonly problem: string | null;
  readonly restore: Restore;
  readonly onChange: (text: string) => void;
  readonly onEnter: () => void;
}) {
  const { field, value, problem, restore, onChange, onEnter } = props;
  const isMost = field === 'orderMaxBasisPoints' || field === 'tafMaxMicros';
  return (
    <Field label={WORDS.fees[field]} problem={problem} restore={restore}>
      {({ id, describedBy }) => (
        <NumberField
          id={id}
          label={WORDS.fees[field]}
          aria-describedby={describedBy}
          placeholder={isMost ? WORDS.noMost : WORDS.none}
          value={value}
          invalid={problem !== null}
          onChange={onChange}
          onEnter={onEnter}
        />
      )}
    </Field>
  );
}
