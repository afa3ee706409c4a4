/**
 * Key presses in a terminal under a market of so many events a second, until what they do has been painted,
 * beside what the machine lets any page reach: an empty page, and the floor of floor-page.ts.
 */
import type { Browser, Page } from 'playwright';
import { setTimeout as pause } from 'node:timers/promises';
import { pressKeys } from '../../support/e2e/pages/keys.ts';
import type { TestClient } from '../../support/test-client.ts';
import type { BenchFigure } from '../figure.ts';
import { launch, openTerminal, SIZE } from './browser.ts';
import { openFloorPage } from './floor-page.ts';
import { percentile, watchEmptyPage, watchKeys } from './in-page.ts';

/** Key presses of each kind. */
const PRESSES = 150;
/** Orders that may rest before they are canceled: the account's limits allow some more. */
const CANCEL_EVERY = 25;
const CANCEL_ALL = { type: 'orders.cancel_all', symbol: null, side: null } as const;
/**
 * How long a key is held, and the pause before the next one, in milliseconds: no shorter than a fast hand's.
 * Pauses differ by steps that are no part of a display frame, so that presses fall on all of its moments.
 */
const HOLD_MS = 40;
const PAUSE_MS_MIN = 25;
const PAUSE_STEPS = 30;
const US_PER_MS = 1_000;
const TAIL = 0.99;
/** Rows of the performance panel that say where the time of an order went. */
const PARTS = /^(Stage|Key|Engine:|Round trip|Answer|Input|Market events|CPU of other)/;

/** Of one press in the floor page. */
interface FloorTimes {
  readonly ms: number;
  readonly roundTripMs: number;
}

/** What all rounds of keys share. */
export interface KeyBench {
  readonly executablePath: string;
  readonly address: string;
  readonly client: TestClient;
  /** Market events a second. */
  readonly events: number;
}

/** Keys in a browser of their own; `options`: as the desktop terminal sets its own, or none. */
export async function keysOf(
  bench: KeyBench,
  options: readonly string[],
  prefix: string,
): Promise<BenchFigure[]> {
  const browser = await launch(bench.executablePath, options);
  try {
    const before = await floorKeys(browser, bench);
    const page = await openTerminal(browser, bench.address);
    const keys = await keyFigures(browser, page, bench.events, prefix);
    await page.close();
    const after = await floorKeys(browser, bench);
    return floorFigures(prefix, [...before, ...after], keys);
  } finally {
    await browser.close();
  }
}

/** Key to an order's acknowledgement painted in a page of one line, with nothing else open. */
async function floorKeys(browser: Browser, { address, client }: KeyBench): Promise<FloorTimes[]> {
  const floor = await openFloorPage(browser, SIZE, address, client);
  const took: number[] = [];
  for (let at = 0; at < PRESSES / 2; at += 1) {
    await press(floor.page, 'Enter', at);
    took.push(await floor.painted('answer'));
    if (at % CANCEL_EVERY === CANCEL_EVERY - 1) await client.request(CANCEL_ALL);
  }
  const roundTrips = await floor.roundTrips();
  await client.request(CANCEL_ALL);
  await floor.page.close();
  return took.map((ms, at) => ({ ms, roundTripMs: roundTrips[at] ?? 0 }));
}

/** Key to painted in a page that has nothing else to do: most of it is the wait for the display's next frame. */
async function emptyKeys(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: SIZE });
  const watch = await watchEmptyPage(page);
  const took: number[] = [];
  for (let at = 0; at < PRESSES / 2; at += 1) {
    await press(page, 'U', at);
    took.push(await watch.painted('answer'));
  }
  await page.close();
  return took;
}

/** Presses keys after a pause as a hand does. */
async function press(page: Page, keys: string, at: number): Promise<void> {
  await pause(PAUSE_MS_MIN + ((at * 7) % PAUSE_STEPS));
  await pressKeys(page, keys, HOLD_MS);
}

/** Key to preview line, and Enter to the durable acknowledgement painted, with its parts. */
async function keyFigures(
  browser: Browser,
  page: Page,
  events: number,
  prefix: string,
): Promise<BenchFigure[]> {
  const emptyBefore = await emptyKeys(browser);
  const watch = await watchKeys(page);
  const preview: number[] = [];
  const ack: number[] = [];
  for (let at = 0; at < PRESSES; at += 1) {
    // The armed state ends by itself; a long bench on a slow machine outlives it.
    await arm(page);
    await press(page, 'Alt+U', at);
    preview.push(await watch.painted('preview'));
    await press(page, 'Enter', at);
    ack.push(await watch.painted('answer'));
    if (at % CANCEL_EVERY === CANCEL_EVERY - 1) await cancelAll(page);
  }
  await pressKeys(page, 'F9');
  const panel = page.getByTestId('panel-performance');
  await panel.getByRole('radio', { name: 'Run', exact: true }).click();
  // Figures of the panel are a second old at most.
  const frames = panel.locator('tr[data-stage="key.paint"] td.dim');
  await frames.getByText(String(PRESSES)).waitFor();
  const parts = await panel.getByRole('row').allInnerTexts();
  const stages = parts
    .map((row) => row.replace(/\s+/g, ' ').trim())
    .filter((row) => PARTS.test(row) && /\d/.test(row));
  const empty = [...emptyBefore, ...(await emptyKeys(browser))];
  const reference = 'a key that changes one word of an empty page in the same browser';
  const figures = (name: string, took: readonly number[]): [BenchFigure, BenchFigure] => {
    const figure = (percent: number): BenchFigure => ({
      name: `screen.${prefix}.${name}.p${String(percent)}`,
      value: Math.round(percentile(took, percent / 100) * US_PER_MS),
      ...{ unit: 'us', reference },
      ratio: percentile(took, percent / 100) / percentile(empty, percent / 100),
    });
    return [figure(50), figure(99)];
  };
  const [median, tail] = figures('ack', ack);
  return [
    ...figures('empty_page', empty),
    ...figures('preview', preview),
    { ...median, details: { presses: PRESSES, events, parts: stages } },
    tail,
  ];
}

/** The floor, and the acknowledgements of `keys` held against it. */
function floorFigures(
  prefix: string,
  floor: readonly FloorTimes[],
  keys: readonly BenchFigure[],
): BenchFigure[] {
  const us = (values: readonly number[], share: number): number =>
    Math.round(percentile(values, share) * US_PER_MS);
  const took = floor.map(({ ms }) => ms);
  const roundTrips = floor.map(({ roundTripMs }) => roundTripMs);
  const figures = [0.5, TAIL].map((share): BenchFigure => {
    const percent = `p${String(share * 100)}`;
    const ack = keys.find(({ name }) => name === `screen.${prefix}.ack.${percent}`)?.value ?? 0;
    const value = us(took, share);
    return {
      ...{ name: `screen.${prefix}.floor.${percent}`, value, unit: 'us' },
      ...{ ratio: ack / value, reference: 'the acknowledgement in the terminal, over this floor' },
      details: { presses: floor.length, roundTripUs: us(roundTrips, share) },
    };
  });
  return [...figures, ...keys];
}

async function cancelAll(page: Page): Promise<void> {
  await pressKeys(page, 'Alt+Shift+X');
  await pressKeys(page, 'Enter');
  await page
    .getByTestId('ticket-status')
    .getByText(/^Canceled \d+/)
    .waitFor();
}

async function arm(page: Page): Promise<void> {
  const armed = page.getByTestId('status-armed');
  if ((await armed.innerText()).startsWith('ARMED')) return;
  await pressKeys(page, 'Alt+A');
  await armed.getByText(/^ARMED/).waitFor();
}
