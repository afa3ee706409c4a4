import { describe, expect, it } from 'vitest';
import {
  NEW_ALERT,
  alertSpecOf,
  formOfAlert,
} from '../../../../../renderer/panels/alerts/alert-form.ts';
import type { AlertForm } from '../../../../../renderer/panels/alerts/alert-form.ts';
import { conditionText, firingText } from '../../../../../renderer/panels/alerts/alert-words.ts';
import { AAPL } from '../../../../support/test-core.ts';

const made = (form: Partial<AlertForm>) => alertSpecOf({ ...NEW_ALERT, ...form }, AAPL);
const told = (form: Partial<AlertForm>): string => {
  const spec = made(form);
  return 'problem' in spec ? spec.problem : conditionText(spec.spec.condition, () => AAPL);
};

describe('what is typed to set an alert', () => {
  it.each<[Partial<AlertForm>, string]>([
    [{ value: '187.25' }, 'AAPL above 187.25'],
    [{ kind: 'change', direction: 'below', value: '2.5' }, 'AAPL -2.50% on the day'],
    [{ kind: 'average', average: 'ema', timeframe: '5m' }, 'AAPL 5m close above EMA(20)'],
    [{ kind: 'rsi', period: '14', value: '70' }, 'AAPL 1m RSI(14) above 70'],
    [{ kind: 'order', event: 'rejected' }, 'Any order rejected'],
    [{ kind: 'day_pnl', direction: 'below', value: '-500' }, 'Day P&L below -500.00'],
    [{ kind: 'position_pnl', value: '1250.5' }, 'AAPL position P&L above 1,250.50'],
  ])('%j waits for what it says', (form, text) => {
    expect(told(form)).toBe(text);
  });

  it.each<[Partial<AlertForm>, string]>([
    [{ value: '' }, 'Price'],
    [{ value: '187.12345' }, 'Price'],
    [{ kind: 'change', value: '0' }, 'Percent'],
    [{ kind: 'average', period: '1' }, 'Period'],
    [{ kind: 'rsi', period: '14', value: '100' }, 'Level'],
    [{ kind: 'day_pnl', value: 'much' }, 'Dollars'],
  ])('%j is refused by the name of its field', (form, field) => {
    expect(told(form)).toContain(`${field} is not a number`);
  });
});

describe('an alert that is changed', () => {
  it.each<Partial<AlertForm>>([
    { value: '187.25', note: 'breakout', repeat: 'repeat' },
    { kind: 'change', direction: 'below', value: '2.5' },
    { kind: 'average', average: 'ema', timeframe: '5m', period: '50', direction: 'below' },
    { kind: 'rsi', period: '14', value: '70' },
    { kind: 'order', event: 'rejected' },
    { kind: 'day_pnl', direction: 'below', value: '-500.25' },
    { kind: 'position_pnl', value: '1250.5' },
  ])('has %j in its fields again, and is the same when nothing is touched', (form) => {
    const first = made(form);
    if ('problem' in first) throw new Error(first.problem);
    const again = formOfAlert(first.spec, AAPL);
    expect(alertSpecOf(again, AAPL, first.spec)).toEqual(first);
    expect(again).toMatchObject({ kind: 'price', ...form });
  });

  it('keeps what the form does not ask for', () => {
    const condition = { kind: 'order', symbol: 'AAPL', events: ['filled', 'expired'] } as const;
    const before = { condition: { ...condition, events: [...condition.events] }, note: '' };
    const spec = { ...before, repeat: 'repeat', cooldownS: 5 } as const;
    expect(alertSpecOf({ ...formOfAlert(spec, AAPL), note: 'mine' }, AAPL, spec)).toEqual({
      spec: { ...spec, note: 'mine' },
    });
  });
});

describe('an alert that went off', () => {
  it('says what it waited for, what it is now, and the note', () => {
    const spec = made({ value: '187.25', note: 'breakout' });
    if ('problem' in spec) throw new Error(spec.problem);
    const firing = { alertId: 1, spec: spec.spec, atUs: 0, value: 1_873_000, order: null };
    expect(firingText(firing, () => AAPL)).toBe('AAPL above 187.25, now 187.30 (breakout)');
    const order = { orderId: 7, symbol: 'AAPL', event: 'filled' } as const;
    expect(firingText({ ...firing, value: null, order }, () => AAPL)).toBe(
      'order 7 in AAPL filled (breakout)',
    );
  });
});
