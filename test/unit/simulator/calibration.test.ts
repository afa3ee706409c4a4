import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as calibration from '../../../engine/simulator/calibration.ts';
import { readOrderFlow } from '../../../engine/feed/replay-reader.ts';
import { comparisonOf } from '../../support/calibration/comparison.ts';
import { measureRecording } from '../../support/calibration/measure-recording.ts';
import { measureSimulator } from '../../support/calibration/measure-simulator.ts';
import { RECORDED_FIGURES } from '../../support/calibration/recorded-figures.ts';
import { RECORDED_DATA_FOLDER, describeWith } from '../../support/requirements.ts';

/** Ten hours of the recorded future as the simulator trades it: 440,000 events. */
const measured = measureSimulator(10, 1);

describe('simulated order flow, beside the recorded', () => {
  test('has the recorded mix of adds, cancels, modifies and takes, within 0.05', () => {
    const { add, cancel, modify, take } = measured.eventShares;
    expect(Math.abs(add - calibration.ADD_SHARE)).toBeLessThan(0.05);
    expect(Math.abs(cancel - calibration.CANCEL_SHARE)).toBeLessThan(0.05);
    expect(Math.abs(modify - calibration.MODIFY_SHARE)).toBeLessThan(0.05);
    expect(Math.abs(take - calibration.TAKE_SHARE)).toBeLessThan(0.03);
  });

  test('places and cancels as near the best price, within 0.1', () => {
    expect(Math.abs((measured.addDistance['0'] ?? 0) - 0.5509)).toBeLessThan(0.1);
    expect(Math.abs((measured.cancelDistance['0'] ?? 0) - 0.5903)).toBeLessThan(0.1);
    expect(Math.abs((measured.modifyDistance['0'] ?? 0) - 0.1733)).toBeLessThan(0.1);
  });

  test('moves orders by one tick in nearly half of the changes of price, within 0.1', () => {
    expect(Math.abs(measured.modifyOneTickShare - 0.4697)).toBeLessThan(0.1);
    expect(Math.abs(measured.modifyDecreaseShare - calibration.MODIFY_DECREASE_SHARE)).toBeLessThan(
      0.05,
    );
  });

  test('has the recorded sizes: three quarters of the orders are 1 lot, takers take 3 to 4', () => {
    expect(Math.abs(measured.addSizeOneShare - 0.7461)).toBeLessThan(0.02);
    expect(Math.abs(measured.takeSizeOneShare - 0.5967)).toBeLessThan(0.02);
    expect(Math.abs(measured.addSizeMean / 2.2262 - 1)).toBeLessThan(0.15);
    expect(Math.abs(measured.takeSizeMean / 3.3577 - 1)).toBeLessThan(0.15);
  });

  test('keeps the spread at one tick nine times in ten, within 0.08', () => {
    expect(Math.abs(measured.spreadOneTickShare - calibration.SPREAD_ONE_TICK_SHARE)).toBeLessThan(
      0.08,
    );
    expect(
      Math.abs(measured.spreadTwoTicksShare - calibration.SPREAD_TWO_TICKS_SHARE),
    ).toBeLessThan(0.02);
  });

  test('comes in bursts as the recording does, within a third', () => {
    expect(Math.abs(measured.gapVariation / calibration.GAP_VARIATION - 1)).toBeLessThan(1 / 3);
    expect(Math.abs(measured.countDispersion / calibration.COUNT_DISPERSION - 1)).toBeLessThan(
      1 / 3,
    );
  });

  test('is within twice of the recorded in depth by level, lives of orders, moves and their clusters', () => {
    const compared = comparisonOf(RECORDED_FIGURES, measured);
    expect(compared.length).toBeGreaterThan(50);
    expect(compared.filter(({ isOff }) => isOff)).toEqual([]);
  });

  test('moves more after it has moved much: volatility clusters over minutes', () => {
    const { absoluteReturnCorrelation, returnCorrelation } = measured;
    for (const correlation of Object.values(absoluteReturnCorrelation)) {
      expect(correlation).toBeGreaterThan(0.04);
    }
    expect(Math.abs(returnCorrelation)).toBeLessThan(0.12);
  });
});

describeWith(['recorded-data'], 'the figures of the recording', () => {
  test('are what measuring it finds', async () => {
    const flow = await readOrderFlow(join(RECORDED_DATA_FOLDER, 'es-mbo-20231225.csv.gz'));
    expect(measureRecording(flow)).toEqual(RECORDED_FIGURES);
  });
});
