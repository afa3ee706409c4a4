import { expect, test } from 'vitest';
import { cryptoPair, usEquity } from '../../../../engine/domain/instrument.ts';
import { withTakenTime } from '../../../../renderer/trading/ticket-choices.ts';
import { editDraft, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import { openDesk } from './fake-desk.ts';

const BTC = cryptoPair('BTC/USD', 'Bitcoin', 100);
const draft = { ...useTicket.getState().draft, orderType: 'limit', timeInForce: 'day' } as const;

test('a coin on Alpaca gets a time in force that it has there, all else keeps its own', () => {
  expect(withTakenTime('alpaca-paper', BTC, draft).timeInForce).toBe('gtc');
  const now = { ...draft, timeInForce: 'ioc' } as const;
  expect(withTakenTime('alpaca-paper', BTC, now)).toBe(now);
  expect(withTakenTime('local', BTC, draft)).toBe(draft);
  expect(withTakenTime('alpaca-paper', usEquity('AAPL', 'Apple'), draft)).toBe(draft);
  // What the venue does not take at all is refused by its type, not by its time.
  const stop = { ...draft, orderType: 'stop' } as const;
  expect(withTakenTime('alpaca-paper', BTC, stop)).toBe(stop);
});

test('shares after a coin are for the day again, and so is what follows them of another kind', () => {
  const { desk, actions } = openDesk();
  const time = () => {
    const { timeInForce, extendedHours } = useTicket.getState().draft;
    return { timeInForce, extendedHours };
  };
  desk.venue = 'alpaca-paper';
  actions.setSymbol('BTC/USD');
  expect(time()).toEqual({ timeInForce: 'gtc', extendedHours: false });
  actions.setSymbol('AAPL');
  expect(time()).toEqual({ timeInForce: 'day', extendedHours: false });
  editDraft({ timeInForce: 'gtc', extendedHours: true });
  actions.setSymbol('MSFT');
  expect(time()).toEqual({ timeInForce: 'gtc', extendedHours: true });
  desk.venue = 'local';
  actions.setSymbol('BTC/USD');
  expect(time()).toEqual({ timeInForce: 'day', extendedHours: false });
  actions.dispose();
});
