import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  ARMED_FOR_MS,
  arm,
  sayNotArmed,
  toggleArmed,
  watchArming,
} from '../../../../renderer/keyboard/arming.ts';
import { useConnection } from '../../../../renderer/stores/connection.ts';
import { useMarket, useSource } from '../../../../renderer/stores/market.ts';
import { useNotices } from '../../../../renderer/stores/notices.ts';
import { useTerminal } from '../../../../renderer/stores/terminal.ts';
import { welcome } from '../client/fake-engine.ts';

let target: EventTarget;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  useTerminal.setState({ armed: false, armedUntilMs: 0 });
  useConnection.setState({ state: 'ready' });
  useSource.setState({ status: null });
  useNotices.setState({ notices: [] });
  target = new EventTarget();
  // It only adds and removes listeners.
  stop = watchArming(target as Window);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const isArmed = (): boolean => useTerminal.getState().armed;
const said = (): string | undefined => useNotices.getState().notices[0]?.text;

describe('the armed state', () => {
  it('is switched by its key', () => {
    toggleArmed();
    expect(isArmed()).toBe(true);
    toggleArmed();
    expect(isArmed()).toBe(false);
    expect(said()).toBe('Disarmed: by key');
  });

  it('ends after ten minutes', () => {
    arm();
    vi.advanceTimersByTime(ARMED_FOR_MS - 1_000);
    expect(isArmed()).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(isArmed()).toBe(false);
    expect(said()).toBe('Disarmed: 10 minutes are over');
  });

  it('ends when the window loses the focus', () => {
    arm();
    target.dispatchEvent(new Event('blur'));
    expect(isArmed()).toBe(false);
    expect(said()).toBe('Disarmed: the window lost the focus');
  });

  it('ends with the connection and can not begin without one', () => {
    arm();
    useConnection.setState({ state: 'lost' });
    expect(isArmed()).toBe(false);
    arm();
    expect(isArmed()).toBe(false);
    expect(said()).toBe('Not armed: there is no connection to the engine');
  });

  it('ends when a running market has been silent for 5 s', () => {
    useSource.setState({ status: welcome({}).source });
    useMarket.setState({ heardMs: performance.now() });
    arm();
    vi.advanceTimersByTime(4_500);
    expect(isArmed()).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(isArmed()).toBe(false);
    expect(said()).toBe('Disarmed: market data is stale');
  });

  it('is what a trading key asks for without it', () => {
    sayNotArmed();
    expect(said()).toBe('Not armed: Alt+A arms');
  });
});
