/** A sample of every request of the contract, which the tests of the transports send. */
import { DEFAULT_ACCOUNT_SETTINGS, DEFAULT_LIMITS } from '../../engine/contract/defaults.ts';
import type { EngineMessage, RequestBody, RequestType } from '../../engine/contract/messages.ts';
import { PLAIN_CHANGES, PLAIN_TERMS } from '../../engine/domain/order.ts';
import type { TestClient } from '../support/test-client.ts';
import { advisorRequests } from './advisor-samples.ts';
import { TELEMETRY_SAMPLES } from './telemetry-samples.ts';

/** One sample of every request, in an order in which each can succeed; made by the client. */
export async function everyRequest(client: TestClient): Promise<Map<RequestType, unknown>> {
  const replies = new Map<RequestType, unknown>();
  const run = async (body: RequestBody): Promise<void> => {
    replies.set(body.type, await client.request(body));
  };
  const draft = {
    symbol: 'MSFT',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'gtc',
    qtyLots: 20,
    limitPriceTicks: (await lastTicks(client, 'MSFT')) - 20_000,
    ...PLAIN_TERMS,
    postOnly: true,
  } as const;
  await run({ type: 'order.preview', ...draft });
  const submit = { ...client.order(draft), tag: 'a "tag", with = signs' };
  const { order } = await client.request(submit);
  await run({ ...submit });
  await run({ type: 'order.explain', orderId: order.orderId });
  await run({
    type: 'order.replace',
    orderId: order.orderId,
    qtyLots: 10,
    limitPriceTicks: null,
    ...PLAIN_CHANGES,
  });
  await run({ type: 'order.cancel', orderId: order.orderId });
  const second = client.order(draft);
  await client.request(second);
  await run({ type: 'order.cancel_by_client_id', clientOrderId: second.clientOrderId });
  await run({ type: 'orders.cancel_all', symbol: 'MSFT', side: 'buy' });
  await client.request(client.order({ symbol: 'MSFT' }));
  const { clientOrderId } = client.order();
  const scope = { symbol: 'MSFT', cancelOrders: true } as const;
  const share = { qtyLots: null, basisPoints: 2_500 } as const;
  await run({ type: 'positions.close', clientOrderId, ...scope, ...share });
  await run({ type: 'positions.reverse', clientOrderId, ...scope });
  await run({ type: 'positions.flatten', clientOrderId, symbol: 'MSFT', cancelOrders: true });
  const limits = {
    ...DEFAULT_LIMITS,
    positionUnitsMax: 1_000_000,
    positionValueMicrosMax: 1e12,
    openOrdersMax: 1_000,
    ordersPerSecondMax: 10_000,
    clientOrdersPerSecondMax: 10_000,
    dailyLossMicrosMax: 1e12,
    allowSymbols: ['AAPL', 'MSFT', 'BTC/USD', 'COST'],
    denySymbols: ['TSLA'],
  };
  await run({ type: 'risk.set_limits', limits });
  await run({ type: 'risk.kill', clientOrderId: client.order().clientOrderId });
  await run({ type: 'risk.unlock' });
  await run({ type: 'source.control', action: { kind: 'speed', speed: 1.5 } });
  await run({ type: 'setting.save', key: 'appearance', value: '{"theme":"light"}' });
  await run({ type: 'account.configure', settings: DEFAULT_ACCOUNT_SETTINGS });
  await run({ type: 'equity.history', fromUs: null, toUs: null, limit: 100 });
  await run({ type: 'settings.load' });
  await run({ type: 'bars.history', symbol: 'MSFT', timeframe: '1m', beforeUs: null, limit: 5 });
  await run({ type: 'fills.page', symbol: 'MSFT', beforeExecutionId: null, limit: 10 });
  await run({ type: 'orders.page', symbol: null, beforeOrderId: null, limit: 10 });
  const period = { fromUs: null, toUs: null };
  const ofVenue = { symbol: 'MSFT', side: 'buy', tag: null, venue: 'local' } as const;
  const filter = { ...ofVenue, ...period };
  const page = { filter, cursor: null, direction: 'older', limit: 10 } as const;
  await run({ type: 'history.fills', ...page });
  await run({ type: 'history.orders', ...page, state: 'filled' });
  await run({ type: 'history.trips', ...page });
  await run({ type: 'history.lots', ...page });
  const walk = { after: null, stride: 10, limit: 10 };
  await run({ type: 'history.places', subject: 'orders', filter, state: 'filled', ...walk });
  await run({ type: 'history.days', filter: ofVenue, fromDate: null, toDate: null, limit: 10 });
  await run({ type: 'history.totals', filter });
  const rows = { symbol: null, side: null, tag: null, ...period };
  await run({ type: 'export.start', profile: 'fills', ...rows, excel: true });
  await run({ type: 'export.cancel', exportId: 999 });
  const condition = { kind: 'price', symbol: 'MSFT', direction: 'above', priceTicks: 9e9 } as const;
  const spec = { condition, repeat: 'once', cooldownS: 60, note: 'far' } as const;
  const { alert } = await client.request({ type: 'alert.create', spec });
  replies.set('alert.create', { alert });
  await run({ type: 'alert.change', alertId: alert.alertId, spec: null, isActive: false });
  await run({ type: 'alert.list' });
  await run({ type: 'alert.delete', alertId: alert.alertId });
  const document = { kind: 'notes', name: 'Sample 1' } as const;
  await run({ type: 'document.put', ...document, value: '{"a":[1,null]}', baseRevision: null });
  await run({ type: 'document.get', ...document });
  await run({ type: 'document.list', kind: 'notes' });
  await run({ type: 'document.delete', ...document, baseRevision: null });
  const content = { profile: 'fills', otherStore: false } as const;
  const check = { type: 'import.check', ticket: 'nobody-offered-it', content } as const;
  replies.set(check.type, await client.refusal(check));
  const apply = { type: 'import.apply', importId: 1, skipBad: false } as const;
  replies.set(apply.type, await client.refusal(apply));
  await run({ type: 'import.cancel', importId: 1 });
  const { settings } = await client.request({ type: 'maintenance.status' });
  await run({ type: 'maintenance.configure', settings });
  await run({ type: 'store.stats' });
  await run({ type: 'assets.search', query: 'apple', limit: 5 });
  await run({ type: 'assets.follow', symbol: 'AAPL' });
  await run({ type: 'market.clock' });
  await run({ type: 'prices.latest', symbols: ['AAPL', 'NONE'] });
  const lists = { type: 'watchlists.remote' } as const;
  replies.set(lists.type, await client.refusal(lists));
  await run({ type: 'venue.status' });
  await run({ type: 'venue.confirm', text: 'TRADE LIVE' });
  await run({ type: 'venue.reconcile' });
  const accept = { type: 'venue.accept', differencesNumber: 0 } as const;
  replies.set(accept.type, await client.refusal(accept));
  const begin = { type: 'venue.begin' } as const;
  replies.set(begin.type, await client.refusal(begin));
  for (const body of TELEMETRY_SAMPLES) await run(body);
  await advisorRequests(client, replies);
  await run({ type: 'maintenance.run', job: 'checkpoint' });
  await client.until(() => client.heard.find(isIdleMaintenance));
  await run({ type: 'maintenance.status' });
  await run({ type: 'backup.list' });
  const backup = await client.request({ type: 'backup.start' });
  replies.set('backup.start', backup);
  await run({ type: 'backup.cancel', taskId: backup.taskId });
  await client.until(() => client.heard.find((one) => isEndOf(one, backup.taskId)));
  const packing = await client.request({ type: 'workspace.export' });
  replies.set('workspace.export', packing);
  await client.until(() => client.heard.find((one) => isEndOf(one, packing.taskId)));
  const unpack = { type: 'workspace.import', ticket: 'nobody-offered-it' } as const;
  replies.set('workspace.import', await client.refusal(unpack));
  // One that is there ends the engine: data-tasks.test.ts has it.
  const none = { type: 'backup.restore', fileName: 'local-20260101T000000000Z.db' } as const;
  replies.set('backup.restore', await client.refusal(none));
  return replies;
}

function isIdleMaintenance(message: EngineMessage): boolean {
  if (message.type !== 'maintenance') return false;
  return (
    message.status.runs[0]?.job === 'checkpoint' &&
    !message.status.jobs.some((one) => one.isRunning)
  );
}

function isEndOf(message: EngineMessage, taskId: number): boolean {
  return (
    message.type === 'data_task' &&
    message.task.taskId === taskId &&
    message.task.state !== 'running'
  );
}

/** The bid of a symbol. */
export async function lastTicks(client: TestClient, symbol: string): Promise<number> {
  client.subscribe({ channel: 'quotes' });
  const { data } = await client.update('quotes');
  const quote = data.quotes.find((one) => one.symbol === symbol);
  if (quote === undefined) throw new Error(`no quote of ${symbol}`);
  return quote.bidTicks;
}
