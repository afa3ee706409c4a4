import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { announce } from '../stores/notices.ts';
import { tradingText } from '../text/trading.ts';
import { START_PREFERENCES, readPreferences, usePreferences } from './preferences.ts';
import type { TradingPreferences } from './preferences.ts';

/** Loads how this trader trades and saves each change of it. Returns what ends it. */
export function keepPreferences(client: EngineClient): () => void {
  let isTakingOver = false;
  const kept = new KeptDocument<TradingPreferences>({
    client,
    kind: 'settings',
    name: 'trading',
    read: readPreferences,
    onValue: (value) => {
      isTakingOver = true;
      usePreferences.setState(value ?? START_PREFERENCES);
      isTakingOver = false;
    },
    onProblem: (problem) => announce('warning', tradingText.notKept(problemText(problem))),
  });
  const stop = usePreferences.subscribe((preferences) => {
    if (!isTakingOver) kept.save(preferences);
  });
  return () => {
    stop();
    kept.dispose();
  };
}
