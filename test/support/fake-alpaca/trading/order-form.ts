/** Reads the body of a new order by the rules of Alpaca's documentation; throws `Refused`. */
import { randomUUID } from 'node:crypto';
import type { FakeAsset } from './assets.ts';
import { nanosOf, ONE, times } from './decimals.ts';
import type { Nanos } from './decimals.ts';
import type { OrderForm } from './order.ts';
import { invalid, Refused, unknown } from './refused.ts';

type Body = Readonly<Record<string, unknown>>;

const TYPES = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'] as const;
const TIMES = ['day', 'gtc', 'opg', 'cls', 'ioc', 'fok'] as const;
const CLASSES = ['simple', 'bracket', 'oco', 'oto'] as const;
const INTENTS = ['buy_to_open', 'buy_to_close', 'sell_to_open', 'sell_to_close'] as const;
const CENT = ONE / 100n;

/** The order itself and the exits that it brings with it. */
export interface ReadOrder {
  readonly form: OrderForm;
  readonly legs: readonly OrderForm[];
}

export function readOrder(body: Body, assetOf: (text: string) => FakeAsset | undefined): ReadOrder {
  const name = textOf(body, 'symbol');
  const asset = assetOf(name);
  if (asset === undefined) throw unknown(`asset not found for ${name}`);
  if (!asset.tradable) throw invalid(`asset ${asset.symbol} is not active`);
  const clientOrderId = body['client_order_id'] ?? randomUUID();
  if (typeof clientOrderId !== 'string' || clientOrderId.length > 128) {
    throw invalid('client_order_id must be no more than 128 characters');
  }
  const form: OrderForm = {
    symbol: asset.symbol,
    assetId: asset.id,
    assetClass: asset.class,
    side: oneOf(body, 'side', ['buy', 'sell'] as const),
    type: oneOf(body, 'type', TYPES),
    timeInForce: oneOf(body, 'time_in_force', TIMES),
    orderClass: (body['order_class'] ?? '') === '' ? 'simple' : oneOf(body, 'order_class', CLASSES),
    clientOrderId,
    extendedHours: body['extended_hours'] === true,
    qty: amountOf(body, 'qty'),
    notional: amountOf(body, 'notional'),
    limit: amountOf(body, 'limit_price'),
    stop: amountOf(body, 'stop_price'),
    trailPrice: amountOf(body, 'trail_price'),
    trailPercent: amountOf(body, 'trail_percent'),
    intent: body['position_intent'] === undefined ? null : oneOf(body, 'position_intent', INTENTS),
  };
  if (form.intent !== null && asset.class === 'crypto') throw invalid('invalid position_intent');
  checkPrices(form);
  checkQuantity(form, asset);
  checkTime(form);
  return { form, legs: legsOf(form, body) };
}

function textOf(body: Body, key: string): string {
  const value = body[key];
  if (typeof value !== 'string' || value === '') {
    throw new Refused(422, 40010001, `${key} is required`);
  }
  return value;
}

function oneOf<Word extends string>(body: Body, key: string, words: readonly Word[]): Word {
  const text = textOf(body, key);
  const word = words.find((one) => one === text);
  if (word === undefined) throw invalid(`invalid ${key}`);
  return word;
}

export function amountOf(body: Body, key: string): Nanos | null {
  const value = body[key];
  if (value === undefined || value === null || value === '') return null;
  const nanos = nanosOf(value);
  if (nanos === null || nanos <= 0n) throw invalid(`invalid ${key}`);
  return nanos;
}

function checkPrices(form: OrderForm): void {
  const { type, limit, stop, trailPrice, trailPercent } = form;
  const isLimit = type === 'limit' || type === 'stop_limit';
  const isStop = type === 'stop' || type === 'stop_limit';
  if (type === 'market' && (limit !== null || stop !== null)) {
    throw invalid('market orders require no stop or limit price');
  }
  const isExit = form.orderClass === 'oco';
  if (isLimit && limit === null && !isExit) throw invalid('limit orders require a limit price');
  if (isStop && stop === null) throw invalid('stop orders require a stop price');
  if (type === 'trailing_stop' && (trailPrice === null) === (trailPercent === null)) {
    throw invalid('trailing stop orders require one of trail_price and trail_percent');
  }
  if (form.assetClass === 'us_equity') {
    checkPenny('limit_price', limit);
    checkPenny('stop_price', stop);
  }
}

export function checkPenny(field: string, price: Nanos | null): void {
  if (price === null || price % (price >= ONE ? CENT : CENT / 100n) === 0n) return;
  const text = String(Number(price) / 1e9);
  throw invalid(
    `invalid ${field} ${text}. sub-penny increment does not fulfill minimum pricing criteria`,
  );
}

function checkQuantity(
  { qty, notional, type, timeInForce, ...form }: OrderForm,
  asset: FakeAsset,
): void {
  if ((qty === null) === (notional === null)) {
    throw new Refused(422, 40010001, 'qty or notional is required');
  }
  if (notional !== null && type !== 'market')
    throw invalid('notional orders must be market orders');
  const isPart = notional !== null || (qty !== null && qty % ONE !== 0n);
  if (!isPart || form.assetClass === 'crypto') return;
  if (!asset.fractionable) throw new Refused(403, 40310000, 'requested asset is not fractionable');
  if (form.orderClass !== 'simple') throw invalid('fractional orders must be simple orders');
  if (timeInForce !== 'day') throw invalid('fractional orders must be DAY orders');
}

function checkTime({ assetClass, type, timeInForce, extendedHours }: OrderForm): void {
  const isPlain = type === 'market' || type === 'limit';
  if (extendedHours && (type !== 'limit' || timeInForce !== 'day')) {
    throw invalid('extended hours order must be DAY limit orders');
  }
  if (assetClass === 'crypto') {
    if (type === 'stop' || type === 'trailing_stop')
      throw invalid('invalid order type for crypto order');
    if (timeInForce !== 'gtc' && timeInForce !== 'ioc') {
      throw invalid('invalid crypto time_in_force');
    }
  } else if (!isPlain && timeInForce !== 'day' && timeInForce !== 'gtc') {
    throw invalid(`invalid time_in_force for ${type} orders`);
  }
}

function legsOf(form: OrderForm, body: Body): readonly OrderForm[] {
  if (form.orderClass === 'simple') return [];
  const take = amountOf((body['take_profit'] ?? {}) as Body, 'limit_price'); // A form of ours.
  const lossBody = (body['stop_loss'] ?? {}) as Body; // A form of ours.
  const stop = amountOf(lossBody, 'stop_price');
  const stopLimit = amountOf(lossBody, 'limit_price');
  const isExit = form.orderClass === 'oco';
  if (form.orderClass === 'bracket' && (take === null || stop === null)) {
    throw invalid('bracket orders require take_profit.limit_price and stop_loss.stop_price');
  }
  if (form.orderClass === 'oto' && (take === null) === (stop === null)) {
    throw invalid('oto orders require one of take_profit and stop_loss');
  }
  if (isExit && (form.type !== 'limit' || stop === null || (take ?? form.limit) === null)) {
    throw invalid('oco orders require a limit, take_profit.limit_price and stop_loss.stop_price');
  }
  if (form.timeInForce !== 'day' && form.timeInForce !== 'gtc') {
    throw invalid(`invalid time_in_force for ${form.orderClass} orders`);
  }
  const base = isExit ? (take ?? form.limit) : form.limit;
  checkStop(form, base, stop, isExit);
  const side = isExit ? form.side : form.side === 'buy' ? 'sell' : 'buy';
  const common = {
    ...form,
    side,
    stop: null,
    limit: null,
    trailPrice: null,
    trailPercent: null,
    intent: null,
  } as const;
  const legs: OrderForm[] = [];
  if (take !== null && !isExit) {
    legs.push({ ...common, type: 'limit', limit: take, clientOrderId: randomUUID() });
  }
  if (stop !== null) {
    const type = stopLimit === null ? 'stop' : 'stop_limit';
    legs.push({ ...common, type, stop, limit: stopLimit, clientOrderId: randomUUID() });
  }
  return legs;
}

/** A stop loss lies at least a cent beyond what it protects. */
function checkStop(form: OrderForm, base: Nanos | null, stop: Nanos | null, isExit: boolean): void {
  if (base === null || stop === null) return;
  const isLong = isExit ? form.side === 'sell' : form.side === 'buy';
  if (isLong ? stop > base - CENT : stop < base + CENT) {
    const rule = isLong ? '<= base_price - 0.01' : '>= base_price + 0.01';
    throw new Refused(422, 42210000, `stop_loss.stop_price must be ${rule}`, {
      base_price: String(Number(base) / 1e9),
    });
  }
}

/** The limit of a buy stop: Alpaca protects it by 4 % below $50 and 2.5 % from there. */
export function protectedLimit(stop: Nanos): Nanos {
  return times(stop, stop < 50n * ONE ? 1_040_000_000n : 1_025_000_000n);
}
