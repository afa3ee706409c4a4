/** The ticket by keys alone: every type, class, time, flag and unit of size, as read and as held. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/e2e/eventually.ts';
import { TicketKeys } from '../../support/e2e/pages/ticket-keys.ts';
import { Started } from './started.ts';
import type { StartHost } from './started.ts';

export function ticketScenarios(start: StartHost): void {
  describe('the ticket by the keyboard alone', () => {
    const started = new Started(start);
    let ticket: TicketKeys;

    it('says of a limit order what it costs, may lose and leaves, and where it goes', async () => {
      const { terminal } = started;
      ticket = new TicketKeys(terminal);
      await ticket.begin();
      await ticket.type('Quantity', '30');
      await ticket.type('Limit price', '200');
      await ticket.reads('BUY 30 AAPL LMT 200.00 DAY on LOCAL');
      await eventually(() => ticket.facts(), 'what it would do').toMatchObject({
        Cost: '$6,000.00',
        'Max loss': '$6,000.00',
        'Buying power after': '$194,000.00',
        'Position after': '30',
      });
    });

    it('takes post-only, a shown quantity, extended hours and a time that waits', async () => {
      await ticket.type('Show quantity', '10');
      await ticket.sends('BUY 30 AAPL LMT 200.00 SHOW 10 DAY on LOCAL', [
        'Buy 30 LMT ICE DAY 200.00',
      ]);
      await ticket.type('Show quantity', '');
      await ticket.tick('Post only');
      await ticket.chooseTime('GTC');
      await ticket.sends('BUY 30 AAPL LMT 200.00 GTC POST-ONLY on LOCAL', [
        'Buy 30 LMT PO GTC 200.00',
      ]);
      await ticket.tick('Post only');
      await ticket.chooseTime('DAY+');
      await ticket.sends('BUY 30 AAPL LMT 200.00 DAY+ on LOCAL', ['Buy 30 LMT DAY+ 200.00']);
      await ticket.cancelAll();
    });

    it('sends what is now or never, and says why there is no auction to wait for', async () => {
      for (const [time, qty] of [
        ['IOC', '31'],
        ['FOK', '30'],
      ] as const) {
        await ticket.type('Quantity', qty);
        await ticket.chooseTime(time);
        await ticket.reads(`BUY ${qty} AAPL LMT 200.00 ${time} on LOCAL`);
        await ticket.enter();
        await started.terminal.ticket.says(new RegExp(`^Canceled.*: Buy ${qty} AAPL @ 200\\.00`));
      }
      for (const time of ['OPG', 'CLS']) {
        await ticket.chooseTime(time);
        await ticket.reads(`BUY 30 AAPL LMT 200.00 ${time} on LOCAL`);
        await eventually(() => ticket.preview(), 'why it would be refused').toMatch(
          /Would be refused: .*holds no auctions/,
        );
      }
      await ticket.chooseTime('DAY');
    });

    it('brings one exit or both along, sized by what may be lost', async () => {
      await ticket.choose('Size in', 'Risk');
      await ticket.type('Risk in dollars', '100');
      await ticket.type('Stop loss', '195');
      const oto = 'BUY 20 AAPL LMT 200.00 SL 195.00 DAY on LOCAL';
      await ticket.reads(oto);
      await eventually(() => ticket.facts(), 'what it would do').toMatchObject({
        Cost: '$4,000.00',
        'Max loss': '$100.00',
      });
      await ticket.sends(oto, ['Buy 20 LMT DAY 200.00', 'Sell 20 STP SL DAY MKT 195.00']);
      await ticket.cancelAll();
      await ticket.type('Take profit', '210');
      await ticket.type('Limit of the stop loss', '194');
      await ticket.sends('BUY 20 AAPL LMT 200.00 TP 210.00 SL 195.00 LMT 194.00 DAY on LOCAL', [
        'Buy 20 LMT DAY 200.00',
        'Sell 20 LMT TP DAY 210.00',
        'Sell 20 STL SL DAY 194.00 195.00',
      ]);
      await ticket.cancelAll();
      for (const exit of ['Take profit', 'Stop loss']) await ticket.type(exit, '');
    });

    it('buys for dollars at market, and closes by an OCO', async () => {
      const { terminal } = started;
      await ticket.choose('Size in', '$');
      await ticket.type('Amount in dollars', '10000');
      await ticket.reads('BUY 50 AAPL LMT 200.00 DAY on LOCAL');
      await ticket.choose('Order type', 'Market');
      await ticket.reads('BUY $10,000.00 of AAPL MKT DAY on LOCAL');
      await ticket.enter();
      await terminal.ticket.says(/^Filled: Buy [\d.]+ AAPL/);
      await ticket.choose('Size in', 'Qty');
      await ticket.choose('Side', 'Sell');
      await ticket.choose('Order type', 'Limit');
      await ticket.tick('OCO');
      await ticket.type('Limit price', '290');
      await ticket.type('Stop loss', '240');
      await ticket.sends('SELL 30 AAPL LMT 290.00 OCO SL 240.00 DAY on LOCAL', [
        'Sell 30 LMT TP DAY 290.00',
        'Sell 30 STP SL DAY MKT 240.00',
      ]);
      await ticket.cancelAll();
      await ticket.tick('OCO');
    });

    it('sends a stop, a stop limit and one that trails', async () => {
      await ticket.choose('Order type', 'Stop');
      await ticket.type('Stop price', '240');
      await ticket.sends('SELL 30 AAPL STP 240.00 DAY on LOCAL', ['Sell 30 STP DAY MKT 240.00']);
      await ticket.choose('Order type', 'Stop limit');
      await ticket.type('Limit price', '239');
      await ticket.sends('SELL 30 AAPL STL 240.00 LMT 239.00 DAY on LOCAL', [
        'Sell 30 STL DAY 239.00 240.00',
      ]);
      await ticket.choose('Order type', 'Trailing');
      await ticket.type('Trail', '4.5');
      await ticket.reads('SELL 30 AAPL TRL 4.5% DAY on LOCAL');
      await ticket.choose('Unit of the trail', '$');
      await ticket.type('Trail', '12');
      await ticket.sends('SELL 30 AAPL TRL 12.00 DAY on LOCAL', [
        expect.stringMatching(/^Sell 30 TRL DAY MKT [\d.]+$/),
      ]);
      await ticket.cancelAll();
      expect(started.host.complaints).toEqual([]);
    });
  });
}
