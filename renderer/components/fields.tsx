import { useId, useRef } from 'react';
import type { InputHTMLAttributes, KeyboardEvent, ReactNode, SelectHTMLAttributes } from 'react';
import { RestoreButton } from './RestoreButton.tsx';
import type { Restore } from './RestoreButton.tsx';
import { classNames } from './class-names.ts';
import './fields.css';

export interface FieldProps {
  readonly label: string;
  /** What is wrong with the value, one sentence; shown below and read with the field. */
  readonly problem?: string | null;
  /** Of a setting; absent where there is no value to go back to. */
  readonly restore?: Restore;
  readonly children: (ids: {
    readonly id: string;
    readonly describedBy: string | undefined;
  }) => ReactNode;
}

/** A label above a control, with its problem below. */
export function Field({ label, problem = null, restore, children }: FieldProps) {
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className="field">
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        {restore !== undefined && (
          <RestoreButton
            label={label}
            isAsAtFirst={restore.isAsAtFirst}
            run={() => {
              restore.run();
              // The button is out of use now and would leave the keyboard nowhere.
              document.getElementById(id)?.focus();
            }}
          />
        )}
      </div>
      {children({ id, describedBy: problem === null ? undefined : problemId })}
      {problem !== null && (
        <div className="field-problem" id={problemId}>
          {problem}
        </div>
      )}
    </div>
  );
}

type NumberFieldBase = Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'value' | 'onChange' | 'type' | 'inputMode'
>;

export interface NumberFieldProps extends NumberFieldBase {
  readonly label: string;
  /** Text as typed; the caller parses it with engine/domain/decimal. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Called by the arrow keys with +1 or -1, with Shift +10 or -10; the caller sets the new text. */
  readonly onStep?: (steps: number) => void;
  readonly onEnter?: () => void;
  readonly invalid?: boolean;
}

/** What may be typed on the way to a decimal number; anything else is not taken. */
const DECIMAL_TYPING = /^\d{0,15}(\.\d{0,9})?$/;

/** A field for a decimal number: exact text, no spinner, arrow keys step. */
export function NumberField({
  label,
  value,
  onChange,
  onStep,
  onEnter,
  invalid = false,
  onKeyDown,
  className,
  ...rest
}: NumberFieldProps) {
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    const size = event.shiftKey ? 10 : 1;
    if (event.key === 'ArrowUp' && onStep !== undefined) onStep(size);
    else if (event.key === 'ArrowDown' && onStep !== undefined) onStep(-size);
    else if (event.key === 'Enter' && onEnter !== undefined && !event.repeat) onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <input
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={invalid}
      className={classNames('input', 'input-number', className)}
      value={value}
      onChange={(event) => {
        const text = event.target.value.replace(',', '.').trim();
        if (DECIMAL_TYPING.test(text)) onChange(text);
      }}
      onKeyDown={handleKey}
      {...rest}
    />
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly text: string;
  /** Longer words for the tooltip. */
  readonly title?: string;
}

export interface SelectProps<Value extends string> extends Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange'
> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, as a list that opens. Chosen by pointer, it gives the keyboard back to its panel. */
export function Select<Value extends string>({
  label,
  value,
  choices,
  onChange,
  className,
  ...rest
}: SelectProps<Value>) {
  const byPointer = useRef(false);
  return (
    <select
      aria-label={label}
      className={classNames('input', 'input-select', className)}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.target.value);
        if (chosen !== undefined) onChange(chosen.value);
        // A field that keeps the focus keeps every trading key from working.
        const panel = event.target.closest<HTMLElement>('[data-panel]');
        if (byPointer.current && panel !== null) panel.focus({ preventScroll: true });
      }}
      onPointerDown={() => {
        byPointer.current = true;
      }}
      onKeyDown={() => {
        byPointer.current = false;
      }}
      {...rest}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value} title={choice.title}>
          {choice.text}
        </option>
      ))}
    </select>
  );
}

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChange: (value: Value) => void;
  /** Colours the chosen one, for instance buy and sell. */
  readonly toneOf?: (value: Value) => 'buy' | 'sell' | 'plain';
  readonly disabled?: boolean;
}

/** One of a few, all visible; arrow keys move the choice. */
export function Segmented<Value extends string>({
  label,
  value,
  choices,
  onChange,
  toneOf,
  disabled = false,
}: SegmentedProps<Value>) {
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = choices.findIndex((choice) => choice.value === value);
    const next = (at + step + choices.length) % choices.length;
    const chosen = choices[next];
    if (chosen === undefined) return;
    onChange(chosen.value);
    const radios = event.currentTarget.querySelectorAll<HTMLButtonElement>('[role="radio"]');
    radios[next]?.focus();
  };
  return (
    <div className="segmented" role="radiogroup" aria-label={label} onKeyDown={move}>
      {choices.map((choice) => {
        const chosen = choice.value === value;
        const tone = chosen ? (toneOf?.(choice.value) ?? 'plain') : null;
        return (
          <button
            key={choice.value}
            type="button"
            role="radio"
            aria-checked={chosen}
            tabIndex={chosen ? 0 : -1}
            disabled={disabled}
            title={choice.title}
            className={classNames('segment', tone !== null && `segment-${tone}`)}
            onClick={() => onChange(choice.value)}
          >
            {choice.text}
          </button>
        );
      })}
    </div>
  );
}
