import { useState } from 'react';
import { comparisonText as words } from '../../../text/comparison.ts';
import { faultOf, fromField, toField } from './periods.ts';
import type { Period } from './periods.ts';

/** From and to of one period, in the computer's own zone as the time lines have it. */
export function PeriodFields(props: {
  readonly name: 'A' | 'B';
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}) {
  const { name, period, onChange } = props;
  const fault = faultOf(period);
  return (
    <fieldset className="perf-period">
      <legend className="dim">{words.period(name)}</legend>
      <TimeField
        label={words.from(name)}
        us={period.fromUs}
        onChange={(fromUs) => onChange({ ...period, fromUs })}
      />
      <span className="faint">–</span>
      <TimeField
        label={words.to(name)}
        us={period.toUs}
        onChange={(toUs) => onChange({ ...period, toUs })}
      />
      {fault !== null && <span className="warn">{words.faults[fault]}</span>}
    </fieldset>
  );
}

function TimeField(props: {
  readonly label: string;
  readonly us: number;
  readonly onChange: (us: number) => void;
}) {
  const { label, us, onChange } = props;
  const [text, setText] = useState(() => toField(us));
  // What is being typed stays as it is; a time that came from elsewhere takes its place.
  const shown = Number.isFinite(us) && fromField(text) !== us ? toField(us) : text;
  return (
    <input
      className="input num"
      value={shown}
      maxLength={19}
      spellCheck={false}
      aria-label={label}
      title={words.fieldTitle(label)}
      onChange={({ target }) => {
        setText(target.value);
        onChange(fromField(target.value));
      }}
    />
  );
}
