/**
 * What a trader sees, measured in a real browser over the served terminal: frames of the default
 * workspace in a fast tape against those of an empty page on the same machine, and key presses until
 * what they do has been painted. Needs `npm run build` and Chromium; without them it says so.
 */
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { disabledFeatures } from '../../../electron/chromium-features.ts';
import { setup as buildWhereOld } from '../../support/build-application.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { pressKeys } from '../../support/e2e/pages/keys.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { findChromium } from '../../support/requirements.ts';
import type { BenchFigure } from '../figure.ts';
import { setEventRate, steeringClient } from './event-rate.ts';
import { countFrames, percentile, watchEmptyPage, watchKeys } from './in-page.ts';
import { mainThreadMs, rendererPid } from './thread-time.ts';

const SEED = 7;
/** How long frames are counted, in milliseconds. */
const FRAMES_MS = 8_000;
/** Market events a second while frames are counted, and while keys are pressed. */
const FRAMES_EVENTS_PER_S = 10_000;
const KEYS_EVENTS_PER_S = 5_000;
/** Key presses of each kind. */
const PRESSES = 150;
/**
 * How long a key is held, and the pause before the next one, in milliseconds: no shorter than a fast hand's.
 * Pauses differ by steps that are no part of a display frame, so that presses fall on all of its moments.
 */
const HOLD_MS = 40;
const PAUSE_MS_MIN = 25;
const PAUSE_STEPS = 30;
const SIZE = { width: 1920, height: 1080 };
const US_PER_MS = 1_000;
const TAIL = 0.99;
/** Rows of the performance panel that say where the time of an order went. */
const PARTS = /^(Stage|Key|Engine:|Round trip|Answer|Input|Market events|CPU of other)/;

/** Measures and returns the figures; none where there is no Chromium. */
export async function runScreenBench(): Promise<BenchFigure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    process.stderr.write('screen: there is no Chromium here, so nothing was measured\n');
    return [];
  }
  // A page of an older build cannot talk to this engine, and would be waited for in vain.
  buildWhereOld();
  const served = await ServedTerminal.start(SEED);
  const browser = await launch(executablePath, []);
  try {
    const empty = await emptyFrames(browser);
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(served.address);
    await page.locator('.ladder-row[data-ticks]').first().waitFor();
    const client = await steeringClient(served.address);
    const events = await setEventRate(client, FRAMES_EVENTS_PER_S);
    const pid = rendererPid(process.pid);
    const beforeMs = pid === null ? 0 : mainThreadMs(pid);
    const busy = await countFrames(page, FRAMES_MS);
    const cpuMs = pid === null ? 0 : mainThreadMs(pid) - beforeMs;
    const emptyAgain = await emptyFrames(browser);
    const renderer = await rendererName(page);
    const frames = frameFigures([...empty, ...emptyAgain], busy, { renderer, events });
    const keyEvents = await setEventRate(client, KEYS_EVENTS_PER_S);
    const keys = await keyFigures(browser, page, keyEvents, 'key');
    await browser.close();
    const desktop = await desktopKeys(executablePath, served.address, keyEvents);
    return [...frames, ...cpuFigures(cpuMs, busy.length), ...keys, ...desktop];
  } finally {
    await browser.close();
    await served.stop();
  }
}

function launch(executablePath: string, options: readonly string[]): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...options] });
}

/** The same keys in a browser that is set as the desktop terminal sets its own. */
async function desktopKeys(
  executablePath: string,
  address: string,
  events: number,
): Promise<BenchFigure[]> {
  const browser = await launch(executablePath, [`--disable-features=${disabledFeatures('')}`]);
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(address);
    await page.locator('.ladder-row[data-ticks]').first().waitFor();
    return await keyFigures(browser, page, events, 'key.desktop');
  } finally {
    await browser.close();
  }
}

async function emptyFrames(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto('about:blank');
  const gaps = await countFrames(page, FRAMES_MS);
  await page.close();
  return gaps;
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

/** What the window's main thread has on the processor, which a loaded machine changes least. */
function cpuFigures(cpuMs: number, frames: number): BenchFigure[] {
  if (cpuMs === 0) return [];
  const aSecond = (cpuMs * US_PER_MS) / FRAMES_MS;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return [
    { name: 'screen.main_thread', value: round(aSecond), unit: 'cpu ms/s' },
    { name: 'screen.main_thread.frame', value: round(cpuMs / frames), unit: 'cpu ms' },
  ];
}

function frameFigures(
  empty: readonly number[],
  busy: readonly number[],
  of: { readonly renderer: string; readonly events: number },
): BenchFigure[] {
  // The mean gap, so that stretches of any length compare.
  const rate = (gaps: readonly number[]): number =>
    (gaps.length * US_PER_MS) /
    Math.max(
      1,
      gaps.reduce((sum, gap) => sum + gap, 0),
    );
  const reference = 'an empty page in the same browser, before and after';
  const p99 = percentile(busy, TAIL);
  const details = { ...of, frames: busy.length, emptyFrames: empty.length };
  return [
    {
      ...{ name: 'screen.frames', value: Math.round(rate(busy)), unit: 'frames/s' },
      ...{ ratio: rate(busy) / rate(empty), reference, details },
    },
    {
      ...{ name: 'screen.frame.p99', value: Math.round(p99 * US_PER_MS), unit: 'us' },
      ...{ ratio: p99 / percentile(empty, TAIL), reference },
    },
  ];
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
    if (at % 25 === 24) await cancelAll(page);
  }
  await pressKeys(page, 'F9');
  // Figures of the panel are a second old at most.
  const frames = page.getByTestId('panel-performance').locator('tr[data-stage="key.paint"] td.dim');
  await frames.getByText(String(PRESSES)).waitFor();
  const parts = await page.getByTestId('panel-performance').getByRole('row').allInnerTexts();
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

/** Name of what draws: software rendering has no graphics card to help it. */
function rendererName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('webgl');
    const info = context?.getExtension('WEBGL_debug_renderer_info') ?? null;
    if (context === null || info === null) return 'unknown';
    return String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  });
}
