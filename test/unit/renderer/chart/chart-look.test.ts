import { describe, expect, test } from 'vitest';
import { initialSpec } from '../../../../engine/indicators/catalogue.ts';
import {
  INDICATORS_MAX,
  INITIAL_LOOK,
  changeIndicator,
  readLook,
  withIndicator,
} from '../../../../renderer/chart/chart-look.ts';
import { axisZone } from '../../../../renderer/chart/chart-zone.ts';
import { indicatorName, indicatorText } from '../../../../renderer/chart/indicator-words.ts';
import { AAPL, dollars } from '../market-samples.ts';

describe('the look of a chart', () => {
  test('is read back as it was written', () => {
    const look = withIndicator(
      { ...INITIAL_LOOK, type: 'area', zone: 'utc', logarithmic: true },
      initialSpec('rsi'),
    );
    expect(readLook(JSON.parse(JSON.stringify(look)))).toEqual(look);
  });

  test('is as at first where a document says something else', () => {
    expect(readLook(null)).toBeNull();
    const wrong = {
      type: 'pie',
      zone: 'Mars',
      volume: 'yes',
      indicators: [{ spec: { kind: 'x' } }, 7],
    };
    expect(readLook(wrong)).toEqual(INITIAL_LOOK);
  });

  test('has no more indicators than may be, each with a number of its own', () => {
    let look = INITIAL_LOOK;
    for (let i = 0; i < INDICATORS_MAX + 2; i += 1) look = withIndicator(look, initialSpec('ema'));
    expect(look.indicators).toHaveLength(INDICATORS_MAX);
    expect(new Set(look.indicators.map(({ id }) => id)).size).toBe(INDICATORS_MAX);
    const fewer = changeIndicator(look, 3, null);
    expect(fewer.indicators).toHaveLength(INDICATORS_MAX - 1);
    const [first] = changeIndicator(fewer, 1, { ...initialSpec('sma'), numbers: [5] }).indicators;
    expect(first).toEqual({ id: 1, spec: { kind: 'sma', numbers: [5], source: 'close' } });
  });
});

describe('the zone of a chart', () => {
  test('is that of the exchange unless another one is chosen', () => {
    expect(axisZone('exchange', 'America/New_York', '1m')).toBe('America/New_York');
    expect(axisZone('utc', 'America/New_York', '5m')).toBe('UTC');
    expect(axisZone('local', 'America/New_York', '5m')).toBe(
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
    );
  });

  test('is that of the exchange for bars of a day, which are its trading dates', () => {
    expect(axisZone('utc', 'America/New_York', '1d')).toBe('America/New_York');
  });
});

describe('indicators in words', () => {
  test('say their numbers, and their price if it is not the close', () => {
    expect(indicatorName(initialSpec('macd'))).toBe('MACD 12 26 9');
    expect(indicatorName({ kind: 'ema', numbers: [9], source: 'hl2' })).toBe('EMA 9 hl2');
    expect(indicatorName(initialSpec('vwap'))).toBe('VWAP');
  });

  test('have the decimals of what they measure', () => {
    expect(indicatorText(AAPL, 'sma', dollars(187.25) + 1 / 3)).toBe('187.25');
    expect(indicatorText(AAPL, 'atr', 537.4)).toBe('0.0537');
    expect(indicatorText(AAPL, 'rsi', 61.234)).toBe('61.23');
    expect(indicatorText(AAPL, 'rsi', Number.NaN)).toBe('');
  });
});
