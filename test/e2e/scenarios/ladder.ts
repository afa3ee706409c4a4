/** Trading on the ladder, by mouse and by keyboard alone. */
import { describe, expect, it } from 'vitest';
import { eventually, until } from '../../support/e2e/eventually.ts';
import type { TerminalPage } from '../../support/e2e/pages/terminal-page.ts';
import { photograph, settled } from '../../support/e2e/screenshots.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function ladderScenarios(start: StartHost): void {
  describe('the depth ladder', () => {
    const started = new Started(start);
    /** A price some rows below the best bid, and others measured from it. */
    let low: number;
    const at = (cents: number): string => (low + cents / 100).toFixed(2);

    it('says every word of the order that a click would send, and freezes meanwhile', async () => {
      const { ladder, page } = await still(started.terminal);
      low = (await ladder.bestBid()) - 0.06;
      const before = await ladder.prices();
      const rows = page.locator('.ladder-rows');
      const place = await rows.boundingBox();
      await ladder.cell('bid', at(0)).hover();
      await eventually(() => ladder.hover(), 'words of the hover').toMatch(
        new RegExp(
          `^Click prepares: BUY 100 AAPL LMT ${at(0)} DAY on LOCAL \\| Right: no stop here`,
        ),
      );
      await eventually(() => ladder.hint(), 'that it stands still').toContain('Frozen');
      // What is said above the rows must not move them under the pointer.
      expect(await rows.boundingBox()).toEqual(place);
      await page.keyboard.down('Alt');
      await eventually(() => ladder.hover(), 'words of a bracket').toMatch(
        / TP [\d.]+ SL [\d.]+ DAY/,
      );
      await page.keyboard.up('Alt');
      await started.terminal.runCommand('Resume the market');
      await expectSame(() => ladder.prices(), before);
    });

    it('sends a limit order in two steps and shows its place in the queue', async () => {
      const { terminal } = started;
      await terminal.arm();
      await terminal.ladder.cell('bid', at(0)).click();
      await terminal.ticket.prepared();
      await terminal.press('Enter');
      await eventually(() => terminal.ladder.ownBuys(), 'own order').toEqual({ [at(0)]: '100' });
      const own = terminal.ladder.cell('own-buy', at(0));
      await eventually(() => own.locator('small').innerText(), 'what is ahead').toMatch(
        /^\+[\d.]+/,
      );
      await own.hover();
      await eventually(() => terminal.ladder.hover(), 'words of the cancel').toMatch(
        /Click cancels: 1 buy, 100 left at [\d.]+ \(working\), [\d,]+ ahead in the queue/,
      );
    });

    it('moves an order by dragging it, and leaves it where Esc drops it', async () => {
      const { terminal } = started;
      const { ladder } = terminal;
      await ladder.drag('own-buy', at(0), at(-2), false);
      await eventually(() => ladder.hover(), 'words of the move').toBe(
        `Release moves: 1 buy, 100 from ${at(0)} to ${at(-2)}`,
      );
      await terminal.press('Esc');
      await terminal.page.mouse.up();
      await eventually(() => ladder.ownBuys(), 'the order where it was').toEqual({
        [at(0)]: '100',
      });
      await ladder.drag('own-buy', at(0), at(-2));
      await eventually(() => ladder.ownBuys(), 'the moved order').toEqual({ [at(-2)]: '100' });
    });

    it('makes a stop of a right click and a bracket of Alt+click', async () => {
      const { host, terminal } = started;
      const { ladder, ticket } = terminal;
      await ladder.cell('ask', at(-3)).click({ button: 'right' });
      await ticket.prepared();
      expect(await ticket.line()).toBe(`SELL 100 AAPL STP ${at(-3)} DAY on LOCAL`);
      await terminal.press('Esc');
      await ladder.cell('bid', at(-3)).click({ modifiers: ['Alt'] });
      await ticket.prepared();
      expect(await ticket.line()).toMatch(/^BUY 100 AAPL LMT [\d.]+ TP [\d.]+ SL [\d.]+ DAY/);
      await terminal.press('Esc');
      await photograph(host, terminal, 'ladder', { reset: false });
    });

    it('trades by keyboard: a cell, an order, a move, a cancel', async () => {
      const { terminal } = started;
      const { ladder, ticket } = terminal;
      await ladder.focus();
      for (let steps = 0; steps < 5; steps += 1) await terminal.press('ArrowDown');
      await terminal.press('Enter');
      await ticket.prepared();
      const { price } = await ticket.order();
      await eventually(() => ladder.hover(), 'the same words').toContain(`LMT ${price} `);
      await terminal.press('Enter');
      await eventually(() => ladder.ownBuys(), 'both orders').toMatchObject({ [price]: '100' });
      await terminal.press('ArrowLeft');
      await terminal.press('Ctrl+ArrowDown');
      const lower = (Number(price) - 0.01).toFixed(2);
      await eventually(() => ladder.ownBuys(), 'the nudged order').toMatchObject({
        [lower]: '100',
      });
      await terminal.press('Delete');
      await eventually(() => ladder.ownBuys(), 'the other order').toEqual({ [at(-2)]: '100' });
    });

    it('sends at one click only while that is asked for and armed', async () => {
      const { host, terminal } = started;
      const { ladder, page } = terminal;
      await page.getByRole('button', { name: '1-click' }).click();
      await ladder.cell('bid', at(-4)).hover();
      await eventually(() => ladder.hover(), 'what a click does').toMatch(/^Click SENDS: BUY 100/);
      await ladder.cell('bid', at(-4)).click();
      await eventually(() => ladder.ownBuys(), 'the sent order').toMatchObject({ [at(-4)]: '100' });
      await terminal.press('Alt+A');
      // Between rows that were in sight a moment ago: the market may have moved the lower ones out of it.
      await ladder.cell('bid', at(-3)).click();
      await terminal.ticket.prepared();
      await terminal.press('Esc');
      await page.getByRole('button', { name: '1-click' }).click();
      expect(host.complaints).toEqual([]);
    });

    it('buys, sells, cancels, flattens and reverses by its foot, with what is open and traded', async () => {
      const { terminal } = started;
      const { ladder, page, ticket } = terminal;
      const button = (name: RegExp) => page.locator('.ladder-foot').getByRole('button', { name });
      const profit = page.locator('.ladder-profit');
      const send = async (name: RegExp, line: RegExp): Promise<void> => {
        await button(name).click();
        await eventually(() => ticket.line(), 'what Enter would do').toMatch(line);
        await terminal.press('Enter');
      };
      await terminal.arm();
      await send(/^Buy Mkt/, /^BUY 100 AAPL MKT /);
      await eventually(() => profit.innerText(), 'open profit or loss').toMatch(
        /^([▲▼] [+-])?[\d.]+$/,
      );
      const volumes = page.locator('.ladder-volume');
      await eventually(
        async () => (await volumes.allInnerTexts()).some((text) => /\d/.test(text)),
        'what has traded at a price',
      ).toBe(true);
      await send(/^Reverse/, /^Reverse AAPL: .*sell 100 at market, then the same again$/);
      await eventually(() => button(/^Flatten/).innerText(), 'the short position').toMatch(
        /^Flatten: buy 100 at market/,
      );
      await send(/^Flatten/, /^Close AAPL: .*buy 100 at market$/);
      await eventually(() => profit.innerText(), 'nothing open').toBe('–');
      await eventually(() => ladder.ownBuys(), 'no own orders').toEqual({});
      await ladder.recentre();
      await page.mouse.move(0, 0);
      const bid = await ladder.bestBid();
      await ladder.cell('bid', (bid - 0.05).toFixed(2)).click();
      await ticket.prepared();
      await terminal.press('Enter');
      await eventually(() => button(/^Cancel 1 buy/).isEnabled(), 'a buy to cancel').toBe(true);
      await expect(button(/^Cancel 0 sells/).isDisabled()).resolves.toBe(true);
      await send(/^Cancel 1 buy/, /^Cancel 1 buy in AAPL$/);
      await eventually(() => button(/^Cancel all 0/).isDisabled(), 'nothing to cancel').toBe(true);
    });

    it('sells by its foot, cancels the sells alone, and then all', async () => {
      const { terminal } = started;
      const { ladder, page, ticket } = terminal;
      const button = (name: RegExp) => page.locator('.ladder-foot').getByRole('button', { name });
      const send = async (name: RegExp, line: RegExp): Promise<void> => {
        await button(name).click();
        await eventually(() => ticket.line(), 'what Enter would do').toMatch(line);
        await terminal.press('Enter');
      };
      const rest = async (column: 'bid' | 'ask', cents: number): Promise<void> => {
        await ladder.recentre();
        await page.mouse.move(0, 0);
        const price = ((await ladder.bestBid()) + cents / 100).toFixed(2);
        await ladder.cell(column, price).click();
        await ticket.prepared();
        await terminal.press('Enter');
      };
      await terminal.arm();
      await send(/^Sell Mkt/, /^SELL 100 AAPL MKT /);
      await eventually(() => button(/^Flatten/).innerText(), 'the short position').toMatch(
        /^Flatten: buy 100 at market/,
      );
      await rest('bid', -8);
      await eventually(() => button(/^Cancel 1 buy/).isEnabled(), 'a buy').toBe(true);
      await rest('ask', 9);
      await eventually(() => button(/^Cancel 1 sell/).isEnabled(), 'a sell').toBe(true);
      await send(/^Cancel 1 sell/, /^Cancel 1 sell in AAPL$/);
      await eventually(() => button(/^Cancel 0 sells/).isDisabled(), 'no sell').toBe(true);
      expect(await button(/^Cancel 1 buy/).isEnabled()).toBe(true);
      await rest('ask', 9);
      await send(/^Cancel all 2/, /^Cancel 2 orders in AAPL$/);
      await eventually(() => button(/^Cancel all 0/).isDisabled(), 'nothing to cancel').toBe(true);
      await send(/^Flatten/, /^Close AAPL: .*buy 100 at market$/);
      await eventually(() => page.locator('.ladder-profit').innerText(), 'nothing open').toBe('–');
    });

    it('gives every order the exits of its bracket template while that is asked for', async () => {
      const { terminal } = started;
      const { ladder, page, ticket } = terminal;
      const foot = page.locator('.ladder-foot');
      await foot.getByLabel('Distance to the take profit').fill('20');
      await foot.getByLabel('Distance to the stop loss').fill('10');
      await foot.getByRole('radio', { name: 'tk' }).click();
      await foot.getByRole('checkbox', { name: /Bracket/ }).check();
      await ladder.recentre();
      await page.mouse.move(0, 0);
      const price = (await ladder.bestBid()) - 0.05;
      await ladder.cell('bid', price.toFixed(2)).click();
      await ticket.prepared();
      expect(await ticket.line()).toContain(
        `LMT ${price.toFixed(2)} TP ${(price + 0.2).toFixed(2)} SL ${(price - 0.1).toFixed(2)} DAY`,
      );
      await terminal.press('Esc');
      await foot.getByRole('checkbox', { name: /Bracket/ }).uncheck();
    });

    it('scrolls away, says so, and comes back by key and button', async () => {
      const { terminal } = started;
      const { ladder, page } = terminal;
      await page.mouse.move(0, 0);
      await ladder.focus();
      await terminal.press('PageUp');
      await terminal.press('PageUp');
      await eventually(() => ladder.hint(), 'where the market is').toMatch(/Market below/);
      await terminal.press('Space');
      await eventually(() => ladder.hint(), 'nothing to say').toBe('');
      await terminal.press('PageDown');
      await eventually(() => ladder.hint(), 'that it was scrolled').not.toBe('');
      await page.getByRole('button', { name: 'Recentre' }).click();
      await page.mouse.move(0, 0);
      await eventually(() => ladder.hint(), 'nothing to say').toBe('');
    });

    it('looks the same again when it is drawn anew from the same book', async () => {
      const { terminal } = started;
      await terminal.press('Alt+Shift+X');
      await terminal.press('Enter');
      await eventually(() => terminal.ladder.ownBuys(), 'no own orders').toEqual({});
      await still(terminal);
      const rows = terminal.page.locator('.ladder-rows');
      // What has traded is counted from when the ladder was opened.
      const mask = [terminal.page.locator('.ladder-volume')];
      const picture = async (): Promise<Buffer> => {
        await terminal.page.mouse.move(0, 0);
        await terminal.press('Space');
        await settled(terminal.page, 3);
        return rows.screenshot({ mask });
      };
      // Keys act on it from here on, in both pictures: its outline is at the edge of its rows.
      await terminal.ladder.focus();
      await terminal.reload();
      // The book may still be on its way: the picture that does not change any more is the one.
      let first = await picture();
      const isTheSame = async (): Promise<boolean> => {
        const before = first;
        first = await picture();
        return first.equals(before);
      };
      await until(isTheSame, 'a ladder that stands');
      await terminal.ladder.focus();
      await terminal.press('PageUp');
      await until(
        async () => !(await rows.screenshot({ mask })).equals(first),
        'another picture where it is scrolled',
      );
      await terminal.reload();
      await eventually(async () => (await picture()).equals(first), 'the same picture').toBe(true);
    });
  });
}

/** With a market that stands still, so that prices stay where they are. */
async function still(terminal: TerminalPage): Promise<TerminalPage> {
  await terminal.runCommand('Pause the market');
  await eventually(() => terminal.status.feed(), 'a market that stands').toMatch(/paused/i);
  // What was on its way when it stood still is painted after that.
  await settled(terminal.page, 12);
  return terminal;
}

/** What is read stays the same over some frames. */
async function expectSame(read: () => Promise<unknown>, value: unknown): Promise<void> {
  for (let look = 0; look < 5; look += 1) expect(await read()).toEqual(value);
}
