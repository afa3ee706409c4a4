/** An open order of two option legs as Alpaca lists it: the parent has neither symbol nor side. */
export function multiLegOrder(id: string, nowMs: number): Readonly<Record<string, unknown>> {
  const at = new Date(nowMs).toISOString();
  const order = {
    id,
    client_order_id: `spread-${id}`,
    created_at: at,
    updated_at: at,
    submitted_at: at,
    filled_at: null,
    expired_at: null,
    expires_at: null,
    canceled_at: null,
    failed_at: null,
    replaced_at: null,
    replaced_by: null,
    replaces: null,
    asset_id: '',
    symbol: '',
    asset_class: '',
    notional: null,
    qty: '1',
    filled_qty: '0',
    filled_avg_price: null,
    order_class: 'mleg',
    order_type: 'limit',
    type: 'limit',
    side: '',
    time_in_force: 'day',
    limit_price: '1.2',
    stop_price: null,
    status: 'new',
    extended_hours: false,
    trail_percent: null,
    trail_price: null,
    hwm: null,
    subtag: null,
    source: null,
  };
  const leg = (symbol: string, side: string) => ({
    ...order,
    id: `${id}-${symbol}`,
    client_order_id: `spread-${id}-${symbol}`,
    symbol,
    asset_class: 'us_option',
    side,
    ratio_qty: '1',
    limit_price: null,
    legs: null,
  });
  const legs = [leg('AAPL270115C00250000', 'buy'), leg('AAPL270115C00260000', 'sell')];
  return { ...order, legs };
}
