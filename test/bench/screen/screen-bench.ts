/**
 * What a trader sees, measured in a real browser over the served terminal: frames of the default
 * workspace in a fast tape against those of an empty page on the same machine, and key presses until
 * what they do has been painted. Needs `npm run build` and Chromium; without them it says so.
 */
import type { Browser, Page } from 'playwright';
import { disabledFeatures } from '../../../electron/chromium-features.ts';
import { setup as buildWhereOld } from '../../support/build-application.ts';
import { ServedTerminal } from '../../support/e2e/served-terminal.ts';
import { findChromium } from '../../support/requirements.ts';
import type { TestClient } from '../../support/test-client.ts';
import type { BenchFigure } from '../figure.ts';
import { SIZE, launch, openTerminal } from './browser.ts';
import { setEventRate, steeringClient } from './event-rate.ts';
import { countFrames, percentile } from './in-page.ts';
import { keysOf } from './key-bench.ts';
import { mainThreadMs, rendererPid } from './thread-time.ts';

const SEED = 7;
/** How long frames are counted, in milliseconds. */
const FRAMES_MS = 8_000;
/** Market events a second while frames are counted, and while keys are pressed. */
const FRAMES_EVENTS_PER_S = 10_000;
const KEYS_EVENTS_PER_S = 5_000;
const US_PER_MS = 1_000;
const TAIL = 0.99;

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
  try {
    const { address } = served;
    const client = await steeringClient(address);
    const frames = await framesOf(executablePath, address, client);
    const events = await setEventRate(client, KEYS_EVENTS_PER_S);
    const bench = { executablePath, address, client, events };
    const keys = await keysOf(bench, [], 'key');
    const set = [`--disable-features=${disabledFeatures('')}`];
    return [...frames, ...keys, ...(await keysOf(bench, set, 'key.desktop'))];
  } finally {
    await served.stop();
  }
}

/** Frames in a fast market, and what they cost. */
async function framesOf(
  executablePath: string,
  address: string,
  client: TestClient,
): Promise<BenchFigure[]> {
  const browser = await launch(executablePath, []);
  try {
    const empty = await emptyFrames(browser);
    const page = await openTerminal(browser, address);
    const events = await setEventRate(client, FRAMES_EVENTS_PER_S);
    const pid = rendererPid(process.pid);
    const beforeMs = pid === null ? 0 : mainThreadMs(pid);
    const busy = await countFrames(page, FRAMES_MS);
    const cpuMs = pid === null ? 0 : mainThreadMs(pid) - beforeMs;
    const emptyAgain = await emptyFrames(browser);
    const renderer = await rendererName(page);
    const frames = frameFigures([...empty, ...emptyAgain], busy, { renderer, events });
    return [...frames, ...cpuFigures(cpuMs, busy.length)];
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

/** Name of what draws: software rendering has no graphics card to help it. */
function rendererName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const context = document.createElement('canvas').getContext('webgl');
    const info = context?.getExtension('WEBGL_debug_renderer_info') ?? null;
    if (context === null || info === null) return 'unknown';
    return String(context.getParameter(info.UNMASKED_RENDERER_WEBGL));
  });
}
