/** Stages that a window measures of itself, against what another clock in the page has noted. */
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { WINDOW_STAGES } from '../../../engine/contract/metrics.ts';
import type { WindowStage } from '../../../engine/contract/metrics.ts';
import type { LatencySummary } from '../../../engine/contract/telemetry.ts';
import { HDR_ERROR } from '../../../engine/domain/hdr-histogram.ts';
import type { ChromiumHost } from '../../support/e2e/chromium-host.ts';
import { until } from '../../support/e2e/eventually.ts';
import { spin } from '../../support/e2e/window-figures.ts';
import { restartStamps, stampsOf } from '../../support/e2e/window-stamps.ts';
import type { Bounds, Stamps } from '../../support/e2e/window-stamps.ts';
import type { Started } from './started.ts';

const ORDERS = 5;
const BY_ORDER = ['key.send', 'order.round_trip', 'ack.paint', 'key.paint'] as const;
const BY_FRAME = ['market.transit', 'market.paint', 'frame.gap', 'input.paint'] as const;
/** With the share of durations that are no longer. */
const FIGURES = [
  ['p50Us', 0.5],
  ['p95Us', 0.95],
  ['p99Us', 0.99],
  ['p999Us', 0.999],
  ['maxUs', 1],
] as const;
const US_PER_MS = 1_000;
const MINUTE_MS = 60_000;
/** Figures are told in whole microseconds. */
const ROUNDED_US = 1;
/** The browser rounds the durations of inputs to eight milliseconds. */
const INPUT_MS = 8;
/** The terminal aligns the clocks by the last pings and what came since the first of them. */
const PINGS_KEPT = 8;
/** Between the terminal's look at its clock and its call of the socket. */
const BEFORE_PING_MS = 0.5;

type Told = Readonly<Record<WindowStage, LatencySummary>>;
/** Of the last minute, and since the panel's button was pressed. */
type Saved = Readonly<Record<'window' | 'windowRun', Told>>;
type Noted = Readonly<Record<WindowStage, readonly Bounds[]>>;

/** `started`: a terminal whose first page notes what happens in it (`stampPage`), and that has no order yet. */
export function windowStageScenarios(started: Started<ChromiumHost>): void {
  describe('stages that it measures of itself', () => {
    let noted: Noted;
    let inputs: Stamps['inputs'];
    let presses: Stamps['presses'];
    let told: Told;

    it('have in the panel whatever has been noted, and each order once', async () => {
      const { host, terminal } = started;
      const { page } = terminal;
      await terminal.arm();
      await terminal.press('F9');
      const panel = terminal.panel('performance');
      // The panel counts every frame from here on, and nobody else does once a key has been pressed.
      await panel.locator('tr[data-gauge="fps"] td', { hasText: /\d/ }).waitFor();
      await terminal.press('Shift');
      const restartedMs = performance.now();
      await restartStamps(page, 'Reset');
      for (let order = 1; order <= ORDERS; order += 1) {
        await terminal.press('Alt+U');
        await terminal.ticket.prepared();
        await terminal.press('Enter');
        await terminal.ticket.says(new RegExp(`\\(order ${String(order)}\\)$`));
      }
      await spin(page);
      const noticed = notedBy(await stampsOf(page));
      // The panel has it with one of its next turns, and shows it before it is saved once.
      const isRecent = (): boolean => performance.now() - restartedMs < MINUTE_MS;
      const table = panel.getByTestId('latency-table');
      await until(async () => {
        // The last minute has not all of it on a slow machine.
        if (!isRecent()) await table.getByRole('radio', { name: 'Run' }).click();
        const shown = await countsIn(table);
        return WINDOW_STAGES.every((stage) => (shown[stage] ?? 0) >= noticed[stage].length);
      }, 'all that was noted, in the panel');
      const { window, windowRun } = await saved(host, page);
      told = isRecent() ? window : windowRun;
      const stamps = await stampsOf(page);
      ({ inputs, presses } = stamps);
      noted = notedBy(stamps);
      for (const stage of BY_ORDER) expect(told[stage].count, stage).toBe(ORDERS);
    });

    it.each([...BY_ORDER, ...BY_FRAME])('%s begins and ends when it did here', (stage) => {
      expectWithin(told[stage], noted[stage]);
    });

    it('input.paint has what passed of a press before the page heard of it', () => {
      expect(presses).toHaveLength(ORDERS);
      for (const { pressedMs, handledMs } of presses) {
        const entry = inputs.find(
          ({ name, startMs }) => name === 'keydown' && Math.abs(startMs - pressedMs) < 1,
        );
        expect(entry?.tookMs).toBeGreaterThan(handledMs - pressedMs - INPUT_MS);
      }
    });
  });
}

/** How many durations of each stage the panel shows. */
async function countsIn(table: Locator): Promise<Readonly<Partial<Record<string, number>>>> {
  const shown = await table.locator('tr[data-stage]').evaluateAll((rows) =>
    rows.map((row): [string, number] => {
      const count = row.querySelector('td:nth-of-type(6)')?.textContent ?? '';
      return [row.getAttribute('data-stage') ?? '', Number(count.replaceAll(',', ''))];
    }),
  );
  return Object.fromEntries(shown);
}

/** What the panel shows, as its button saves it. */
async function saved(host: ChromiumHost, page: Page): Promise<Saved> {
  const button = page.getByTestId('panel-performance').getByRole('button', { name: 'JSON' });
  const { text } = await host.savedFile(page, () => button.click());
  // By the panel's own types.
  return JSON.parse(text) as Saved;
}

/** Bounds of every duration of every stage, in the order of time. */
function notedBy(stamps: Stamps): Noted {
  return {
    ...stamps.bounds,
    'market.transit': transitsOf(stamps),
    // What a person waits for: moves of the pointer are none of it.
    'input.paint': stamps.inputs
      .filter(({ name }) => /^(key|pointer(down|up)|click)/.test(name))
      .map(({ tookMs }) => [tookMs, tookMs]),
  };
}

/** From the engine to here, by whatever offset of the clocks the terminal can have held for possible. */
function transitsOf({ frames, pings, restartedMs }: Stamps): readonly Bounds[] {
  const before = pings.filter(({ toMs }) => toMs < restartedMs).length;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let count = Math.max(1, before); count <= pings.length; count += 1) {
    const kept = pings.slice(Math.max(0, count - PINGS_KEPT), count);
    const knownMs = Math.max(restartedMs, kept.at(-1)?.toMs ?? 0);
    const since = kept[0]?.toMs ?? knownMs;
    const heard = frames.filter(({ fromMs, toMs }) => fromMs > since && toMs < knownMs);
    const sent = [...kept, ...heard].map(({ sentUs, toMs }) => sentUs / US_PER_MS - toMs);
    const received = kept.map(({ receivedUs, askedMs }) => receivedUs / US_PER_MS - askedMs);
    least = Math.min(least, Math.max(...sent));
    most = Math.max(most, Math.min(...received) + BEFORE_PING_MS);
  }
  return frames
    .filter(({ toMs }) => toMs > restartedMs)
    .map(({ sentUs, fromMs, toMs }) => [
      fromMs - sentUs / US_PER_MS + least,
      toMs - sentUs / US_PER_MS + most,
    ]);
}

/** That the figures are those of the first durations, as many as were counted. */
function expectWithin(told: LatencySummary, noted: readonly Bounds[]): void {
  const bounds = noted.slice(0, told.count);
  expect(told.count).toBeGreaterThan(0);
  expect(bounds).toHaveLength(told.count);
  const least = bounds.map(([ms]) => ms * US_PER_MS).sort((a, b) => a - b);
  const most = bounds.map(([, ms]) => ms * US_PER_MS).sort((a, b) => a - b);
  for (const [figure, share] of FIGURES) {
    const rank = Math.ceil(told.count * share) - 1;
    const tooHigh = figure === 'maxUs' ? 1 : 1 + HDR_ERROR;
    expect(told[figure], figure).toBeGreaterThanOrEqual((least[rank] ?? 0) - ROUNDED_US);
    expect(told[figure], figure).toBeLessThanOrEqual((most[rank] ?? 0) * tooHigh + ROUNDED_US);
  }
}
