import { useState } from 'react';
import { Button } from './Button.tsx';

export interface RenameFormProps {
  readonly name: string;
  /** Says whose name the field is. */
  readonly label: string;
  readonly button: string;
  readonly className: string;
  readonly inputClass: string;
  /** Why a name is none, or ''. */
  readonly problemOf: (name: string) => string;
  readonly onRename: (name: string) => void;
}

/** Another name for something, which has the keyboard as soon as it is there. */
export function RenameForm(props: RenameFormProps) {
  const [name, setName] = useState(props.name);
  const problem = props.problemOf(name);
  return (
    <form
      className={props.className}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === '') props.onRename(name);
      }}
    >
      <input
        className={`input ${props.inputClass}`}
        aria-label={props.label}
        aria-invalid={problem !== ''}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        autoFocus
      />
      <Button small type="submit" disabled={problem !== ''}>
        {props.button}
      </Button>
      <span className="error" role="status">
        {problem}
      </span>
    </form>
  );
}
