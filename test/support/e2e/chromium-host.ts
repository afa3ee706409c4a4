/** The served terminal in Chromium. Windows are tabs of one browser profile. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { findChromium } from '../requirements.ts';
import { WAIT_MS_MAX } from './eventually.ts';
import { ServedTerminal } from './served-terminal.ts';
import { collectComplaints, WINDOW_SIZE } from './terminal-host.ts';
import type { TerminalHost } from './terminal-host.ts';

const SEED = 7;

/** Has a tab while it is still empty. */
type PreparePage = (page: Page) => Promise<void>;

/** Rejects where Chromium is missing: suites guard themselves with `describeWith(['chromium'], …)`. */
export async function startChromiumHost(
  environment: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
  prepare: PreparePage = () => Promise.resolve(),
): Promise<ChromiumHost> {
  const served = await ServedTerminal.start(SEED, environment, options);
  try {
    const executablePath = findChromium();
    const browser = await chromium.launch({
      ...(executablePath !== undefined && { executablePath }),
      // Tests in containers run as root, where Chromium refuses to sandbox.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const context = await browser.newContext({ viewport: WINDOW_SIZE, acceptDownloads: true });
    context.setDefaultTimeout(WAIT_MS_MAX);
    return new ChromiumHost(served, browser, context, prepare);
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
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #prepare: PreparePage;

  constructor(
    served: ServedTerminal,
    browser: Browser,
    context: BrowserContext,
    prepare: PreparePage,
  ) {
    this.served = served;
    this.#browser = browser;
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
      await this.#browser.close();
    } finally {
      await this.served.stop();
    }
  }
}
