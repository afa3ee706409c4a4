/**
 * The twelve pictures of docs/screenshots: `npm run screenshots`, which sets STP_SCREENSHOTS. A fixed seed and
 * the same orders each time; the market's time is the machine's.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { closeChromium, startChromiumHost } from '../support/e2e/chromium-host.ts';
import { TerminalPage } from '../support/e2e/pages/terminal-page.ts';
import { settled } from '../support/e2e/screenshots.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const SMALL = { width: 1280, height: 800 };
const LARGE = { width: 1920, height: 1080 };
/** Steps below the ask at which an order is seen resting. */
const REST_STEPS = 6;
/** Buys and sells at market: two trips there and back, then long. */
const ROUND_TRIPS = [
  ...['Alt+Shift+B', 'Alt+Shift+S', 'Alt+Shift+S', 'Alt+Shift+B'],
  'Alt+Shift+B',
] as const;
/** Prices of alerts, away from the market. */
const ALERT_LEVELS = ['275.00', '280.00'] as const;
/** Display frames for charts, tape and figures to have something to show. */
const SETTLE_FRAMES = 90;
/** Over a minute: what a start itself costs has left the figures by then. */
const STARTED = /^Engine up (6[2-9] s|[78]\d s|\d+ min)$/;
/** The engine's first minute and one of twelve looks, on a busy machine three. */
const TIMEOUT_MS = 300_000;

interface Picture {
  readonly name: string;
  readonly size: typeof SMALL;
  readonly theme: 'dark' | 'light' | 'contrast' | 'colour-blind';
  /** Commands of the palette that bring it up; it is put away with Esc. */
  readonly commands: readonly string[];
}

const DAY = 'Workspace: Day trade';
const SWING = 'Workspace: Swing';
const PERFORMANCE = 'Workspace: Performance';

/** By theme, since a theme is reached by going round. */
const PICTURES: readonly Picture[] = [
  { name: 'terminal-dark', size: SMALL, theme: 'dark', commands: [DAY] },
  { name: 'terminal-dark', size: LARGE, theme: 'dark', commands: [DAY, 'Go to Positions'] },
  { name: 'performance-dark', size: LARGE, theme: 'dark', commands: [PERFORMANCE] },
  { name: 'alerts-dark', size: SMALL, theme: 'dark', commands: [DAY, 'Go to Alerts'] },
  { name: 'workspaces-dark', size: LARGE, theme: 'dark', commands: [SWING, 'Workspaces: switch'] },
  { name: 'terminal-light', size: SMALL, theme: 'light', commands: [DAY, 'Go to Fills'] },
  { name: 'terminal-light', size: LARGE, theme: 'light', commands: [DAY, 'Go to History'] },
  { name: 'swing-light', size: SMALL, theme: 'light', commands: [SWING] },
  { name: 'performance-light', size: SMALL, theme: 'light', commands: [PERFORMANCE] },
  { name: 'settings-light', size: SMALL, theme: 'light', commands: [DAY, 'Settings'] },
  { name: 'terminal-contrast', size: SMALL, theme: 'contrast', commands: [DAY] },
  { name: 'terminal-colour-blind', size: LARGE, theme: 'colour-blind', commands: [DAY] },
];

/** A position, round trips, working orders, alerts and a workspace of one's own, so that no panel is empty. */
async function tradeADay(terminal: TerminalPage): Promise<void> {
  const atMarket = async (keys: string): Promise<void> => {
    await terminal.press(keys);
    await terminal.ticket.prepared();
    await terminal.press('Enter');
    await terminal.ticket.says(/^Filled: /);
  };
  for (const keys of ROUND_TRIPS) await atMarket(keys);
  await terminal.restBuy(REST_STEPS);
  await terminal.restBuy(2 * REST_STEPS);
  await terminal.runCommand('Go to Alerts');
  const price = terminal.panel('alerts').getByRole('textbox', { name: 'Price' });
  for (const level of ALERT_LEVELS) {
    await price.fill(level);
    await price.press('Enter');
    await terminal.panel('alerts').getByText(level).first().waitFor();
  }
  await terminal.press('Esc');
  await terminal.runCommand('Workspaces: switch');
  await terminal.page.getByPlaceholder('Name of the workspace').fill('Opening hour');
  await terminal.press('Enter');
  await terminal.press('Esc');
}

describe.runIf(process.env['STP_SCREENSHOTS'] === '1')('the pictures of the documents', () => {
  afterAll(closeChromium);

  it('are taken', { timeout: TIMEOUT_MS }, async () => {
    const host = await startChromiumHost();
    try {
      mkdirSync(FOLDER, { recursive: true });
      const page = await host.openWindow();
      const terminal = await new TerminalPage(page).ready();
      await terminal.arm();
      await tradeADay(terminal);
      for (const { name, size, theme, commands } of PICTURES) {
        await page.setViewportSize(size);
        while ((await terminal.theme()) !== theme) await terminal.runCommand('Use the next theme');
        for (const command of commands) await terminal.runCommand(command);
        if (commands.includes(PERFORMANCE)) {
          await page.getByText(STARTED).waitFor({ timeout: TIMEOUT_MS });
        }
        await page.mouse.move(0, 0);
        await settled(page, SETTLE_FRAMES);
        const file = `${name}-${String(size.width)}x${String(size.height)}.png`;
        await page.screenshot({ path: join(FOLDER, file) });
        if ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
      }
      expect(host.complaints).toEqual([]);
    } finally {
      await host.dispose();
    }
  });
});
