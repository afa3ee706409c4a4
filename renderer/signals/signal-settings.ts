import { create } from 'zustand';

/** What a trader may want to hear or be shown of outside of the window. */
export const SIGNAL_EVENTS = [
  'fill',
  'part_fill',
  'reject',
  'ended',
  'trigger',
  'alert',
  'lock',
  'disarm',
  'connection',
  'finding',
] as const;
export type SignalEvent = (typeof SIGNAL_EVENTS)[number];

/** Ways to tell it: a sound of its own, a notification of the desktop. */
export const SIGNAL_WAYS = ['sound', 'notify'] as const;
export type SignalWay = (typeof SIGNAL_WAYS)[number];

export interface SignalSettings {
  /** Events that are told that way; none at the start. */
  readonly sound: readonly SignalEvent[];
  readonly notify: readonly SignalEvent[];
  /** Percent of full, 1 to 100. */
  readonly volume: number;
}

export const START_SIGNALS: SignalSettings = { sound: [], notify: [], volume: 40 };

/** The settings in use. */
export const useSignals = create<SignalSettings>(() => START_SIGNALS);

/** Tells an event that way, or no longer. */
export function setSignal(event: SignalEvent, way: SignalWay, on: boolean): void {
  useSignals.setState((settings) => {
    const others = settings[way].filter((known) => known !== event);
    return { [way]: on ? [...others, event] : others };
  });
}

/** What a stored value says, as far as it says something valid. */
export function readSignals(value: unknown): SignalSettings {
  // Every field is looked at as unknown.
  const saved =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const volume = saved['volume'];
  const isVolume = typeof volume === 'number' && volume >= 1 && volume <= 100;
  return {
    sound: eventsOf(saved['sound']),
    notify: eventsOf(saved['notify']),
    volume: isVolume ? Math.round(volume) : START_SIGNALS.volume,
  };
}

function eventsOf(value: unknown): readonly SignalEvent[] {
  return Array.isArray(value) ? SIGNAL_EVENTS.filter((event) => value.includes(event)) : [];
}
