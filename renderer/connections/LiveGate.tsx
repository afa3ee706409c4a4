import { useState } from 'react';
import { LIVE_CONFIRMATION } from '../../engine/contract/venues.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Button, Spacer } from '../components/index.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { liveText } from '../text/connections.ts';
import './connections.css';

/** Lets orders through to a live account, once for each start of the engine, by words that are typed. */
export function LiveGate() {
  const client = useEngine();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  const isTyped = typed.trim() === LIVE_CONFIRMATION;
  const confirm = (): void => {
    client
      .send({ type: 'venue.confirm', text: LIVE_CONFIRMATION })
      .then(closeOverlay)
      .catch((error: unknown) => setProblem(problemText(error)));
  };
  return (
    <Dialog title={liveText.title} onClose={closeOverlay}>
      <form
        className="dialog-view live-gate"
        data-testid="live-gate"
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped) confirm();
        }}
      >
        <strong className="error">{liveText.head}</strong>
        <p>{liveText.text}</p>
        {problem !== '' && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
        <div className="dialog-line">
          <input
            className="input connections-word"
            aria-label={liveText.type(LIVE_CONFIRMATION)}
            placeholder={liveText.type(LIVE_CONFIRMATION)}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Spacer />
          <Button onClick={closeOverlay}>{liveText.look}</Button>
          <Button tone="danger" type="submit" disabled={!isTyped}>
            {liveText.trade}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
