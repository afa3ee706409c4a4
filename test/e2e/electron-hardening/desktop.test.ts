/** What the desktop gives the page: clipboard, notifications, windows that come back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { describeWith } from '../../support/requirements.ts';
import { openBench } from './terminal.ts';
import type { Bench, Terminal } from './terminal.ts';

/** Has the page note what its notifications say, beside showing them. */
async function noteNotifications({ page }: TerminalPage): Promise<() => Promise<string[]>> {
  const noted = await page.evaluateHandle(() => {
    const said: string[] = [];
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options);
        said.push(`${title}: ${options?.body ?? ''}`);
      }
    };
    return said;
  });
  return () => noted.jsonValue();
}

/** Opens one more window by its key. */
async function openSecond({ app }: Terminal, first: TerminalPage): Promise<TerminalPage> {
  const coming = app.waitForEvent('window');
  await first.press('Alt+N');
  return new TerminalPage(await coming).ready();
}

/** The windows that are there after a start, the main one first. */
async function windowsOf({ app }: Terminal): Promise<readonly TerminalPage[]> {
  await eventually(() => app.windows().length, 'windows').toBe(2);
  const isMain = (url: string): boolean => !url.includes('window=');
  const pages = [...app.windows()].sort(
    (a, b) => Number(isMain(b.url())) - Number(isMain(a.url())),
  );
  return Promise.all(pages.map((page) => new TerminalPage(page).ready()));
}

describeWith(['electron'], 'the terminal on the desktop', () => {
  let bench: Bench;
  let running: Terminal;
  let terminal: TerminalPage;

  beforeAll(async () => {
    bench = await openBench();
    running = await bench.start();
    terminal = await new TerminalPage(running.page).ready();
  });
  afterAll(() => {
    bench.dispose();
  });

  it('leads a newcomer to the first fill and the first file', async () => {
    const guide = terminal.page.getByTestId('guide');
    const step = (): Promise<string | null> => guide.getAttribute('data-step');
    await terminal.page.getByTestId('guide-offer').getByRole('button').first().press('Enter');
    await guide.getByRole('button', { name: 'Next' }).press('Enter');
    await terminal.focusChart();
    await terminal.page.keyboard.type('msft');
    await terminal.page.keyboard.press('Enter');
    await eventually(step, 'the step after the symbol').toBe('arm');
    await terminal.arm();
    await eventually(step, 'the step after arming').toBe('order');
    await terminal.buyAtMarket();
    await eventually(step, 'the step after the fill').toBe('export');
    await guide.getByRole('button', { name: 'Skip' }).press('Enter');
    await guide.getByRole('button', { name: 'Finish' }).press('Enter');
    await guide.waitFor({ state: 'detached' });
  });

  it('grants the clipboard for text and notifications to its own frame, nothing else', async () => {
    const answers = await terminal.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inside = frame.contentWindow as (Window & typeof globalThis) | null;
      // Names that Chromium knows and the types of the DOM do not.
      const stateOf = async (name: string): Promise<string> =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      const answer = {
        notifications: await Notification.requestPermission(),
        writing: await stateOf('clipboard-write'),
        reading: await stateOf('clipboard-read'),
        inFrame: inside === null ? 'none' : await inside.Notification.requestPermission(),
      };
      frame.remove();
      return answer;
    });
    expect(answers).toEqual({
      ...{ notifications: 'granted', writing: 'granted' },
      ...{ reading: 'denied', inFrame: 'denied' },
    });
  });

  it('copies a table by its button to the clipboard of the system', async () => {
    await terminal.table('fills');
    await terminal.panel('fills').getByRole('button', { name: /^Copy/ }).press('Enter');
    await eventually(
      () => running.app.evaluate(({ clipboard }) => clipboard.readText()),
      'the clipboard',
    ).toMatch(/^Time,Symbol,Side,Qty,Price,.*\r?\n[\d:]+,MSFT,Buy,\d+,/);
  });

  it('notifies of a fill once its person has asked for it', async () => {
    const said = await noteNotifications(terminal);
    await terminal.runCommand('Sounds and notifications');
    await terminal.page.getByLabel('Notification: Order filled').check();
    await terminal.press('Esc');
    await terminal.arm();
    await terminal.buyAtMarket();
    await eventually(said, 'notifications').toEqual([
      expect.stringMatching(/^Order filled: .*Buy 100 MSFT/),
    ]);
  });

  it('has windows with layouts of their own, linked by colour, and brings them back', async () => {
    const second = await openSecond(running, terminal);
    await second.tab('Log').click({ button: 'middle' });
    await second.tab('Log').waitFor({ state: 'detached' });
    for (const window of [terminal, second]) {
      await window.focusChart();
      await window.press('Alt+G');
      await eventually(() => window.page.getByTestId('link-chart').innerText(), 'group').toBe('R');
    }
    await second.page.keyboard.type('tsla');
    await second.page.keyboard.press('Enter');
    await eventually(() => terminal.chart.label(), 'the chart of the other window').toMatch(/TSLA/);
    await terminal.tab('Log').waitFor();

    await running.app.close();
    running = await bench.start();
    const [main, other] = await windowsOf(running);
    await main?.tab('Log').waitFor();
    expect(await other?.tab('Log').count()).toBe(0);
  });

  it('brings them back after a crash too', async () => {
    running.app.process().kill('SIGKILL');
    running = await bench.start();
    const [main, other] = await windowsOf(running);
    await main?.tab('Log').waitFor();
    expect(await other?.tab('Log').count()).toBe(0);
    await running.app.close();
  });
});
