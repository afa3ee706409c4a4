import { useState } from 'react';
import { DEFAULT_MAINTENANCE, REPLAY_MAINTENANCE } from '../../engine/contract/defaults.ts';
import type { MaintenanceSettings } from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, Field, NumberField, Spacer } from '../components/index.ts';
import { announce } from '../stores/notices.ts';
import { useSource } from '../stores/market.ts';
import { dataText } from '../text/data.ts';
import { UPKEEP_FIELDS, parseUpkeepForm, upkeepFormOf } from './upkeep-form.ts';
import type { UpkeepField, UpkeepProblems } from './upkeep-form.ts';
import { useUpkeepStatus } from './use-status.ts';

const WORDS = dataText.schedule;
const FIRST = upkeepFormOf(DEFAULT_MAINTENANCE);
const FIRST_OF_REPLAY = upkeepFormOf(REPLAY_MAINTENANCE);

/** When backups are made unasked, and what is kept for how long. */
export function ScheduleForm() {
  const { status, problem } = useUpkeepStatus();
  if (status === null) {
    return (
      <p className={problem === '' ? 'faint' : 'error'}>
        {problem === '' ? dataText.loading : dataText.loadProblem(problem)}
      </p>
    );
  }
  return <Form key={JSON.stringify(status.settings)} settings={status.settings} />;
}

function Form({ settings }: { readonly settings: MaintenanceSettings }) {
  const client = useEngine();
  const [form, setForm] = useState(() => upkeepFormOf(settings));
  const [problems, setProblems] = useState<UpkeepProblems>({});
  const [failure, setFailure] = useState('');
  const first = useSource(({ status }) => (status?.kind === 'replay' ? FIRST_OF_REPLAY : FIRST));
  const edit = (field: UpkeepField, text: string): void => {
    setForm((before) => ({ ...before, [field]: text }));
  };
  const save = (): void => {
    const parsed = parseUpkeepForm(form);
    if ('problems' in parsed) {
      setProblems(parsed.problems);
      return;
    }
    setProblems({});
    setFailure('');
    client
      .send<'maintenance.configure'>({ type: 'maintenance.configure', settings: parsed.settings })
      .then(() => announce('info', WORDS.saved))
      .catch((error: unknown) => setFailure(WORDS.notSaved(problemText(error))));
  };
  return (
    <form
      className="data-schedule"
      aria-label={WORDS.head}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {UPKEEP_FIELDS.map((field) => (
        <Field
          key={field}
          label={WORDS.fields[field]}
          problem={problems[field] ?? null}
          restore={{
            isAsAtFirst: form[field] === first[field],
            run: () => edit(field, first[field]),
          }}
        >
          {({ id, describedBy }) => (
            <NumberField
              id={id}
              label={WORDS.fields[field]}
              aria-describedby={describedBy}
              value={form[field]}
              invalid={problems[field] !== undefined}
              onChange={(text) => edit(field, text)}
              onEnter={save}
            />
          )}
        </Field>
      ))}
      <div className="dialog-line data-schedule-foot">
        <span className="error" role="alert">
          {failure}
        </span>
        <Spacer />
        <Button type="submit">{WORDS.save}</Button>
      </div>
    </form>
  );
}
