import type { SourceAction } from '../../engine/contract/messages.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { IconButton, Select } from '../components/index.ts';
import { formatDate, formatTime, zoneLabel } from '../format/index.ts';
import { useExchangeZone, useSource } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { ReplayPlace } from './ReplayPlace.tsx';

/** 0 is as fast as it goes. */
const SPEEDS = [1, 2, 5, 10, 60, 600, 0] as const;

const SPEED_CHOICES = SPEEDS.map((speed) => ({
  value: String(speed),
  text: speed === 0 ? TEXT.replay.max : `${speed}×`,
}));

/** Pause, step, speed and place of a recorded market; nothing while the market is not a recording. */
export function ReplayControl() {
  const client = useEngine();
  const source = useSource((store) => store.status);
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  if (source?.kind !== 'replay') return null;
  const control = (action: SourceAction): void => {
    client.send({ type: 'source.control', action }).catch((problem: unknown) => {
      announce('error', TEXT.replay.failed(problemText(problem)));
    });
  };
  const running = source.state === 'running';
  const over = source.state === 'ended' || source.state === 'failed';
  const speed = SPEED_CHOICES.some((choice) => choice.value === String(source.speed))
    ? SPEED_CHOICES
    : [...SPEED_CHOICES, { value: String(source.speed), text: `${source.speed}×` }];
  return (
    <div className="replay" role="group" aria-label={TEXT.replay.label} title={source.label}>
      <IconButton
        label={running ? TEXT.replay.pause : TEXT.replay.resume}
        disabled={over}
        onClick={() => control({ kind: running ? 'pause' : 'resume' })}
      >
        {running ? '❚❚' : '▶'}
      </IconButton>
      <IconButton
        label={TEXT.replay.step}
        disabled={running || over}
        onClick={() => control({ kind: 'step', events: 1 })}
      >
        ❚▶
      </IconButton>
      <Select
        label={TEXT.replay.speed}
        className="replay-speed"
        value={String(source.speed)}
        choices={speed}
        onChange={(value) => control({ kind: 'speed', speed: Number(value) })}
      />
      <ReplayPlace
        status={source}
        onSeek={(event) => control({ kind: 'seek', event })}
        onCancel={() => control({ kind: running ? 'resume' : 'pause' })}
      />
      <span className="dim">
        {formatDate(source.marketUs, zone)} {formatTime(source.marketUs, { zone })}{' '}
        {zoneLabel(zone, source.marketUs)}
      </span>
    </div>
  );
}
