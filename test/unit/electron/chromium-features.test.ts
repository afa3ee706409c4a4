import { expect, test } from 'vitest';
import { disabledFeatures } from '../../../electron/chromium-features.ts';

test('answers to keys are not held back for a frame', () => {
  expect(disabledFeatures('')).toBe('DeferRendererTasksAfterInput');
});

test('features that the command line turns off stay off', () => {
  expect(disabledFeatures('One,Two')).toBe('One,Two,DeferRendererTasksAfterInput');
});
