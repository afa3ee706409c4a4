import { beforeEach, describe, expect, test } from 'vitest';
import {
  dragWords,
  ownWords,
  placeWords,
} from '../../../../renderer/panels/depth-ladder/ladder-words.ts';
import type { HoverContext } from '../../../../renderer/panels/depth-ladder/ladder-words.ts';
import type { OwnLevel } from '../../../../renderer/panels/depth-ladder/own-orders.ts';
import { editDraft } from '../../../../renderer/trading/ticket-store.ts';
import { openDesk } from '../trading/fake-desk.ts';
import { AAPL } from '../trading/sample-orders.ts';

const OWN: OwnLevel = {
  ...{ side: 'buy', priceTicks: 1_872_000, leavesLots: 100, filledLots: 0 },
  ...{ orderIds: [1], count: 1, stops: 0, state: 'working' },
};
const BID = { column: 'bid', priceTicks: 1_872_000 } as const;

let context: HoverContext;

beforeEach(() => {
  const { actions } = openDesk();
  context = {
    ...{ instrument: AAPL, actions, mode: 'prepares', venue: 'local', nearTicks: 1_872_500 },
    template: { unit: 'steps', takeProfitText: '20', stopLossText: '10', attach: false },
  };
});

describe('the words under the ladder', () => {
  test('are every word of the order that a click would send', () => {
    expect(placeWords(context, BID, 'limit')).toEqual({
      main: 'Click prepares: BUY 100 AAPL LMT 187.20 DAY on LOCAL',
      other: 'Right: no stop here · Alt: TP 187.40 SL 187.10',
    });
  });

  test('follow the ticket, the gesture and what a click does', () => {
    editDraft({ qtyText: '25', timeInForce: 'gtc' });
    const sends = { ...context, mode: 'sends' } as const;
    expect(placeWords(sends, { ...BID, priceTicks: 1_873_000 }, 'bracket')).toEqual({
      main: 'Click SENDS: BUY 25 AAPL LMT 187.30 TP 187.50 SL 187.20 GTC on LOCAL',
      other: 'Right SENDS: buy stop 187.30 · Alt: TP 187.50 SL 187.20',
    });
  });

  test('name the exits that every order of the ladder gets', () => {
    const attached = { ...context, template: { ...context.template, attach: true } };
    expect(placeWords(attached, BID, 'limit').main).toContain('TP 187.40 SL 187.10');
  });

  test('say why there is no order', () => {
    editDraft({ qtyText: '' });
    expect(placeWords(context, BID, 'limit').main).toBe('No order: Enter a quantity');
  });

  test('say what a click cancels and where it stands in its queue', () => {
    expect(ownWords(AAPL, OWN, 1_234).main).toBe(
      'Click cancels: 1 buy, 100 left at 187.20 (working), 1,234 ahead in the queue',
    );
    expect(ownWords(AAPL, OWN, null).main).not.toContain('queue');
  });

  test('say where a dragged order would go', () => {
    expect(dragWords(AAPL, OWN, 1_871_500).main).toBe(
      'Release moves: 1 buy, 100 from 187.20 to 187.15',
    );
    expect(dragWords(AAPL, OWN, null).main).toBe('Release leaves it where it is');
  });
});
