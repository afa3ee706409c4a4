const LIMIT = { orderType: 'limit', limitPriceTicks: 1_000_000 };

/** What is wrong, the fields that make it so, and what the refusal must name. */
export const MALFORMED_BODIES: readonly [string, object, object][] = [
  [
    'an unknown request',
    { type: 'order.yolo' },
    { code: 'contract.unknown_message', field: 'body.type' },
  ],
  [
    'a quantity of 0',
    { qtyLots: 0 },
    { code: 'contract.out_of_range', field: 'body.qtyLots', value: '0' },
  ],
  [
    'a quantity of 2^53',
    { qtyLots: 2 ** 53 },
    { code: 'contract.out_of_range', field: 'body.qtyLots' },
  ],
  [
    'a fractional quantity',
    { qtyLots: 1.5 },
    { code: 'contract.wrong_type', field: 'body.qtyLots', value: '1.5' },
  ],
  [
    'a quantity in text',
    { qtyLots: '100' },
    { code: 'contract.wrong_type', field: 'body.qtyLots' },
  ],
  [
    'a negative price',
    { ...LIMIT, limitPriceTicks: -1 },
    { code: 'contract.out_of_range', field: 'body.limitPriceTicks' },
  ],
  [
    'fractional ticks',
    { ...LIMIT, limitPriceTicks: 0.5 },
    { code: 'contract.wrong_type', field: 'body.limitPriceTicks' },
  ],
  [
    'a price between two increments',
    { ...LIMIT, limitPriceTicks: 1_000_001 },
    { code: 'contract.price_increment', field: 'limitPriceTicks' },
  ],
  [
    'a limit order without a price',
    { orderType: 'limit' },
    { code: 'contract.price_missing', field: 'limitPriceTicks' },
  ],
  ['a market order with a price', { limitPriceTicks: 100 }, { code: 'contract.price_not_allowed' }],
  [
    'a post-only market order',
    { postOnly: true },
    { code: 'contract.post_only', field: 'postOnly' },
  ],
  [
    'an unknown order type',
    { orderType: 'take_profit' },
    { code: 'contract.not_allowed', field: 'body.orderType', value: 'take_profit' },
  ],
  [
    'a stop price of nothing',
    { orderType: 'stop', stopPriceTicks: 0 },
    { code: 'contract.out_of_range', field: 'body.stopPriceTicks' },
  ],
  [
    'a trail of the whole price',
    { orderType: 'trailing_stop', trailBasisPoints: 10_000 },
    { code: 'contract.out_of_range', field: 'body.trailBasisPoints' },
  ],
  [
    'a fractional trail',
    { orderType: 'trailing_stop', trailTicks: 0.5 },
    { code: 'contract.wrong_type', field: 'body.trailTicks' },
  ],
  [
    'a display quantity of nothing',
    { ...LIMIT, displayQtyLots: 0 },
    { code: 'contract.out_of_range', field: 'body.displayQtyLots' },
  ],
  [
    'a stop price that is missing',
    { stopPriceTicks: undefined },
    { code: 'contract.wrong_type', field: 'body.stopPriceTicks' },
  ],
  [
    'an unknown symbol',
    { symbol: 'NOPE' },
    { code: 'contract.unknown_symbol', field: 'symbol', value: 'NOPE' },
  ],
  ['a symbol that is none', { symbol: 'a b' }, { code: 'contract.format', field: 'body.symbol' }],
  [
    'an unknown side',
    { side: 'hold' },
    { code: 'contract.not_allowed', field: 'body.side', value: 'hold' },
  ],
  ['an unknown field', { leverage: 5 }, { code: 'contract.unknown_field', field: 'body.leverage' }],
  [
    'an empty client order id',
    { clientOrderId: '' },
    { code: 'contract.format', field: 'body.clientOrderId' },
  ],
  [
    'a client order id of 129 characters',
    { clientOrderId: 'x'.repeat(129) },
    { code: 'contract.format' },
  ],
  [
    'half a character',
    { tag: 'a\ud800' },
    { code: 'contract.field', field: 'body.tag', rule: 'text without half a surrogate pair' },
  ],
  ['a missing field', { tag: undefined }, { code: 'contract.wrong_type', field: 'body.tag' }],
];

const CHECK = { type: 'import.check', ticket: 't', content: { profile: 'alpaca_fills' } };

/** The same of requests about imports. */
export const MALFORMED_IMPORTS: readonly [string, object, object][] = [
  ['a path for a ticket', { ...CHECK, ticket: '/etc/passwd'.repeat(6) }, { field: 'body.ticket' }],
  ['no ticket', { ...CHECK, ticket: '' }, { field: 'body.ticket' }],
  [
    'an unknown profile',
    { ...CHECK, content: { profile: 'orders' } },
    { field: 'body.content.profile', value: 'orders' },
  ],
  [
    'fills of nobody knows where',
    { ...CHECK, content: { profile: 'fills' } },
    { code: 'contract.wrong_type', field: 'body.content.otherStore' },
  ],
  [
    'bars of an unknown timeframe',
    {
      ...CHECK,
      content: { profile: 'bars', symbol: 'AAPL', timeframe: '2m', replace: false },
    },
    { code: 'contract.not_allowed', field: 'body.content.timeframe', value: '2m' },
  ],
  [
    'an import that has no number',
    { type: 'import.apply', importId: 0, skipBad: true },
    { code: 'contract.out_of_range', field: 'body.importId' },
  ],
  [
    'no decision about bad rows',
    { type: 'import.apply', importId: 1 },
    { code: 'contract.wrong_type', field: 'body.skipBad' },
  ],
];

const PUT = { type: 'document.put', kind: 'notes', name: 'n', value: '1', baseRevision: null };

/** The same of requests about documents. */
export const MALFORMED_DOCUMENTS: readonly [string, object, object][] = [
  ['a kind nobody knows', { ...PUT, kind: 'orders' }, { field: 'body.kind', value: 'orders' }],
  ['no name', { ...PUT, name: '' }, { code: 'contract.format', field: 'body.name' }],
  ['a name with a space at its end', { ...PUT, name: 'n ' }, { field: 'body.name' }],
  ['an invisible letter in the name', { ...PUT, name: 'a\u0000' }, { field: 'body.name' }],
  [
    'a value beyond 256 KiB',
    { ...PUT, value: ' '.repeat(262_145) },
    { code: 'contract.out_of_range', field: 'body.value' },
  ],
  ['a value that is not text', { ...PUT, value: {} }, { field: 'body.value' }],
  ['text that is not JSON', { ...PUT, value: '{' }, { code: 'contract.format', field: 'value' }],
  ['a revision below none', { ...PUT, baseRevision: -1 }, { field: 'body.baseRevision' }],
];

/** The same of what is typed for a live account. */
export const MALFORMED_CONFIRMATIONS: readonly [string, object, object][] = [
  ['no number', { type: 'venue.accept' }, { field: 'body.differencesNumber' }],
  ['no text', { type: 'venue.confirm' }, { code: 'contract.wrong_type', field: 'body.text' }],
  [
    'a text that goes on and on',
    { type: 'venue.confirm', text: 'TRADE LIVE'.repeat(7) },
    { code: 'contract.out_of_range', field: 'body.text' },
  ],
];

const PRICE_ALERT = { kind: 'price', symbol: 'AAPL', direction: 'above', priceTicks: 1 };
const ALERT = { condition: PRICE_ALERT, repeat: 'once', cooldownS: 60, note: '' };

/** An alert with another condition. */
function alertOn(condition: object): object {
  return { type: 'alert.create', spec: { ...ALERT, condition } };
}

/** The same of requests about alerts. */
export const MALFORMED_ALERTS: readonly [string, object, object][] = [
  [
    'an unknown kind',
    alertOn({ kind: 'gut' }),
    { code: 'contract.not_allowed', field: 'body.spec.condition.kind' },
  ],
  [
    'a symbol that is not traded here',
    alertOn({ ...PRICE_ALERT, symbol: 'NOPE' }),
    { code: 'contract.unknown_symbol', field: 'spec.condition.symbol' },
  ],
  [
    'no price',
    alertOn({ ...PRICE_ALERT, priceTicks: 0 }),
    { code: 'contract.out_of_range', field: 'body.spec.condition.priceTicks' },
  ],
  [
    'a change of nothing',
    alertOn({ kind: 'change', symbol: 'AAPL', basisPoints: 0 }),
    { field: 'body.spec.condition.basisPoints' },
  ],
  [
    'an order without an event',
    alertOn({ kind: 'order', symbol: null, events: [] }),
    { code: 'contract.out_of_range', field: 'body.spec.condition.events' },
  ],
  [
    'no pause between two times',
    { type: 'alert.create', spec: { ...ALERT, cooldownS: 0 } },
    { field: 'body.spec.cooldownS' },
  ],
  [
    'an alert that is not there',
    { type: 'alert.change', alertId: 987_654, spec: null, isActive: true },
    { code: 'venue.unknown_alert', field: 'alertId' },
  ],
];

const PLACES = {
  type: 'history.places',
  subject: 'fills',
  filter: { symbol: null, side: null, tag: null, venue: null, fromUs: null, toUs: null },
  state: null,
  after: null,
  stride: 10,
  limit: 10,
};

/** The same of requests about places: in a list of the past, in a recording. */
export const MALFORMED_PLACES: readonly [string, object, object][] = [
  [
    'more rows to walk past than one answer may',
    { ...PLACES, stride: 1_000, limit: 11 },
    { field: 'body.limit' },
  ],
  [
    'a stride of nothing',
    { ...PLACES, stride: 0 },
    { code: 'contract.out_of_range', field: 'body.stride' },
  ],
  [
    'going to a place in a market that is not recorded',
    { type: 'source.control', action: { kind: 'seek', event: 1 } },
    { code: 'venue.no_recording', field: 'action.kind' },
  ],
  ['places of no list', { ...PLACES, subject: 'days' }, { field: 'body.subject' }],
];

/** The same of requests about what can be traded. */
export const MALFORMED_ASSETS: readonly [string, object, object][] = [
  [
    'a search for nothing',
    { type: 'assets.search', query: '  ', limit: 5 },
    { field: 'body.query' },
  ],
  [
    'more rows than there are on a screen',
    { type: 'assets.search', query: 'A', limit: 51 },
    { code: 'contract.out_of_range', field: 'body.limit' },
  ],
  ['no symbol to follow', { type: 'assets.follow', symbol: 'a b' }, { field: 'body.symbol' }],
  ['prices of nothing', { type: 'prices.latest', symbols: [] }, { field: 'body.symbols' }],
  [
    'a price of no symbol',
    { type: 'prices.latest', symbols: ['a b'] },
    { field: 'body.symbols.0' },
  ],
];
