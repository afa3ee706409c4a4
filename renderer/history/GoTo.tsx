import { useState } from 'react';
import type { RefObject } from 'react';
import type { LongTableHandle } from '../components/index.ts';
import { historyText } from '../text/history.ts';
import { aimOf } from './go-to.ts';
import type { ShownList } from './use-history-list.ts';
import './go-to.css';

/** A field to go to a row of a long list by its number or its trading date. */
export function GoTo<Row>(props: {
  readonly shown: ShownList<Row>;
  readonly table: RefObject<LongTableHandle | null>;
  /** Of the trading dates. */
  readonly zone: string;
}) {
  const { shown, table, zone } = props;
  const { list, length, isCounted } = shown;
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const go = async (): Promise<void> => {
    const aim = aimOf(text, zone);
    setIsWrong(aim === null);
    if (aim === null || length === 0) return;
    const index = aim.kind === 'row' ? aim.index : await list.indexAt(aim.beforeUs - 1);
    if (index !== null) table.current?.show(Math.min(index, list.getState().length - 1));
  };
  if (!isCounted) return null;
  return (
    <form
      className="go-to"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <input
        className="input go-to-field"
        aria-label={historyText.goTo}
        aria-invalid={isWrong}
        title={isWrong ? historyText.goToWrong : historyText.goToTitle}
        placeholder={historyText.goToHint}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIsWrong(false);
        }}
      />
    </form>
  );
}
