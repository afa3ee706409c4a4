/** Words of sounds and notifications. */
import type { SignalEvent } from '../signals/signal-settings.ts';

export const signalsText = {
  title: 'Sounds and notifications',
  open: 'Sounds and notifications',
  intro:
    'All are off until you choose them. Each event is also told in the status bar and in the log.',
  event: 'Event',
  ways: { sound: 'Sound', notify: 'Notification' },
  events: {
    fill: 'Order filled',
    part_fill: 'Part of an order filled',
    reject: 'Order rejected',
    ended: 'Order ended, not by you',
    trigger: 'Stop triggered',
    alert: 'Alert went off',
    lock: 'Trading locked',
    disarm: 'Disarmed',
    connection: 'Connection lost',
    finding: 'Advisor has found something',
  } satisfies Record<SignalEvent, string>,
  hear: (event: string) => `Hear: ${event}`,
  volume: 'Volume',
  volumeOf: (percent: number) => `${String(percent)} %`,
  refused: 'This window may not show notifications: the system or the browser refuses them.',
  unavailable: 'This window has no notifications.',
  notKept: (why: string) => `Sounds and notifications were not saved or loaded: ${why}`,
} as const;
