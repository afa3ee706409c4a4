/** Imports as clients see them: an upload, a check, the decision, and the engine that starts again. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportProgress, ImportState, OfferedFile } from '../../../engine/contract/imports.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../../engine/domain/ids.ts';
import { valueMicros } from '../../../engine/domain/instrument.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { EXIT_CODE_RESTART } from '../../../engine/supervision/restart-policy.ts';
import { EngineHarness, TEST_TOKEN, connectSocket } from '../../support/engine-harness.ts';
import { forkServedEngine } from '../../support/engine-process.ts';
import type { TestClient } from '../../support/test-client.ts';
import { fillsCsv } from '../../support/traded-history.ts';
import { AAPL } from '../../support/test-core.ts';

const CONTENT = { profile: 'fills', otherStore: false } as const;

/** A fill of long ago, as another computer of the trader's may have made it. */
function oldFill(number: number, side: 'buy' | 'sell', dollars: number): Fill {
  const ticks = dollars * 10_000;
  return {
    executionId: executionId(number),
    eventSeq: eventSeq(0),
    orderId: orderId(number),
    clientOrderId: clientOrderId(`old-${String(number)}`),
    venue: 'local',
    symbol: 'AAPL',
    side,
    orderType: 'limit',
    lastQtyLots: qtyLots(10),
    lastPriceTicks: priceTicks(ticks),
    cumQtyLots: qtyLots(10),
    leavesQtyLots: qtyLots(0),
    grossMicros: valueMicros(AAPL, ticks, 10),
    feeMicros: moneyMicros(350_000),
    realisedMicros: moneyMicros(0),
    liquidity: 'maker',
    tag: '',
    executedUs: timeUs(Date.UTC(2025, 2, 3, 15, 0, number) * 1_000),
  };
}

const OLD = [oldFill(901, 'buy', 90), oldFill(902, 'buy', 92), oldFill(903, 'sell', 95)];
/** (95 - 91) x 10 against the average price. */
const OLD_REALISED = 40_000_000;

async function upload(port: number, text: string, token: string = TEST_TOKEN): Promise<Response> {
  return fetch(`http://127.0.0.1:${String(port)}/imports`, {
    method: 'POST',
    headers: { 'x-securetrade-token': token, 'x-file-name': encodeURIComponent('my fills.csv') },
    body: new Blob([text]),
  });
}

async function offered(port: number, text: string): Promise<OfferedFile> {
  const response = await upload(port, text);
  expect(response.status).toBe(200);
  // What the route answers with.
  return (await response.json()) as OfferedFile;
}

function reached(
  client: TestClient,
  importId: number,
  state: ImportState,
): Promise<ImportProgress> {
  return client.until(() => {
    for (const message of client.heard) {
      if (message.type !== 'import' || message.progress.importId !== importId) continue;
      if (message.progress.state === state) return message.progress;
    }
    return undefined;
  });
}

describe('a running engine', () => {
  let harness: EngineHarness;
  let client: TestClient;
  beforeAll(async () => {
    harness = await EngineHarness.start();
    client = await harness.client();
    client.subscribe({ channel: 'quotes' });
    await client.update('quotes');
  });
  afterAll(() => harness.stopAndRemove());

  it('checks an uploaded file, tells what it would do, and forgets it when it is called off', async () => {
    const { ticket, fileName, bytes } = await offered(harness.server.port, fillsCsv(OLD));
    expect(fileName).toBe('my fills.csv');
    expect(bytes).toBe(fillsCsv(OLD).length);
    const { importId } = await client.request({ type: 'import.check', ticket, content: CONTENT });
    const { summary } = await reached(client, importId, 'checked');
    expect(summary).toMatchObject({ rowsGood: 3, rowsDuplicate: 0, rowsBad: 0, newOrders: 3 });
    expect(summary?.positions).toMatchObject([
      { symbol: 'AAPL', qtyLotsAfter: 10, realisedMicrosAfter: OLD_REALISED },
    ]);
    const canceled = await client.request({ type: 'import.cancel', importId });
    expect(canceled).toEqual({ importId, canceled: true });
    await reached(client, importId, 'canceled');
    expect(readdirSync(join(harness.folder, 'imports'))).toEqual([]);
    expect(await client.request({ type: 'import.cancel', importId })).toMatchObject({
      canceled: false,
    });
  });

  it('imports nothing while rows are bad, unless they are to be left out', async () => {
    const bad = fillsCsv(OLD).replace('local-902,', 'local-902,x');
    const { ticket } = await offered(harness.server.port, bad);
    const { importId } = await client.request({ type: 'import.check', ticket, content: CONTENT });
    const { summary } = await reached(client, importId, 'checked');
    expect(summary).toMatchObject({ rowsGood: 2, rowsBad: 1 });
    expect(summary?.problems).toMatchObject([{ line: 3, column: 'time_utc' }]);
    const refusal = await client.refusal({ type: 'import.apply', importId, skipBad: false });
    expect(refusal).toMatchObject({ code: 'contract.import_bad_rows', value: '1 bad' });
    await client.request({ type: 'import.cancel', importId });
    await reached(client, importId, 'canceled');
  });

  it('goes on as it was after an import of nothing new', async () => {
    const { ticket } = await offered(harness.server.port, fillsCsv([]));
    const { importId } = await client.request({ type: 'import.check', ticket, content: CONTENT });
    await reached(client, importId, 'checked');
    await client.request({ type: 'import.apply', importId, skipBad: false });
    expect(await reached(client, importId, 'applied')).toMatchObject({ rowsDone: 0 });
    const { order } = await client.request(client.order());
    expect(order.status).toBe('filled');
  });

  it('takes files of who has the token, and each ticket once', async () => {
    expect((await upload(harness.server.port, '', 'wrong')).status).toBe(401);
    const { ticket } = await offered(harness.server.port, 'no header of ours\r\n');
    const check = { type: 'import.check', ticket, content: CONTENT } as const;
    const { importId } = await client.request(check);
    const failed = await reached(client, importId, 'failed');
    expect(failed.problem).toContain('no export of fills');
    expect(await client.refusal(check)).toMatchObject({ code: 'contract.import_ticket' });
  });

  it('lets a client that goes take its undecided import with it', async () => {
    const other = await harness.client();
    const { ticket } = await offered(harness.server.port, fillsCsv(OLD));
    const { importId } = await other.request({ type: 'import.check', ticket, content: CONTENT });
    await reached(other, importId, 'checked');
    const next = await offered(harness.server.port, fillsCsv(OLD));
    const check = { type: 'import.check', ticket: next.ticket, content: CONTENT } as const;
    expect(await client.refusal(check)).toMatchObject({ code: 'store.busy' });
    other.close();
    let answer = await client.ask(check);
    while (!answer.ok) {
      await turn();
      answer = await client.ask(check);
    }
    // The reply to a check.
    const { importId: mine } = answer.result as { importId: number };
    await reached(client, mine, 'checked');
    await client.request({ type: 'import.cancel', importId: mine });
    await reached(client, mine, 'canceled');
  });
});

describe('an engine that imports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stp-imports-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function start() {
    const { child, started } = forkServedEngine(folder);
    const message = await started;
    if (message?.type !== 'ready') throw new Error('the engine has ended');
    const client = await connectSocket(message.port);
    return { child, client, port: message.port };
  }

  it('starts again with older fills before its own, its working orders and its numbers', async () => {
    const first = await start();
    const before = await first.client.hello('test', TEST_TOKEN);
    first.client.subscribe({ channel: 'quotes' });
    const { data } = await first.client.update('quotes');
    const bid = data.quotes.find(({ symbol }) => symbol === 'AAPL')?.bidTicks ?? 0;
    await first.client.request(first.client.order({ symbol: 'AAPL', qtyLots: 20 }));
    const { order } = await first.client.request(
      first.client.order({ symbol: 'AAPL', orderType: 'limit', limitPriceTicks: bid - 50_000 }),
    );
    const lastSeq = first.client.events.at(-1)?.seq ?? 0;
    const { ticket } = await offered(first.port, fillsCsv(OLD));
    const check = { type: 'import.check', ticket, content: CONTENT } as const;
    const { importId } = await first.client.request(check);
    await reached(first.client, importId, 'checked');
    const other = await connectSocket(first.port);
    await other.hello('other', TEST_TOKEN);
    const exited = once(first.child, 'exit');
    await first.client.request({ type: 'import.apply', importId, skipBad: false });
    const { summary } = await reached(first.client, importId, 'applied');
    expect((await exited)[0]).toBe(EXIT_CODE_RESTART);
    // What was sent to it may be read after the end of the process is heard of.
    await other.end();
    // Other windows hear why they could not trade, and why the engine has gone.
    const heard = other.heard.filter(({ type }) => type === 'store' || type === 'notice');
    expect(heard).toMatchObject([
      { store: { canWrite: false, problem: 'my fills.csv is being imported' } },
      { notice: { code: 'store.imported', text: expect.stringContaining('3 rows') as string } },
    ]);

    const second = await start();
    const resume = { storeId: before.storeId, afterSeq: lastSeq };
    const { snapshot, recovery } = await second.client.hello('test', TEST_TOKEN, resume);
    expect(recovery.after).toBe('clean');
    expect(snapshot).toMatchObject({ seq: lastSeq, cashMicros: summary?.cashMicrosAfter });
    expect(snapshot?.workingOrders.map((one) => one.orderId)).toEqual([order.orderId]);
    const position = snapshot?.positions.find(({ symbol }) => symbol === 'AAPL');
    expect(position).toMatchObject({ qtyLots: 30, realisedMicros: OLD_REALISED });
    const fills = await second.client.request({
      type: 'fills.page',
      symbol: 'AAPL',
      beforeExecutionId: null,
      limit: 10,
    });
    expect(fills.fills.at(-1)).toMatchObject({ clientOrderId: 'old-901' });
    second.client.subscribe({ channel: 'quotes' });
    await second.client.update('quotes');
    await second.client.request(second.client.order({ symbol: 'AAPL', side: 'sell', qtyLots: 5 }));
    expect(second.client.events[0]?.seq).toBe(lastSeq + 1);
    second.child.kill('SIGKILL');
    await once(second.child, 'exit');
  });
});
