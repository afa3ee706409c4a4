import { useState } from 'react';
import { Button, Spacer } from '../components/index.ts';
import { dataText } from '../text/data.ts';

/** Asks for a typed word before the store of now is moved aside. */
export function TypedConfirm(props: {
  readonly head: string;
  readonly text: string;
  /** In capitals. */
  readonly word: string;
  readonly yes: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}) {
  const { head, text, word, yes, onYes, onNo } = props;
  const [typed, setTyped] = useState('');
  const isTyped = typed.trim().toUpperCase() === word;
  return (
    <form
      className="dialog-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) onYes();
      }}
    >
      <strong>{head}</strong>
      <p>{text}</p>
      <div className="dialog-line">
        <input
          className="input data-word"
          aria-label={dataText.confirm.type(word)}
          placeholder={dataText.confirm.type(word)}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Spacer />
        <Button onClick={onNo}>{dataText.confirm.no}</Button>
        <Button tone="danger" type="submit" disabled={!isTyped}>
          {yes}
        </Button>
      </div>
    </form>
  );
}
