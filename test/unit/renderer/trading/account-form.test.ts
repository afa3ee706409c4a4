import { describe, expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../../engine/contract/defaults.ts';
import { accountSettingsSchema } from '../../../../engine/contract/account.ts';
import type { AccountSettings } from '../../../../engine/contract/account.ts';
import { symbolField } from '../../../../engine/contract/fields.ts';
import { US_SELL_FEES_2025 } from '../../../../engine/domain/fee-model.ts';
import {
  FEE_FIELDS,
  accountFormOf,
  parseAccountForm,
} from '../../../../renderer/trading/account-form.ts';

const SETTINGS: AccountSettings = {
  fees: { ...US_SELL_FEES_2025, makerBasisPoints: 15, perUnitMicros: 3_500 },
  marginMode: 'reg_t',
  stopTrigger: 'quote',
  notShortable: ['AMD', 'BTC/USD'],
};

describe('the form of the account settings', () => {
  test('shows rates as a broker writes them and reads them back unchanged', () => {
    const form = accountFormOf(SETTINGS);
    expect(form.fees).toMatchObject({
      perUnitMicros: '0.0035',
      makerBasisPoints: '0.15',
      secCentsPerMillion: '27.8',
      tafMicrosPerShare: '0.000166',
      tafMaxMicros: '8.3',
      takerBasisPoints: '',
    });
    expect(form.notShortable).toBe('AMD BTC/USD');
    expect(parseAccountForm(form)).toEqual({ settings: SETTINGS });
  });

  test('takes an empty rate as none', () => {
    const form = accountFormOf(DEFAULT_ACCOUNT_SETTINGS);
    expect(parseAccountForm(form)).toEqual({
      settings: DEFAULT_ACCOUNT_SETTINGS,
    });
  });

  test('says what is wrong beside each field, and changes nothing', () => {
    const form = accountFormOf(SETTINGS);
    const parsed = parseAccountForm({
      ...form,
      fees: { ...form.fees, perUnitMicros: '1000.000001', takerBasisPoints: '1.234' },
      notShortable: 'AMD !',
    });
    expect(parsed).toEqual({
      problems: {
        perUnitMicros: 'at most 1000',
        takerBasisPoints: 'a number with at most 2 decimals',
        notShortable: '! is no symbol',
      },
    });
  });

  test('takes the highest rate of every field that the engine takes', () => {
    const schema = accountSettingsSchema(symbolField);
    const highest = { micros: '1000', percent: '100', rate: '10000', share: '1' };
    const fees = {
      ...accountFormOf(SETTINGS).fees,
      perUnitMicros: highest.micros,
      orderMinMicros: highest.micros,
      orderMaxBasisPoints: highest.percent,
      makerBasisPoints: highest.percent,
      takerBasisPoints: highest.percent,
      secCentsPerMillion: highest.rate,
      tafMicrosPerShare: highest.share,
      tafMaxMicros: highest.micros,
    };
    const parsed = parseAccountForm({
      fees,
      marginMode: 'cash',
      notShortable: '',
      stopTrigger: 'last_trade',
    });
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    expect(schema.safeParse(parsed.settings).success).toBe(true);
    for (const field of FEE_FIELDS) {
      const more = { ...parsed.settings, fees: { ...parsed.settings.fees } };
      more.fees[field] += 1;
      expect(schema.safeParse(more).success).toBe(false);
    }
  });
});
