/** Keys, venues and the faults of a feed, against a stand-in for Alpaca. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAKE_KEYS, FAKE_LIVE_KEYS } from '../../support/fake-alpaca/fake-alpaca.ts';
import { eventually } from '../../support/e2e/eventually.ts';
import { fakeStock } from '../../support/fake-alpaca/trading/assets.ts';
import { startMarketStandIn } from '../../support/e2e/market-stand-in.ts';
import type { MarketStandIn } from '../../support/e2e/market-stand-in.ts';
import { Connections } from '../../support/e2e/pages/connections.ts';
import { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph } from '../../support/e2e/screenshots.ts';
import type { TerminalHost } from '../../support/e2e/terminal-host.ts';

/** Of an account that was opened after a reset. */
const OTHER_KEYS = { keyId: 'PKFAKE00000000000002', secret: 'fake-secret-of-another' };

export function connectionScenarios(
  start: (environment: Readonly<Record<string, string>>) => Promise<TerminalHost>,
): void {
  describe('connections', () => {
    let market: MarketStandIn;
    let host: TerminalHost;
    let terminal: TerminalPage;
    let connections: Connections;
    beforeAll(async () => {
      market = await startMarketStandIn();
      host = await start(market.environment);
      terminal = await new TerminalPage(await host.openWindow()).ready();
      connections = new Connections(terminal.page);
    });
    afterAll(async () => {
      await host.dispose();
      await market.stop();
    });

    it('play a recording of the folder, chosen by its name, and go back to the simulator', async () => {
      const { page } = terminal;
      const bar = (minute: number): string =>
        `2026-01-05T15:${String(minute)}:00Z,50.00,50.40,49.80,50.20,1000`;
      const rows = Array.from({ length: 40 }, (_, at) => bar(at + 10));
      const text = ['timestamp,open,high,low,close,volume', ...rows, ''].join('\n');
      writeFileSync(join(host.dataFolder, 'recordings', 'acme-1m.csv'), text);
      await connections.open('Venue and market');
      await connections.choose('Replay of a recording');
      const list = page.getByTestId('connections').getByLabel('Recording');
      await eventually(() => list.inputValue(), 'recording').toBe('acme-1m.csv');
      await connections.change();
      await eventually(() => page.getByTestId('status-target').innerText(), 'target').toContain(
        'ACME',
      );
      await terminal.connected();
      await connections.open('Venue and market');
      await page.getByTestId('market-now').getByText('the replay of acme-1m.csv').waitFor();
      await connections.choose('Simulator');
      await connections.change();
      await page.locator('.top-symbol-code', { hasText: 'AAPL' }).waitFor();
      await terminal.connected();
    });

    it('test keys when they are entered, and show the end of them alone', async () => {
      await connections.open('Keys');
      const wrong = { ...FAKE_KEYS, secret: 'not-the-one' };
      expect(await connections.enterKeys('alpaca-paper', wrong)).toContain('Wrong keys, not kept.');
      await eventually(() => connections.held('alpaca-paper'), 'keys kept').toBe('no keys');
      const mixedUp = { ...FAKE_LIVE_KEYS, secret: 'not-the-one' };
      expect(await connections.enterKeys('alpaca-paper', mixedUp)).toContain(
        'They look like keys of a live account',
      );
      const plain = 'unencrypted, in a file';
      expect(await connections.enterKeys('alpaca-paper', FAKE_KEYS, plain)).toContain('Good.');
      expect(await connections.enterKeys('alpaca-live', FAKE_LIVE_KEYS)).toContain('Good.');
      await eventually(() => connections.held('alpaca-paper'), 'keys kept').toContain(
        'key ending in 0000',
      );
      await photograph(host, terminal, 'keys', { reset: false });
      const { page } = terminal;
      await eventually(() => page.getByLabel('Secret').first().inputValue(), 'typed').toBe('');
      expect(await page.content()).not.toMatch(/FAKE0000|fake-secret|fake-live/);
    });

    it('bring the real market, with the old one gone from the screen', async () => {
      await connections.open('Venue and market');
      await connections.choose('Real market (Alpaca)');
      await connections.change();
      await eventually(() => terminal.status.feed(), 'feed').toMatch(/Alpaca live/);
      await terminal.connected();
      await eventually(() => terminal.status.venue(), 'venue').toBe('Local');
    });

    it('find a symbol of Alpaca, follow it, and tell whether its market is open', async () => {
      const { page } = terminal;
      const { trading } = market.fake;
      trading.assets = [...trading.assets, fakeStock('NFLX', 'Netflix, Inc.')];
      await page.getByTestId('panel-chart').click({ position: { x: 200, y: 150 } });
      await page.keyboard.type('netf');
      await page.getByRole('option', { name: /NFLX/ }).waitFor();
      await eventually(() => page.getByTestId('search-source').innerText(), 'source').toBe(
        'Symbols of Alpaca',
      );
      await photograph(host, terminal, 'symbol-search', { reset: false });
      await page.keyboard.press('Enter');
      await eventually(() => page.getByTestId('status-target').innerText(), 'target').toContain(
        'NFLX',
      );
      await page.locator('.top-symbol-code', { hasText: 'NFLX' }).waitFor();
      const hours = page.getByTestId('status-market');
      await eventually(() => hours.innerText(), 'hours').toMatch(
        /^[●○] \S.*(opens|closes|ends) in /,
      );
      await eventually(() => hours.getAttribute('title'), 'whose clock').toContain(
        'By Alpaca’s clock',
      );
    });

    it('tell a 406, a 402 and a 429 apart, each with its own way out', async () => {
      const { fake } = market;
      const words = (): Promise<string> => connections.feedState.innerText();
      await connections.open('Feed');
      fake.data.faults.push({ kind: 'auth_error', code: 406, msg: 'connection limit exceeded' });
      fake.data.disconnect('cut');
      await eventually(words, 'the feed').toMatch(/line is taken[\s\S]*Close the other program/);
      await eventually(() => terminal.status.feed(), 'feed').toContain('line is taken');
      await photograph(host, terminal, 'feed-406', { reset: false });
      await terminal.page.getByTestId('stale-orders').waitFor();

      fake.data.faults.push({ kind: 'auth_error', code: 402, msg: 'auth failed' });
      await connections.tryNow();
      await eventually(words, 'the feed').toMatch(/Stopped, keys refused[\s\S]*enter other keys/);
      await terminal.page.getByRole('button', { name: 'Enter keys' }).waitFor();
      await photograph(host, terminal, 'feed-402', { reset: false });

      fake.rest.faults.push({ match: 'GET /v2/stocks', kind: { status: 429, retryAfterS: 20 } });
      await connections.tryNow();
      await eventually(words, 'the feed').toMatch(/rate limit[\s\S]*orders first/);
      await eventually(() => terminal.status.feed(), 'feed').toContain('live, rate limit');
      await photograph(host, terminal, 'feed-429', { reset: false });
      await terminal.page.getByTestId('stale-orders').waitFor({ state: 'detached' });
      const codes = terminal.page.getByTestId('feed-faults').locator('tbody td:nth-child(2)');
      const newest = async (): Promise<string[]> => (await codes.allInnerTexts()).slice(0, 3);
      await eventually(newest, 'the last faults').toEqual(['429', '402', '406']);
    });

    it('change to a live account, which takes orders when the words are typed', async () => {
      const { page } = terminal;
      await connections.open('Venue and market');
      await connections.choose('Alpaca LIVE');
      await connections.change('LIVE');
      await eventually(() => terminal.status.venue(), 'venue').toBe('Alpaca LIVE');
      await eventually(() => page.title(), 'title').toContain('Alpaca LIVE');
      const gate = page.getByTestId('live-gate');
      await gate.waitFor();
      const go = gate.getByRole('button', { name: 'Let orders through' });
      await gate.getByLabel('Type TRADE LIVE').fill('trade');
      expect(await go.isDisabled()).toBe(true);
      await page.getByTestId('status-live-locked').waitFor();
      await photograph(host, terminal, 'live-gate', { reset: false });
      await gate.getByLabel('Type TRADE LIVE').fill('TRADE LIVE');
      await go.click();
      await page.getByTestId('status-live-locked').waitFor({ state: 'detached' });
    });

    it('leave no key in any file but their own, nor where other programs can look', async () => {
      const pid = String(await host.enginePid());
      for (const place of ['environ', 'cmdline']) {
        const path = `/proc/${pid}/${place}`;
        // Only Linux shows both as files.
        if (!existsSync(path)) continue;
        expect(readFileSync(path, 'latin1')).not.toMatch(/FAKE0000|fake-secret|fake-live/);
      }
      const found = filesOf(host.dataFolder).filter((file) => {
        return /FAKE0000|fake-secret|fake-live/.test(textOf(file));
      });
      expect(found.map((file) => basename(file))).toEqual(['keys.json']);
    });

    it('tell keys of another account, and begin a store of its own', async () => {
      const { page } = terminal;
      market.fake.openAccount(OTHER_KEYS);
      await connections.open('Venue and market');
      await connections.choose('Alpaca paper');
      await connections.change();
      await eventually(() => terminal.status.venue(), 'venue').toBe('Alpaca paper');
      await connections.open('Order route');
      const route = page.getByTestId('route-view');
      await route.getByText('takes orders').waitFor();
      await connections.open('Keys');
      expect(await connections.enterKeys('alpaca-paper', OTHER_KEYS)).toContain('Good.');
      await connections.open('Order route');
      await route.getByRole('button', { name: 'Begin a new store …' }).click();
      await photograph(host, terminal, 'other-account', { reset: false });
      await route.getByRole('button', { name: 'Begin a new store', exact: true }).click();
      await route.getByText('takes orders').waitFor();
      await eventually(() => route.getByTestId('route-begin').count(), 'the question').toBe(0);
    });
  });
}

/** Text of a file byte by byte; '' of one that the terminal, which goes on, has just taken away. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** All files below a folder, but for what the operating system makes of sockets. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
