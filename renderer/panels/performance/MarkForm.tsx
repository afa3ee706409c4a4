import { useState } from 'react';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { Button } from '../../components/index.ts';
import { announce } from '../../stores/notices.ts';
import { performancePagesText as words } from '../../text/performance-pages.ts';

/** Marks this moment with a few words on all time lines. */
export function MarkForm({ onMarked }: { readonly onMarked: () => void }) {
  const client = useEngine();
  const [text, setText] = useState('');
  const mark = async (): Promise<void> => {
    try {
      await client.send({ type: 'telemetry.annotate', text });
      setText('');
      onMarked();
    } catch (error) {
      announce('warning', words.markFailed(problemText(error)), 'telemetry.mark');
    }
  };
  return (
    <form
      className="perf-mark-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') void mark();
      }}
    >
      <input
        className="input"
        value={text}
        maxLength={200}
        placeholder={words.markPlaceholder}
        aria-label={words.markPlaceholder}
        onChange={(event) => setText(event.target.value)}
      />
      <Button small type="submit" title={words.markTitle} disabled={text.trim() === ''}>
        {words.mark}
      </Button>
    </form>
  );
}
