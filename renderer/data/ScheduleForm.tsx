import { useState } from 'react';
import type { MaintenanceSettings } from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, Field, NumberField, Spacer } from '../components/index.ts';
import { announce } from '../stores/notices.ts';
import { dataText } from '../text/data.ts';
import { UPKEEP_FIELDS, parseUpkeepForm, upkeepFormOf } from './upkeep-form.ts';
import type { UpkeepProblems } from './upkeep-form.ts';
import { useUpkeepStatus } from './use-status.ts';

const WORDS = dataText.schedule;

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
        <Field key={field} label={WORDS.fields[field]} problem={problems[field] ?? null}>
          {({ id, describedBy }) => (
            <NumberField
              id={id}
              label={WORDS.fields[field]}
              aria-describedby={describedBy}
              value={form[field]}
              invalid={problems[field] !== undefined}
              onChange={(text) => setForm((before) => ({ ...before, [field]: text }))}
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
