import { useState } from 'react';
import type { MarketChoice } from '../../engine/contract/host-requests.ts';
import { Button, Spacer } from '../components/index.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { connectionsText } from '../text/connections.ts';
import { chooseMarket, useHost } from './host-store.ts';
import { droppedOnly } from './market-form.ts';

const WORDS = connectionsText.confirm;

/** Names the market that is left and the one that comes, and for a live account asks for a typed word. */
export function MarketConfirm({
  from,
  to,
  onNo,
}: {
  readonly from: MarketChoice;
  readonly to: MarketChoice;
  readonly onNo: () => void;
}) {
  const busy = useHost((store) => store.busy !== null);
  const [typed, setTyped] = useState('');
  const isLive = to.venue === 'alpaca-live';
  const isReady = !busy && (!isLive || typed.trim().toUpperCase() === WORDS.word);
  const dropped = droppedOnly(from, to);
  const names = { from: connectionsText.nameOf(from), to: connectionsText.nameOf(to) };
  const yes = dropped.length === 0 ? WORDS.yes(names.to) : WORDS.unfollowYes(dropped.join(', '));
  return (
    <form
      className="dialog-confirm connections-confirm"
      data-venue={to.venue}
      data-testid="market-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        void chooseMarket(to).then((done) => {
          if (done) closeOverlay();
        });
      }}
    >
      <strong>
        {dropped.length === 0
          ? WORDS.head(names.from, names.to)
          : WORDS.unfollow(dropped.join(', '))}
      </strong>
      <p>{WORDS.text}</p>
      <p>{from.venue === 'local' ? WORDS.leavesLocal : WORDS.leavesRemote(names.from)}</p>
      <div className="dialog-line">
        {isLive && (
          <input
            className="input connections-word"
            aria-label={WORDS.type}
            placeholder={WORDS.type}
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <Spacer />
        <Button onClick={onNo}>{WORDS.no}</Button>
        <Button tone={isLive ? 'danger' : 'accent'} type="submit" disabled={!isReady}>
          {busy ? WORDS.changing : yes}
        </Button>
      </div>
    </form>
  );
}
