/** Chromium and the terminal's page in it. */
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';

/** Of the window, in pixels. */
export const SIZE = { width: 1920, height: 1080 };

/** `options`: of the command line. */
export function launch(executablePath: string, options: readonly string[]): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...options] });
}

/** The terminal, once its ladder shows prices. */
export async function openTerminal(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(address);
  await page.locator('.ladder-row[data-ticks]').first().waitFor();
  return page;
}
