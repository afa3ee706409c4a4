import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { announce } from '../stores/notices.ts';
import { signalsText } from '../text/signals.ts';
import { START_SIGNALS, readSignals, useSignals } from './signal-settings.ts';
import type { SignalSettings } from './signal-settings.ts';

/** Loads which events are told and how, and saves each change of it. Returns what ends it. */
export function keepSignals(client: EngineClient): () => void {
  let isTakingOver = false;
  const kept = new KeptDocument<SignalSettings>({
    client,
    kind: 'settings',
    name: 'signals',
    read: readSignals,
    onValue: (value) => {
      isTakingOver = true;
      useSignals.setState(value ?? START_SIGNALS);
      isTakingOver = false;
    },
    onProblem: (problem) => announce('warning', signalsText.notKept(problemText(problem))),
  });
  const stop = useSignals.subscribe((settings) => {
    if (!isTakingOver) kept.save(settings);
  });
  return () => {
    stop();
    kept.dispose();
  };
}
