import { useState } from 'react';
import type { SourceStatus } from '../../engine/contract/messages.ts';
import { IconButton } from '../components/index.ts';
import { formatCount } from '../format/index.ts';
import { TEXT } from '../text/en.ts';

/** Events that a key on the slider moves by, as a share of all. */
const KEY_SHARE = 0.01;

/** Where a recording is: a slider to go elsewhere, and how far that has got. */
export function ReplayPlace(props: {
  readonly status: SourceStatus;
  readonly onSeek: (event: number) => void;
  readonly onCancel: () => void;
}) {
  const { eventsDone, eventsTotal, seekingTo } = props.status;
  /** While the slider is held: nothing happens before it is let go. */
  const [held, setHeld] = useState<number | null>(null);
  const seek = (): void => {
    if (held !== null && held !== eventsDone) props.onSeek(held);
    setHeld(null);
  };
  const done = formatCount(eventsDone);
  return (
    <>
      <input
        type="range"
        className="replay-place"
        min={0}
        max={Math.max(1, eventsTotal)}
        step={Math.max(1, Math.floor(eventsTotal * KEY_SHARE))}
        value={held ?? seekingTo ?? eventsDone}
        disabled={seekingTo !== undefined}
        aria-label={TEXT.replay.place}
        title={TEXT.replay.placeTitle(done, formatCount(eventsTotal))}
        onChange={(event) => setHeld(event.target.valueAsNumber)}
        onPointerUp={seek}
        onKeyUp={seek}
        onBlur={seek}
      />
      {seekingTo !== undefined && (
        <span className="replay-seeking" role="status">
          {TEXT.replay.seeking(done, formatCount(seekingTo))}
          <IconButton label={TEXT.replay.cancelSeek} onClick={props.onCancel}>
            ■
          </IconButton>
        </span>
      )}
    </>
  );
}
