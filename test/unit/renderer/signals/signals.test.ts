import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  START_SIGNALS,
  readSignals,
  setSignal,
  useSignals,
} from '../../../../renderer/signals/signal-settings.ts';
import type { AlertChange } from '../../../../engine/contract/alerts.ts';
import { FIGURES } from '../../../../renderer/signals/tones.ts';
import { createTeller, watchSignals } from '../../../../renderer/signals/watch-signals.ts';
import { useAdvisor } from '../../../../renderer/stores/advisor.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';

interface Told {
  readonly sounds: string[];
  readonly notes: string[];
}

let told: Told;
let nowMs: number;

const outlets = {
  sound: (event: string) => void told.sounds.push(event),
  notify: (title: string, text: string) => void told.notes.push(`${title}: ${text}`),
  nowMs: () => nowMs,
};

const stopNothing = (): void => undefined;
/** An engine of which nobody hears anything. */
const QUIET = { onOrderEvents: () => stopNothing, onAlert: () => stopNothing };

beforeEach(() => {
  told = { sounds: [], notes: [] };
  nowMs = 0;
});
afterEach(() => useSignals.setState(START_SIGNALS));

describe('sounds and notifications', () => {
  test('are silent until they are chosen', () => {
    createTeller(outlets)('fill', 'Filled');
    expect(told).toEqual({ sounds: [], notes: [] });
  });

  test('tell what is chosen, each its own way', () => {
    setSignal('fill', 'sound', true);
    setSignal('reject', 'notify', true);
    const tell = createTeller(outlets);
    tell('fill', 'Filled');
    tell('reject', 'Too large');
    expect(told).toEqual({ sounds: ['fill'], notes: ['Order rejected: Too large'] });
  });

  test('make one of many in a moment', () => {
    setSignal('fill', 'sound', true);
    const tell = createTeller(outlets);
    for (let at = 0; at < 100; at += 1) {
      nowMs = at;
      tell('fill', 'Filled');
    }
    nowMs = 1_000;
    tell('fill', 'Filled');
    expect(told.sounds).toEqual(['fill', 'fill']);
  });

  test('come back from what was stored, as far as that says something', () => {
    setSignal('trigger', 'notify', true);
    const stored: unknown = JSON.parse(JSON.stringify(useSignals.getState()));
    expect(readSignals(stored)).toEqual(useSignals.getState());
    expect(readSignals({ sound: ['fill', 'noise'], volume: 4_000 })).toEqual({
      ...START_SIGNALS,
      sound: ['fill'],
    });
    expect(readSignals(null)).toEqual(START_SIGNALS);
  });

  test('each have a figure of their own', () => {
    const figures = Object.values(FIGURES).map((tones) => JSON.stringify(tones));
    expect(new Set(figures).size).toBe(figures.length);
  });

  test('tell of what the advisor has found, once each time it says so', () => {
    setSignal('finding', 'notify', true);
    const stop = watchSignals(QUIET, outlets);
    useAdvisor.setState({ told: { text: 'Slow disk' } });
    // A status without anything new.
    useAdvisor.setState({ status: null });
    stop();
    useAdvisor.setState({ told: null });
    expect(told.notes).toEqual(['Advisor has found something: Slow disk']);
  });

  test('tell of an alert that goes off, but not of one that is set', () => {
    setSignal('alert', 'notify', true);
    let hear: (change: AlertChange) => void = () => undefined;
    const stop = watchSignals(
      {
        ...QUIET,
        onAlert: (listener) => {
          hear = listener;
          return stopNothing;
        },
      },
      outlets,
    );
    const condition = { kind: 'day_pnl', direction: 'below', micros: -500_000_000 } as const;
    const spec = { condition, repeat: 'once', cooldownS: 60, note: 'enough' } as const;
    hear({ alertId: 1, alert: null, firing: null });
    hear({
      ...{ alertId: 1, alert: null },
      firing: { alertId: 1, spec, atUs: 0, value: -512_000_000, order: null },
    });
    stop();
    expect(told.notes).toEqual(['Alert went off: Day P&L below -500.00, now -512.00 (enough)']);
  });

  test('tell that the keyboard trades no longer, and stop listening', () => {
    setSignal('disarm', 'sound', true);
    const stop = watchSignals(QUIET, outlets);
    useTerminal.setState({ armed: true });
    useTerminal.setState({ armed: false });
    stop();
    useTerminal.setState({ armed: true });
    useTerminal.setState({ armed: false });
    expect(told.sounds).toEqual(['disarm']);
  });
});
