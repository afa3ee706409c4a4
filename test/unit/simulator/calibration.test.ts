import { describe, expect, test } from 'vitest';
import * as calibration from '../../../engine/simulator/calibration.ts';
import { measureSimulator } from '../../support/calibration/measure-simulator.ts';

/** Three hours of the recorded future as the simulator trades it: 130,000 events. */
const measured = measureSimulator(3, 1);

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

  test('has depth at the best price and behind it, at least a fifth of the recorded', () => {
    for (const [level, lots] of measured.depthLots.entries()) {
      expect(lots).toBeGreaterThan((calibration.DEPTH_LOTS[level] ?? 0) / 5);
    }
  });
});
