/** What the scenarios need of a host, so that the same ones run in a browser and in Electron. */
import type { Page } from 'playwright';

/** Size of a window's page when it opens, in CSS pixels. */
export const WINDOW_SIZE = { width: 1280, height: 800 };

/** A terminal that has been started on a data folder of its own. Owned by the suite. */
export interface TerminalHost {
  readonly name: 'chromium' | 'electron';
  /** Errors and warnings of all consoles so far, and exceptions nobody caught. */
  readonly complaints: readonly string[];
  /** Where all that the terminal keeps is. */
  readonly dataFolder: string;
  /** The first window; every further call opens one more on the same engine. */
  openWindow(): Promise<Page>;
  /** Process id of the engine that runs now. */
  enginePid(): Promise<number>;
  /** Runs `hand` over, which makes the page hand out a file, and resolves with its text. */
  savedFile(page: Page, handOver: () => Promise<void>): Promise<{ name: string; text: string }>;
  /** Ends the terminal and removes its data. */
  dispose(): Promise<void>;
}

/** Keeps what a page complains about. */
export function collectComplaints(page: Page, into: string[]): void {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    into.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => {
    into.push(`uncaught: ${error.message}`);
  });
}
