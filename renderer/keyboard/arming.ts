/**
 * The armed state: trading keys work only in it. It ends by itself after ten minutes, when the
 * window loses the focus, when the connection is lost and when market data goes stale, so that
 * nobody comes back to a keyboard that trades.
 */
import { useConnection } from '../stores/connection.ts';
import { FEED_STALE_MS, useMarket, useSource } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { useTerminal } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { keysOf } from './keymap.ts';

export const ARMED_FOR_MS = 10 * 60_000;
const CHECK_EVERY_MS = 500;

/** Arms for ten minutes, or for ten more; says why when it can't. */
export function arm(): void {
  if (useConnection.getState().state !== 'ready') {
    announce('warning', TEXT.armed.noConnection);
    return;
  }
  const before = useTerminal.getState().armed;
  useTerminal.setState({ armed: true, armedUntilMs: performance.now() + ARMED_FOR_MS });
  if (!before) announce('info', TEXT.armed.armed);
}

/** Disarms and says why. */
export function disarm(reason: string): void {
  if (!useTerminal.getState().armed) return;
  useTerminal.setState({ armed: false, armedUntilMs: 0 });
  announce('info', `${TEXT.armed.disarmed}: ${reason}`);
}

export function toggleArmed(): void {
  if (useTerminal.getState().armed) disarm(TEXT.armed.byKey);
  else arm();
}

/** What a trading key answers while not armed. */
export function sayNotArmed(): void {
  announce('warning', TEXT.armed.needed(keysOf('arm.toggle') ?? ''));
}

/** Watches for what ends the armed state. Returns what stops watching. */
export function watchArming(target: Window): () => void {
  const onBlur = (): void => disarm(TEXT.armed.focusLost);
  const check = (): void => {
    const { armed, armedUntilMs } = useTerminal.getState();
    if (!armed) return;
    if (performance.now() >= armedUntilMs) disarm(TEXT.armed.timeOut);
    else if (isFeedStale(performance.now())) disarm(TEXT.armed.stale);
  };
  const timer = setInterval(check, CHECK_EVERY_MS);
  target.addEventListener('blur', onBlur);
  const unsubscribe = useConnection.subscribe(({ state }) => {
    if (state !== 'ready') disarm(TEXT.armed.lost);
  });
  return () => {
    clearInterval(timer);
    target.removeEventListener('blur', onBlur);
    unsubscribe();
  };
}

/** Whether market data has stopped, or a source that should run has been silent for too long. */
export function isFeedStale(nowMs: number): boolean {
  const { status } = useSource.getState();
  if (status === null) return false;
  const { state, feed } = status;
  if (state === 'disconnected' || state === 'failed') return true;
  // A real market is silent at night; whether its line is up, the feed's own pings tell.
  if (feed !== null) return false;
  return state === 'running' && nowMs - useMarket.getState().heardMs > FEED_STALE_MS;
}
