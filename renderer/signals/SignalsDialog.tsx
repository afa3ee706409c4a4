import { useState } from 'react';
import { IconButton } from '../components/index.ts';
import { Dialog } from '../components/Dialog.tsx';
import { closeOverlay } from '../stores/overlay.ts';
import { signalsText } from '../text/signals.ts';
import { SIGNAL_EVENTS, SIGNAL_WAYS, setSignal, useSignals } from './signal-settings.ts';
import type { SignalEvent, SignalWay } from './signal-settings.ts';
import { pageOutlets } from './watch-signals.ts';
import './signals-dialog.css';

/** Which events are told by sound and by notification, to choose and to try. */
export function SignalsDialog() {
  const settings = useSignals();
  const [problem, setProblem] = useState('');
  const change = async (event: SignalEvent, way: SignalWay, on: boolean): Promise<void> => {
    setProblem('');
    const why = on && way === 'notify' ? await askForNotifications() : '';
    if (why === '') setSignal(event, way, on);
    else setProblem(why);
  };
  return (
    <Dialog title={signalsText.title} onClose={closeOverlay}>
      <div className="dialog-content signals" data-testid="signals">
        <p className="dim">{signalsText.intro}</p>
        <table className="signals-table">
          <thead>
            <tr>
              <th scope="col">{signalsText.event}</th>
              {SIGNAL_WAYS.map((way) => (
                <th key={way} scope="col">
                  {signalsText.ways[way]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {SIGNAL_EVENTS.map((event) => (
              <tr key={event}>
                <th scope="row">{signalsText.events[event]}</th>
                {SIGNAL_WAYS.map((way) => (
                  <td key={way}>
                    <input
                      type="checkbox"
                      aria-label={`${signalsText.ways[way]}: ${signalsText.events[event]}`}
                      checked={settings[way].includes(event)}
                      autoFocus={way === SIGNAL_WAYS[0] && event === SIGNAL_EVENTS[0]}
                      onChange={(changed) => void change(event, way, changed.target.checked)}
                    />
                    {way === 'sound' && (
                      <IconButton
                        label={signalsText.hear(signalsText.events[event])}
                        onClick={() => pageOutlets().sound(event, settings.volume)}
                      >
                        ♪
                      </IconButton>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <label className="signals-volume">
          {signalsText.volume}
          <input
            type="range"
            min={1}
            max={100}
            value={settings.volume}
            onChange={(event) => useSignals.setState({ volume: Number(event.target.value) })}
          />
          <span className="dim">{signalsText.volumeOf(settings.volume)}</span>
        </label>
        <p className="warn signals-problem" role="status">
          {problem}
        </p>
      </div>
    </Dialog>
  );
}

/** '' when notifications may be shown, else why not. */
async function askForNotifications(): Promise<string> {
  if (!('Notification' in window)) return signalsText.unavailable;
  const answer = await Notification.requestPermission();
  return answer === 'granted' ? '' : signalsText.refused;
}
