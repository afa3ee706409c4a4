/** Words of the working orders panel. */
import type { LegRole, StopTrigger, TimeInForce } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';

export const workingOrdersText = {
  label: 'Working orders',
  empty: 'No working orders',
  emptyWithEnded: 'No orders',
  columns: {
    symbol: 'Symbol',
    side: 'Side',
    type: 'Type',
    qty: 'Qty',
    filled: 'Filled',
    leaves: 'Leaves',
    price: 'Price',
    stop: 'Stop',
    timeInForce: 'TIF',
    status: 'Status',
    time: 'Time',
    average: 'Avg fill',
    client: 'Client',
    venue: 'Venue',
    tag: 'Tag',
    orderId: 'Order',
    actions: '',
  },
  postOnly: 'PO',
  postOnlyTitle: 'Post only',
  iceberg: 'ICE',
  icebergTitle: (shown: string): string => `Iceberg: shows ${shown} at most`,
  exits: { take_profit: 'TP', stop_loss: 'SL' } satisfies Record<LegRole, string>,
  exitTitle: (role: LegRole, parentOrderId: number | null): string => {
    const of = parentOrderId === null ? '' : ` of order ${String(parentOrderId)}`;
    return `${role === 'take_profit' ? 'Take profit' : 'Stop loss'}${of}`;
  },
  heldTitle: (parentOrderId: number): string =>
    `Held: works once order ${String(parentOrderId)} fills, for what has filled`,
  accepted: (timeInForce: TimeInForce): string => {
    if (timeInForce === 'opg') return 'Waits for the opening';
    return timeInForce === 'cls' ? 'Waits for the close' : 'Waits for its session';
  },
  acceptedTitle: 'Accepted: out of the book until then',
  market: 'MKT',
  waiting: (stop: string): string => `Waiting, stop ${stop}`,
  waitingTitle: (side: Side, time: string): string =>
    `Waits since ${time} for the market at the stop price or ${side === 'buy' ? 'above' : 'below'}`,
  trails: (side: Side, trail: string, best: string): string =>
    `Trails ${trail} ${side === 'buy' ? 'above the lowest' : 'below the highest'} price, ${best}`,
  triggered: (side: Side, by: StopTrigger | null, time: string): string => {
    if (by === null) return `Triggered ${time}`;
    const quoted = side === 'buy' ? 'the ask' : 'the bid';
    return `Triggered by ${by === 'quote' ? quoted : 'a trade'} ${time}`;
  },
  allSymbols: 'All symbols',
  scope: 'Symbols shown and canceled',
  recentlyEnded: 'Recently ended',
  modify: 'Modify',
  modifyKeys: 'Enter',
  cancel: 'Cancel',
  cancelKeys: 'Delete',
  newQty: 'New quantity',
  newPrice: 'New limit price',
  newStop: 'New stop price',
  newTrail: 'New trail',
  sendReplace: 'Send',
  dropReplace: 'Drop',
  unchanged: 'Nothing to replace: all is as it was',
  editHelp: 'Arrows nudge, Enter sends, Esc drops',
  loses: 'loses its place in the queue',
  keeps: 'keeps its place in the queue',
  waits: 'waits on: a stop has no place in the queue yet',
  created: (time: string): string => `Sent ${time}`,
  updated: (time: string): string => `Last change ${time}`,
  expires: (time: string): string => `Expires ${time}`,
} as const;
