/**
 * Goal: what this machine lets any page reach from a key to the durable acknowledgement painted. Method: a page
 * of one line at the terminal's own address sends the order that the measured key sends, over a socket like the
 * terminal's, to the same engine under the same market, and writes the answer's number into that line. It
 * follows no market and draws nothing else: disk, engine, browser and display are all that its time is made of.
 */
import type { Browser, Page } from 'playwright';
import { CONTRACT_VERSION } from '../../../engine/contract/bounds.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import type { TestClient } from '../../support/test-client.ts';
import { clockOf, startClock } from './in-page.ts';
import type { KeyClock, KeyWatch } from './in-page.ts';

const SYMBOL = 'AAPL';
/** Buy stops wait so far above the last price that none is reached. */
const STOP_PERCENT = 5;
const TICKS_PER_CENT = 100;

/** An otherwise empty page that sends an order at each press of Enter, and what it has measured. */
export interface FloorPage extends KeyWatch {
  readonly page: Page;
  /** Milliseconds from each order's sending to its answer, oldest first. */
  roundTrips(): Promise<readonly number[]>;
}

/** Opens it at a served terminal's address; `client` tells what its orders cost. */
export async function openFloorPage(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
  address: string,
  client: TestClient,
): Promise<FloorPage> {
  const { origin, host, hash } = new URL(address);
  const page = await browser.newPage({ viewport: size });
  // The terminal's own page, without the program: what is not served may not open a socket to this machine.
  await page.route('**/assets/**', (route) => route.abort());
  await page.goto(origin);
  await startClock(page);
  const last = await lastTicks(client);
  const stopPriceTicks =
    Math.round((last * (1 + STOP_PERCENT / 100)) / TICKS_PER_CENT) * TICKS_PER_CENT;
  await page.evaluate(sendAtEnter, {
    url: `ws://${host}/contract`,
    hello: {
      ...{ type: 'hello', contractVersion: CONTRACT_VERSION, clientName: 'floor' },
      ...{ token: hash.replace('#token=', ''), resume: null },
    },
    order: {
      ...{ type: 'order.submit', symbol: SYMBOL, side: 'buy', orderType: 'stop' },
      ...{ timeInForce: 'day', qtyLots: 100, limitPriceTicks: null, ...PLAIN_TERMS },
      ...{ stopPriceTicks, postOnly: false, tag: '' },
    },
  });
  const failed = new Promise<never>((_, reject) => page.once('pageerror', reject));
  failed.catch(() => undefined);
  return {
    page,
    // An order that is refused has no answer to wait for.
    painted: (led) => Promise.race([clockOf(page).painted(led), failed]),
    roundTrips: () =>
      page.evaluate(() => {
        // Put there by `sendAtEnter`.
        const { roundTrips } = window as unknown as { roundTrips: readonly number[] };
        return roundTrips;
      }),
  };
}

/** The symbol's newest price, once an update names it. */
function lastTicks(client: TestClient): Promise<number> {
  return client.until(
    () =>
      client.updates
        .flatMap((update) => (update.channel === 'quotes' ? update.data.quotes : []))
        .findLast(({ symbol }) => symbol === SYMBOL)?.lastTicks,
  );
}

/** Runs in the page: opens the socket and sends an order at each Enter; resolves once it is welcomed. */
function sendAtEnter(asked: {
  readonly url: string;
  readonly hello: object;
  readonly order: object;
}): Promise<void> {
  // Put there by `startClock`.
  const { keyClock } = window as unknown as { keyClock: KeyClock };
  const line = document.createTextNode('-');
  document.body.replaceChildren(line);
  const roundTrips: number[] = [];
  Object.assign(window, { roundTrips });
  const socket = new WebSocket(asked.url);
  let sentMs = 0;
  let id = 0;
  const say = (message: object): void => socket.send(JSON.stringify(message));
  socket.onopen = () => {
    say(asked.hello);
  };
  window.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter') return;
    id += 1;
    const clientOrderId = `floor-${String(Date.now())}-${String(id)}`;
    sentMs = performance.now();
    say({ type: 'request', id, body: { ...asked.order, clientOrderId } });
  });
  return new Promise((resolve, reject) => {
    socket.onclose = ({ code, reason }) => {
      reject(new Error(`the engine ended the line: ${String(code)} ${reason}`));
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      // The engine's own messages.
      const message = JSON.parse(data) as { type: string; ok?: boolean; refusal?: object };
      if (message.type === 'welcome') resolve();
      if (message.type !== 'reply') return;
      if (message.ok !== true) throw new Error(`refused: ${JSON.stringify(message.refusal)}`);
      roundTrips.push(performance.now() - sentMs);
      line.data = `order ${String(id)}`;
      keyClock.done('answer');
    };
  });
}
