/** Hears what happens and tells it by sound and notification, as far as its person has asked for it. */
import type { OrderEvent } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { firingText } from '../panels/alerts/alert-words.ts';
import { useAdvisor } from '../stores/advisor.ts';
import { useConnection } from '../stores/connection.ts';
import { instrumentOf } from '../stores/market.ts';
import { useTerminal } from '../stores/terminal.ts';
import { useTrading } from '../stores/trading.ts';
import { riskText } from '../text/risk.ts';
import { signalsText } from '../text/signals.ts';
import { outcomeOf } from '../trading/wording.ts';
import { useSignals } from './signal-settings.ts';
import type { SignalEvent } from './signal-settings.ts';
import { Tones } from './tones.ts';

/** The least time between two sounds of one event: a hundred fills are one sound. */
export const SOUND_PAUSE_MS = 150;
/** The same of notifications, which pile up on the desktop. */
export const NOTIFY_PAUSE_MS = 1_000;

/** Ways out of the page; a test has its own. */
export interface SignalOutlets {
  sound(event: SignalEvent, volume: number): void;
  notify(title: string, text: string): void;
  nowMs(): number;
}

/** Sorts an event of an order; null for those that nobody has to hear of. */
export function signalOf(event: OrderEvent): SignalEvent | null {
  switch (event.type) {
    case 'order.filled':
      return event.order.leavesQtyLots === 0 ? 'fill' : 'part_fill';
    case 'order.rejected':
      return 'reject';
    case 'order.canceled':
    case 'order.expired':
      return event.order.reason === 'user' || event.order.reason === 'cancel_all' ? null : 'ended';
    case 'order.triggered':
      return 'trigger';
    case 'order.accepted':
    case 'order.replaced':
    case 'order.restated':
    case 'order.activated':
      return null;
  }
}

/** Tells an event by each way that is asked for, and not too often. */
export function createTeller(outlets: SignalOutlets): (event: SignalEvent, text: string) => void {
  const lastMs = new Map<string, number>();
  const isDue = (way: string, event: SignalEvent, pauseMs: number): boolean => {
    const now = outlets.nowMs();
    const key = `${way} ${event}`;
    if (now - (lastMs.get(key) ?? Number.NEGATIVE_INFINITY) < pauseMs) return false;
    lastMs.set(key, now);
    return true;
  };
  return (event, text) => {
    const { sound, notify, volume } = useSignals.getState();
    if (sound.includes(event) && isDue('sound', event, SOUND_PAUSE_MS)) {
      outlets.sound(event, volume);
    }
    if (notify.includes(event) && isDue('notify', event, NOTIFY_PAUSE_MS)) {
      outlets.notify(signalsText.events[event], text);
    }
  };
}

/** Listens to orders, alerts, the lock, the armed state, the line and the advisor. Returns what ends it. */
export function watchSignals(
  client: Pick<EngineClient, 'onOrderEvents' | 'onAlert'>,
  outlets: SignalOutlets = pageOutlets(),
): () => void {
  const tell = createTeller(outlets);
  const undo = [
    client.onOrderEvents((events) => {
      for (const event of events) {
        const signal = signalOf(event);
        const instrument = instrumentOf(event.order.symbol);
        if (signal !== null && instrument !== null) {
          tell(signal, outcomeOf(instrument, event.order).text);
        }
      }
    }),
    client.onAlert(({ firing }) => {
      if (firing !== null) tell('alert', firingText(firing, instrumentOf));
    }),
    useTrading.subscribe(({ risk }, before) => {
      const lockedBy = risk?.lockedBy ?? null;
      if (lockedBy !== null && before.risk !== null && before.risk.lockedBy !== lockedBy) {
        tell('lock', riskText.locked[lockedBy](risk?.untilDate ?? ''));
      }
    }),
    useTerminal.subscribe((now, before) => {
      if (before.armed && !now.armed) tell('disarm', signalsText.events.disarm);
    }),
    useAdvisor.subscribe(({ told }, before) => {
      if (told !== null && told !== before.told) tell('finding', told.text);
    }),
    useConnection.subscribe((now, before) => {
      if (now.state === 'lost' && before.state === 'ready') tell('connection', now.detail);
    }),
  ];
  return () => {
    for (const end of undo) end();
  };
}

/** Sounds that are tried out are played on the same context. */
const tones = new Tones();

/** The browser's own sound and notifications. */
export function pageOutlets(): SignalOutlets {
  return {
    sound: (event, volume) => {
      // A page that nobody has touched yet may not make a sound: there is nobody to hear it.
      tones.play(event, volume).catch(() => undefined);
    },
    notify: (title, body) => {
      if (Notification.permission !== 'granted') return;
      const shown = new Notification(title, { body, tag: title });
      // Whoever clicks it wants to see the terminal.
      shown.addEventListener('click', () => window.focus());
    },
    nowMs: () => performance.now(),
  };
}
