import { expect, test } from 'vitest';
import {
  disabledFeatures,
  enabledFeatures,
  pageFlags,
} from '../../../electron/chromium-features.ts';

test('answers to keys are not held back for a frame', () => {
  expect(disabledFeatures('')).toBe('DeferRendererTasksAfterInput');
});

test('features that the command line turns off stay off', () => {
  expect(disabledFeatures('One,Two')).toBe('One,Two,DeferRendererTasksAfterInput');
});

test('there is no process for a network that no page uses, beside what the command line turns on', () => {
  expect(enabledFeatures('')).toBe('NetworkServiceInProcess2');
  expect(enabledFeatures('One')).toBe('One,NetworkServiceInProcess2');
});

test('pages have a small young generation, unless the command line says otherwise after it', () => {
  expect(pageFlags('')).toBe('--max-semi-space-size=4');
  expect(pageFlags('--max-semi-space-size=16')).toBe(
    '--max-semi-space-size=4 --max-semi-space-size=16',
  );
});
