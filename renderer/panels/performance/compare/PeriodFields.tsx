import { useState } from 'react';
import { comparisonText as words } from '../../../text/comparison.ts';
import { faultOf, fromField, toField } from './periods.ts';
import type { Period } from './periods.ts';

/** From and to of one period, by the clocks of the zone that the screen has. */
export function PeriodFields(props: {
  readonly name: 'A' | 'B';
  readonly period: Period;
  /** IANA zone. */
  readonly zone: string;
  readonly onChange: (period: Period) => void;
}) {
  const { name, period, zone, onChange } = props;
  const fault = faultOf(period);
  return (
    <fieldset className="perf-period">
      <legend className="dim">{words.period(name)}</legend>
      <TimeField
        label={words.from(name)}
        us={period.fromUs}
        zone={zone}
        onChange={(fromUs) => onChange({ ...period, fromUs })}
      />
      <span className="faint">–</span>
      <TimeField
        label={words.to(name)}
        us={period.toUs}
        zone={zone}
        onChange={(toUs) => onChange({ ...period, toUs })}
      />
      {fault !== null && <span className="warn">{words.faults[fault]}</span>}
    </fieldset>
  );
}

function TimeField(props: {
  readonly label: string;
  readonly us: number;
  readonly zone: string;
  readonly onChange: (us: number) => void;
}) {
  const { label, us, zone, onChange } = props;
  const [text, setText] = useState(() => toField(us, zone));
  // What is being typed stays as it is; a time or a zone that came from elsewhere takes its place.
  const shown = Number.isFinite(us) && fromField(text, zone) !== us ? toField(us, zone) : text;
  return (
    <input
      className="input num"
      value={shown}
      maxLength={19}
      spellCheck={false}
      aria-label={label}
      title={words.fieldTitle(label, zone)}
      onChange={({ target }) => {
        setText(target.value);
        onChange(fromField(target.value, zone));
      }}
    />
  );
}
