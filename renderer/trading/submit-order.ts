/**
 * Sends an order and follows it until its fate is known. While the line is down the client keeps the
 * order and sends the same clientOrderId again; when it gives up the order is `unknown`, and at the
 * next connection the engine's own list of orders says whether it was placed. It is not sent again
 * by then: the market has moved on since the key was pressed.
 */
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Order } from '../../engine/domain/order.ts';
import { answerPainted, awaitAnswer } from '../stores/answer-first.ts';
import { tradingText } from '../text/trading.ts';
import type { OrderTerms } from './draft.ts';
import { faultOf } from './fault.ts';
import { sayOutcome } from './say-outcome.ts';
import type { InFlightOrder, TicketOutcome } from './ticket-store.ts';
import { IN_FLIGHT_MAX, drawAnswerFirst, setInFlight, useTicket } from './ticket-store.ts';
import type { TradingContext } from './trading-context.ts';
import { refusalSentence } from './refusal-words.ts';
import { outcomeOf, termsShort } from './wording.ts';

/** Newest orders looked through for a lost one; more than a trader sends between two lines. */
const LOOKUP_ORDERS = 500;

/** Sends orders and settles those that a lost connection has left open. */
export interface Submitter {
  submit(terms: OrderTerms): Promise<void>;
  dispose(): void;
}

/** See the head of the file. */
export function createSubmitter(context: TradingContext): Submitter {
  const nameOf = (terms: OrderTerms): string => {
    const instrument = context.instrumentOf(terms.symbol);
    return instrument === null ? terms.symbol : termsShort(instrument, terms);
  };

  async function submit(terms: OrderTerms): Promise<void> {
    const waiting = useTicket.getState().inFlight.length;
    if (waiting >= IN_FLIGHT_MAX) {
      sayOutcome(context, 'error', tradingText.tooManyInFlight(waiting));
      return;
    }
    const clientOrderId = context.newClientOrderId();
    const flight: InFlightOrder = { clientOrderId, terms, status: 'pending_new' };
    setInFlight(clientOrderId, flight);
    try {
      const tag = useTicket.getState().tag.trim();
      const request = { type: 'order.submit', clientOrderId, ...terms, tag } as const;
      awaitAnswer();
      const { order } = await context.send<'order.submit'>(request);
      answer(() => {
        setInFlight(clientOrderId, null);
        say(outcomeIn(context.instrumentOf(order.symbol), order, nameOf(terms)));
      });
    } catch (error) {
      answer(() => fail(flight, error));
    }
  }

  function answer(change: () => void): void {
    drawAnswerFirst(change);
    context.afterPaint(answerPainted);
  }

  function fail(flight: InFlightOrder, error: unknown): void {
    const fault = faultOf(error);
    const name = nameOf(flight.terms);
    if (fault.kind === 'unknown') {
      setInFlight(flight.clientOrderId, { ...flight, status: 'unknown' });
      say({ level: 'warning', text: tradingText.unknown(name), code: 'client.unknown' });
      if (context.connected()) void resolve(flight);
      return;
    }
    setInFlight(flight.clientOrderId, null);
    if (fault.kind === 'not_sent') {
      say({ level: 'error', text: tradingText.notSent(name), code: 'client.not_sent' });
    } else {
      const text = tradingText.rejected(
        name,
        refusalSentence(fault.refusal, context.instrumentOf(flight.terms.symbol)),
      );
      say({ level: 'error', text, code: fault.refusal.code });
    }
  }

  async function resolve({ clientOrderId, terms }: InFlightOrder): Promise<void> {
    const name = nameOf(terms);
    try {
      const { orders } = await context.send<'orders.page'>({
        type: 'orders.page',
        symbol: terms.symbol,
        beforeOrderId: null,
        limit: LOOKUP_ORDERS,
      });
      const placed = orders.find((order) => order.clientOrderId === clientOrderId);
      setInFlight(clientOrderId, null);
      if (placed === undefined) {
        say({ level: 'error', text: tradingText.neverPlaced(name), code: 'client.not_placed' });
      } else say(outcomeIn(context.instrumentOf(placed.symbol), placed, name));
    } catch (error) {
      // Lost again: it stays unknown and is asked about at the next connection.
      const fault = faultOf(error);
      if (fault.kind === 'refused') context.announce('error', refusalSentence(fault.refusal));
    }
  }

  const say = (outcome: TicketOutcome): void =>
    sayOutcome(context, outcome.level, outcome.text, outcome.code);

  return {
    submit,
    dispose: context.onConnected(() => {
      for (const flight of useTicket.getState().inFlight) {
        if (flight.status === 'unknown') void resolve(flight);
      }
    }),
  };
}

function outcomeIn(instrument: Instrument | null, order: Order, name: string): TicketOutcome {
  if (instrument !== null) return outcomeOf(instrument, order);
  return { level: 'info', text: tradingText.working(name, order.orderId), code: '' };
}
