/** The served terminal in Chromium. Windows are tabs of one browser profile. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { findChromium } from '../requirements.ts';
import { WAIT_MS_MAX } from './eventually.ts';
import { ServedTerminal } from './served-terminal.ts';
import { collectComplaints, WINDOW_SIZE } from './terminal-host.ts';
import type { TerminalHost } from './terminal-host.ts';

const SEED = 7;
/** Dozens are started from the same build, each in a data folder of its own. */
const COMPILE_CACHE = join(tmpdir(), 'stp-compile-cache');

/** Has a tab while it is still empty. */
type PreparePage = (page: Page) => Promise<void>;

/** The browser of this process; its hosts have a profile each. */
let shared: Browser | null = null;

async function sharedBrowser(): Promise<Browser> {
  if (shared?.isConnected() === true) return shared;
  const executablePath = findChromium();
  shared = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    // Tests in containers run as root, where Chromium refuses to sandbox.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  return shared;
}

/** Ends the browser of all hosts that this process has started; for the end of a test file. */
export async function closeChromium(): Promise<void> {
  await shared?.close();
  shared = null;
}

/**
 * Starts no browser where one of this process runs: see `closeChromium`. Rejects where Chromium is missing:
 * suites guard themselves with `describeWith(['chromium'], …)`.
 */
export async function startChromiumHost(
  environment: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
  prepare: PreparePage = () => Promise.resolve(),
): Promise<ChromiumHost> {
  const served = await ServedTerminal.start(
    SEED,
    { NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment },
    options,
  );
  try {
    const browser = await sharedBrowser();
    const context = await browser.newContext({ viewport: WINDOW_SIZE, acceptDownloads: true });
    context.setDefaultTimeout(WAIT_MS_MAX);
    return new ChromiumHost(served, context, prepare);
  } catch (error) {
    await served.stop();
    throw error;
  }
}

/** See `TerminalHost`. */
export class ChromiumHost implements TerminalHost {
  readonly name = 'chromium';
  readonly complaints: string[] = [];
  readonly served: ServedTerminal;
  readonly #context: BrowserContext;
  readonly #prepare: PreparePage;

  constructor(served: ServedTerminal, context: BrowserContext, prepare: PreparePage) {
    this.served = served;
    this.#context = context;
    this.#prepare = prepare;
  }

  get dataFolder(): string {
    return this.served.folder;
  }

  openWindow(): Promise<Page> {
    return this.openAddress(this.served.address);
  }

  /** A tab at an address of the test's choice. */
  async openAddress(address: string): Promise<Page> {
    const page = await this.#context.newPage();
    collectComplaints(page, this.complaints);
    await this.#prepare(page);
    await page.goto(address);
    return page;
  }

  enginePid(): Promise<number> {
    return Promise.resolve(this.served.enginePid);
  }

  async savedFile(
    page: Page,
    handOver: () => Promise<void>,
  ): Promise<{ name: string; text: string }> {
    const coming = page.waitForEvent('download');
    await handOver();
    const download = await coming;
    return {
      name: download.suggestedFilename(),
      text: readFileSync(await download.path(), 'utf8'),
    };
  }

  async dispose(): Promise<void> {
    try {
      await this.#context.close();
    } finally {
      await this.served.stop();
    }
  }
}
